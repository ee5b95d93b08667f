package academy.ascent.reference.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostsTest {
    private double cpuSeconds;
    private long resident = 1L << 30;
    private long nanos;

    @Test
    void aPredictionCostsItsModelsTimeAndItsPartOfTheRest() {
        Metrics metrics = new Metrics();
        Costs costs = new Costs(3.6, 7.2, "EUR", metrics, () -> cpuSeconds, () -> resident, () -> nanos);
        metrics.model("cheap", "1").inferred(1, 300);
        metrics.model("dear", "1").inferred(1, 100);
        metrics.model("dear", "1").usedCpu(Duration.ofSeconds(50).toNanos());
        metrics.model("unused", "1");
        cpuSeconds = 90;
        nanos = Duration.ofSeconds(10).toNanos();
        resident = 3L << 30;
        Map<String, Double> samples = read(costs);

        // 3.6 an hour is 0.001 a second; 7.2 an hour is 0.002 a second, for 2 GiB on average.
        assertThat(samples.get("ascent_cost_total{resource=\"cpu\",currency=\"EUR\"}"))
                .isCloseTo(0.09, within(1e-12));
        assertThat(samples.get("ascent_cost_total{resource=\"memory\",currency=\"EUR\"}"))
                .isCloseTo(0.04, within(1e-12));
        double shared = ((90 - 50) * 0.001 + 0.04) / 400;
        assertThat(samples.get(perPrediction("cheap"))).isCloseTo(shared, within(1e-12));
        assertThat(samples.get(perPrediction("dear"))).isCloseTo(shared + 50 * 0.001 / 100, within(1e-12));
        assertThat(samples).doesNotContainKey(perPrediction("unused"));
    }

    @Test
    void whatAllPredictionsCostIsWhatTheProcessCost() {
        Metrics metrics = new Metrics();
        Costs costs = new Costs(1, 2, "USD", metrics, () -> cpuSeconds, () -> resident, () -> nanos);
        metrics.model("a", "1").inferred(1, 7);
        metrics.model("a", "1").usedCpu(3_000_000_000L);
        metrics.model("b", "1").inferred(1, 5);
        metrics.model("b", "1").usedCpu(1_000_000_000L);
        cpuSeconds = 10;
        nanos = 5_000_000_000L;
        Map<String, Double> samples = read(costs);
        double predictions = 7 * samples.get(perPrediction("a").replace("EUR", "USD"))
                + 5 * samples.get(perPrediction("b").replace("EUR", "USD"));

        assertThat(predictions)
                .isCloseTo(
                        samples.get("ascent_cost_total{resource=\"cpu\",currency=\"USD\"}")
                                + samples.get("ascent_cost_total{resource=\"memory\",currency=\"USD\"}"),
                        within(1e-12));
    }

    private static String perPrediction(String model) {
        return "ascent_cost_per_prediction{model=\"" + model + "\",version=\"1\",currency=\"EUR\"}";
    }

    private static Map<String, Double> read(Costs costs) {
        Exposition page = new Exposition();
        costs.write(page);
        return ExpositionFormat.read(page.toString());
    }
}
