package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Sample.Outcome;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TensorsTest {

    @Test
    void a_request_names_every_column_as_a_tensor_of_its_own() {
        assertThat(Tensors.request(List.of("mean radius", "b"), new float[] {17.99f, 1e-5f}, Map.of()))
                .isEqualTo(
                        "{\"inputs\":[{\"name\":\"mean radius\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[17.99]},"
                                + "{\"name\":\"b\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1.0E-5]}]}");
    }

    @Test
    void reads_the_named_output_flat_or_nested() {
        assertThat(values("{\"outputs\":[{\"name\":\"p\",\"shape\":[1,2],\"data\":[0.25,0.75]}]}"))
                .containsExactly(0.25, 0.75);
        assertThat(values("{\"outputs\":[{\"name\":\"x\",\"data\":[1]},{\"name\":\"p\",\"data\":[[0.25,0.75]]}]}"))
                .containsExactly(0.25, 0.75);
    }

    @Test
    void an_error_under_status_200_is_no_answer() {
        assertThat(why("{\"error\":\"model broke\"}")).contains("status 200", "model broke");
    }

    @Test
    void a_missing_output_is_named_with_what_is_there() {
        assertThat(why("{\"outputs\":[{\"name\":\"label\",\"data\":[1]}]}")).contains("no output 'p'", "only label");
    }

    @Property
    void any_body_is_read_without_breaking(@ForAll String body) {
        assertThat(Tensors.read(sample(Outcome.ANSWERED, 200, body), "p")).isNotNull();
    }

    @Test
    void lengths_and_numbers_that_are_none_are_infinitely_far() {
        assertThat(Tensors.distance(new double[] {1}, new double[] {1, 2})).isInfinite();
        assertThat(Tensors.distance(new double[] {Double.NaN}, new double[] {1}))
                .isInfinite();
        assertThat(Tensors.distance(new double[] {1, 2}, new double[] {1.5, 2})).isEqualTo(0.5);
    }

    private static double[] values(String body) {
        return ((Tensors.Values) Tensors.read(sample(Outcome.ANSWERED, 200, body), "p")).numbers();
    }

    private static String why(String body) {
        return ((Tensors.Unusable) Tensors.read(sample(Outcome.ANSWERED, 200, body), "p")).why();
    }

    static Sample sample(Outcome outcome, int status, String body) {
        return new Sample(0, 0, 0, 1_000_000, outcome, status, body, "tumour-0");
    }
}
