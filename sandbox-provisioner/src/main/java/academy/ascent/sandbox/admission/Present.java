package academy.ascent.sandbox.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a checked object by those of its fields that are there. Jackson would prepare for every field that a Kubernetes
 * object can have, some hundred classes, which takes a second in a process that has just begun.
 */
final class Present extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> names = new HashSet<>();

    private Present(JsonNode document) {
        collect(document);
    }

    private void collect(JsonNode node) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(this::collect);
    }

    /** @throws IllegalStateException if the document has not passed {@link StrictFields} */
    static <T> T read(JsonNode document, Class<T> type) {
        ObjectMapper mapper =
                new ObjectMapper().registerModule(new SimpleModule().setDeserializerModifier(new Present(document)));
        try {
            return mapper.treeToValue(document, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A checked object could not be read: " + broken.getMessage(), broken);
        }
    }

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
        List<SettableBeanProperty> properties = new ArrayList<>();
        builder.getProperties().forEachRemaining(properties::add);
        properties.stream()
                .filter(property -> !names.contains(property.getName()))
                .forEach(property -> builder.removeProperty(property.getFullName()));
        return builder;
    }
}
