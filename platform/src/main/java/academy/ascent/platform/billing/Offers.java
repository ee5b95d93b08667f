package academy.ascent.platform.billing;

import academy.ascent.platform.config.AscentConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What is sold, read once from {@code curriculum/levelN/course.yaml}. */
@Singleton
final class Offers {
    private final List<Offer> offers;

    Offers(AscentConfig config) {
        var mapper = new ObjectMapper(new YAMLFactory());
        var read = new ArrayList<Offer>();
        for (int level = 1; level <= 4; level++) {
            Path course = config.home().resolve("curriculum/level" + level + "/course.yaml");
            if (Files.exists(course)) {
                read.add(read(mapper, course, level));
            }
        }
        offers = List.copyOf(read);
    }

    private static Offer read(ObjectMapper mapper, Path course, int level) {
        try {
            JsonNode tier = mapper.readTree(course.toFile()).path("tier");
            JsonNode price = tier.path("price");
            return new Offer(
                    level,
                    tier.path("id").asText(),
                    tier.path("name").asText(),
                    tier.path("format").asText(),
                    Money.of(
                            price.path("amount").asLong(),
                            price.path("currency").asText()),
                    tier.path("open").asBoolean(),
                    StreamSupport.stream(tier.path("includes").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList(),
                    tier.path("refund").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + course, e);
        }
    }

    Optional<Offer> byTier(String tier) {
        return offers.stream().filter(offer -> offer.tier().equals(tier)).findFirst();
    }
}
