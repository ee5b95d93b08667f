package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.admission.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTest {
    @ParameterizedTest
    @CsvSource({"500, 256, 102, 1, true", "999, 64, 25, 1, true", "1000, 512, 204, 1, false", "1001, 512, 204, 2, false"
    })
    void tellOfTheContainersLimits(int cpuMillis, long mebibytes, int heap, int processors, boolean firstCompilerOnly) {
        Resources resources = new Resources(cpuMillis, mebibytes << 20, cpuMillis, mebibytes << 20);

        assertThat(JvmOptions.from(resources))
                .contains("-Xmx" + heap + "m", "-XX:ActiveProcessorCount=" + processors)
                .satisfies(options ->
                        assertThat(options.contains("-XX:TieredStopAtLevel=1")).isEqualTo(firstCompilerOnly))
                .satisfies(options ->
                        assertThat(options.contains("-XX:-AOTReplayTraining")).isEqualTo(firstCompilerOnly));
    }
}
