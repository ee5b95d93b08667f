package academy.ascent.sandbox.admission;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds the fields that a Kubernetes kind does not have and the values of the wrong type, worded as the API server
 * words them under {@code kubectl apply --validate=strict}.
 */
final class StrictFields {
    /** Maps whose values are bytes, which are written in Base64. */
    private static final Set<String> BYTES = Set.of("Secret.data", "ConfigMap.binaryData");

    private static final Map<JavaType, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    private final ObjectMapper mapper;
    private final Findings findings;

    StrictFields(ObjectMapper mapper, Findings findings) {
        this.mapper = mapper;
        this.findings = findings;
    }

    void check(JsonNode object, Class<?> kind) {
        JavaType type = mapper.constructType(kind);
        check(object, type, "", kind.getSimpleName());
    }

    private void check(JsonNode node, JavaType type, String path, String struct) {
        if (node.isNull()) {
            findings.required(path);
            return;
        }
        if (type.isJavaLangObject()) {
            return;
        }
        if (type.isMapLikeType()) {
            map(node, type, path, struct);
        } else if (type.isCollectionLikeType()) {
            list(node, type, path, struct);
        } else if (type.hasRawClass(IntOrString.class)) {
            expect(node.isTextual() || node.canConvertToInt(), node, path, struct, "IntOrString");
        } else if (type.hasRawClass(Quantity.class)) {
            if (expect(node.isNumber() || node.isTextual(), node, path, struct, "Quantity")) {
                Quantities.check(node.asText(), findings);
            }
        } else if (!type.getRawClass().getName().startsWith("io.fabric8")) {
            scalar(node, type, path, struct);
        } else {
            struct(node, type, path, struct);
        }
    }

    private void struct(JsonNode node, JavaType type, String path, String struct) {
        if (!expect(node.isObject(), node, path, struct, type.getRawClass().getSimpleName())) {
            return;
        }
        Map<String, JavaType> fields = FIELDS.computeIfAbsent(type, this::fields);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JavaType fieldType = fields.get(field.getKey());
            if (fieldType == null) {
                findings.add("strict decoding error: unknown field \"" + below + "\"");
            } else {
                check(field.getValue(), fieldType, below, type.getRawClass().getSimpleName());
            }
        }
    }

    private Map<String, JavaType> fields(JavaType type) {
        return mapper.getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(property -> !property.getName().equals("additionalProperties"))
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
    }

    private void map(JsonNode node, JavaType type, String path, String struct) {
        if (!expect(node.isObject(), node, path, struct, "map")) {
            return;
        }
        boolean bytes = BYTES.contains(struct + "." + path);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String below = path + "[" + entry.getKey() + "]";
            if (bytes) {
                expect(entry.getValue().isTextual(), entry.getValue(), below, struct, "[]uint8");
            } else {
                check(entry.getValue(), type.getContentType(), below, struct);
            }
        }
    }

    private void list(JsonNode node, JavaType type, String path, String struct) {
        if (expect(node.isArray(), node, path, struct, "[]" + goName(type.getContentType()))) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), type.getContentType(), path + "[" + i + "]", struct);
            }
        }
    }

    private void scalar(JsonNode node, JavaType type, String path, String struct) {
        boolean fits = switch (goName(type)) {
            case "string" -> node.isTextual();
            case "bool" -> node.isBoolean();
            case "int32" -> node.isIntegralNumber() && node.canConvertToInt();
            case "int64" -> node.isIntegralNumber() && node.canConvertToLong();
            default -> true;
        };
        expect(fits, node, path, struct, goName(type));
    }

    private boolean expect(boolean fits, JsonNode node, String path, String struct, String wanted) {
        if (!fits) {
            findings.add("json: cannot unmarshal " + described(node) + " into Go struct field " + struct + "."
                    + path.replaceAll("\\[[^]]*]", "") + " of type " + wanted);
        }
        return fits;
    }

    private static String described(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "number" : "number " + node.asText();
            case ARRAY -> "array";
            default -> "object";
        };
    }

    private static String goName(JavaType type) {
        return switch (type.getRawClass().getSimpleName()) {
            case "String" -> "string";
            case "Boolean", "boolean" -> "bool";
            case "Integer", "int" -> "int32";
            case "Long", "long" -> "int64";
            default -> type.getRawClass().getSimpleName();
        };
    }
}
