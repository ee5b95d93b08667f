package academy.ascent.reference.runtime;

import academy.ascent.reference.config.CacheConfig;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers of one model by what was asked, bounded in bytes and in age; an id is no part of a question. */
final class ResponseCache {
    private static final int OVERHEAD_BYTES = 256;
    private static final int TEXT_BYTES = 48;

    private final Cache<List<Object>, List<Tensor>> answers;

    ResponseCache(CacheConfig config) {
        answers = Caffeine.newBuilder()
                .maximumWeight(config.maxBytes())
                .expireAfterWrite(config.timeToLive())
                .<List<Object>, List<Tensor>>weigher((question, outputs) -> bytes(question) + bytes(outputs))
                .executor(Runnable::run)
                .build();
    }

    Optional<InferResponse> find(Model model, InferRequest request) {
        return Optional.ofNullable(answers.getIfPresent(question(request)))
                .map(outputs -> model.answer(request, outputs));
    }

    void keep(InferRequest request, InferResponse response) {
        answers.put(question(request), response.outputs());
    }

    /** Inputs and wanted outputs, as values that compare by their content. */
    private static List<Object> question(InferRequest request) {
        List<Object> question = new ArrayList<>();
        for (Tensor input : request.inputs()) {
            question.add(input.name());
            question.add(input.datatype());
            question.add(Arrays.stream(input.shape()).boxed().toList());
            question.add(new Content(input.elements()));
        }
        for (RequestedOutput output : request.outputs()) {
            question.add(output.name());
        }
        return question;
    }

    private static int bytes(List<?> parts) {
        long bytes = OVERHEAD_BYTES;
        for (Object part : parts) {
            bytes += switch (part) {
                case Content content -> bytes(content.elements());
                case Tensor tensor -> bytes(tensor.elements());
                default -> TEXT_BYTES;
            };
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static long bytes(Elements elements) {
        return switch (elements.array()) {
            case byte[] values -> values.length;
            case short[] values -> 2L * values.length;
            case int[] values -> 4L * values.length;
            case float[] values -> 4L * values.length;
            case long[] values -> 8L * values.length;
            case double[] values -> 8L * values.length;
            case String[] values ->
                Arrays.stream(values)
                        .mapToLong(text -> TEXT_BYTES + 2L * text.length())
                        .sum();
            default -> throw new IllegalStateException("elements of another kind");
        };
    }

    private record Content(Elements elements) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Content(Elements others)
                    && Arrays.deepEquals(new Object[] {elements.array()}, new Object[] {others.array()});
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {elements.array()});
        }
    }
}
