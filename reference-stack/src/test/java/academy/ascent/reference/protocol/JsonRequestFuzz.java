package academy.ascent.reference.protocol;

import academy.ascent.reference.fuzz.Requests;
import java.util.Arrays;

/** The JSON of inference requests; what the short way reads, the complete one must read the same. */
public final class JsonRequestFuzz {
    private JsonRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] body) {
        Requests.check(() -> InferRequestReader.readCompletely(body, body.length));
        SimpleInferReader.read(body, body.length).ifPresent(simple -> {
            InferRequest complete = InferRequestReader.readCompletely(body, body.length);
            if (!Arrays.equals(InferRequestWriter.write(simple), InferRequestWriter.write(complete))) {
                throw new AssertionError("the short way reads another request");
            }
        });
    }
}
