package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1", "1.5, 1500m", "0.75, 750m", "500m, 500m", "1000m, 1", "2000, 2k", "1500, 1500", "1500000k, 1500M",
        "-1, -1", "0, 0", "0.0, 0", "0.5Gi, 512Mi", "1536Mi, 1536Mi", "2048Mi, 2Gi", "512Ki, 512Ki", "-2048Mi, -2Gi",
        "0.5Ki, 512", "1e3, 1e3"
    })
    void a_quantity_is_told_in_kubernetes_own_form(String written, String told) {
        assertThat(Quantities.canonical(Quantity.parse(written))).isEqualTo(told);
    }
}
