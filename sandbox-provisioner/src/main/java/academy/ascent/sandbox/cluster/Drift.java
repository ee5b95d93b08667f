package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object is as it is to be. Only what is wanted is compared: what the API server, its controllers or others add is
 * no difference, as with a server-side apply, but a list has exactly the wanted elements.
 */
final class Drift {
    private static final Pattern QUANTITY = Pattern.compile("\\d+(\\.\\d+)?([numkMGTPE]|[KMGTPE]i)?");

    private Drift() {}

    /**
     * Compares an object.
     *
     * @param live null if it is not there
     */
    static boolean differs(HasMetadata wanted, @Nullable HasMetadata live) {
        return live == null || differs(tree(wanted), tree(live));
    }

    private static JsonNode tree(HasMetadata object) {
        return Serialization.jsonMapper().valueToTree(object);
    }

    private static boolean differs(JsonNode wanted, JsonNode live) {
        if (wanted.isObject()) {
            return wanted.properties().stream().anyMatch(field -> differs(field.getValue(), live.path(field.getKey())));
        }
        if (wanted.isArray()) {
            return wanted.size() != live.size() || elementDiffers(wanted, live);
        }
        return !wanted.isNull() && !wanted.asText().equals(live.asText()) && !isSameQuantity(wanted, live);
    }

    private static boolean elementDiffers(JsonNode wanted, JsonNode live) {
        for (int i = 0; i < wanted.size(); i++) {
            if (differs(wanted.get(i), live.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** As 1000m is 1. */
    private static boolean isSameQuantity(JsonNode wanted, JsonNode live) {
        return QUANTITY.matcher(wanted.asText()).matches()
                && QUANTITY.matcher(live.asText()).matches()
                && new Quantity(wanted.asText())
                                .getNumericalAmount()
                                .compareTo(new Quantity(live.asText()).getNumericalAmount())
                        == 0;
    }
}
