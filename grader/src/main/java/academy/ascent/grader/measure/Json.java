package academy.ascent.grader.measure;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one mapper of events. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
