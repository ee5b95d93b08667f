package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.Restored;
import academy.ascent.site.Chrome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestoredWordsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void whatWasMadeAndWhatWasThereIsTold() {
        assertThat(RestoredWords.flash(
                        new Restored(NOON, List.of("Service web"), List.of("Secret key"), Map.of(), List.of())))
                .isEqualTo(new Chrome.Flash("good", "Made again: Service web. There already: Secret key."));
        assertThat(RestoredWords.flash(new Restored(NOON, List.of(), List.of(), Map.of(), List.of())))
                .isEqualTo(new Chrome.Flash("good", "Made again: nothing."));
    }

    @Test
    void whatIsMissingIsNamedAndWhy() {
        assertThat(RestoredWords.flash(new Restored(
                        NOON,
                        List.of("Service web"),
                        List.of(),
                        Map.of("Deployment mine/web", "exceeded quota"),
                        List.of("ConfigMap large"))))
                .isEqualTo(new Chrome.Flash(
                        "warning",
                        "Made again: Service web. Refused: Deployment mine/web (exceeded quota)."
                                + " Too large to have been kept: ConfigMap large."));
    }

    @Test
    void ofManyAFewAreNamedSoThatACookieHoldsThem() {
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> "ConfigMap " + i + "/" + "x".repeat(300))
                .toList();
        var flash = RestoredWords.flash(new Restored(
                NOON, many, many, many.stream().collect(Collectors.toMap(name -> name, _ -> "y".repeat(2000))), many));
        assertThat(flash.text()).contains("… and 995 more.").contains("… and 997 more.");
        assertThat(Base64.getEncoder().encodeToString(flash.text().getBytes(StandardCharsets.UTF_8)))
                .hasSizeLessThan(3900);
    }
}
