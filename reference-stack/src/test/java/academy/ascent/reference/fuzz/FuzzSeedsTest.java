package academy.ascent.reference.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.grpc.GrpcRequestFuzz;
import academy.ascent.reference.protocol.JsonRequestFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seed of the fuzzer, cut at every byte and damaged a little, goes through the reader that it is for. */
class FuzzSeedsTest {
    private static final Path SEEDS = Path.of("src/test/fuzz");
    private static final int DAMAGES = 300;
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "JsonRequestFuzz", JsonRequestFuzz::fuzzerTestOneInput,
            "BinaryRequestFuzz", BinaryRequestFuzz::fuzzerTestOneInput,
            "GrpcRequestFuzz", GrpcRequestFuzz::fuzzerTestOneInput,
            "ServingFileFuzz", ServingFileFuzz::fuzzerTestOneInput,
            "ReferenceDataFuzz", ReferenceDataFuzz::fuzzerTestOneInput);

    static List<String> targets() {
        return List.copyOf(TARGETS.keySet());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noSeedBreaksItsReaderWhateverIsDoneToIt(String name) throws IOException {
        Consumer<byte[]> target = TARGETS.get(name);
        Random random = new Random(1);
        List<Path> seeds = seeds(name);
        assertThat(seeds).isNotEmpty();
        for (Path path : seeds) {
            byte[] seed = Files.readAllBytes(path);
            target.accept(seed);
            for (int length = 0; length < Math.min(seed.length, 2000); length++) {
                target.accept(Arrays.copyOf(seed, length));
            }
            for (int i = 0; i < DAMAGES && seed.length > 0; i++) {
                byte[] damaged = seed.clone();
                damaged[random.nextInt(seed.length)] = (byte) random.nextInt();
                damaged[random.nextInt(seed.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                target.accept(damaged);
            }
        }
    }

    private static List<Path> seeds(String target) throws IOException {
        try (Stream<Path> files = Files.list(SEEDS.resolve(target))) {
            return files.sorted().toList();
        }
    }
}
