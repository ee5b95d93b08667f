package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Value;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step of a graph.
 *
 * @param spec its {@code PipelineTaskSpec}
 */
public record Task(String name, Value spec) {

    public int line() {
        return spec.line();
    }

    String component() {
        return Field.of(spec, "componentRef", "name").words();
    }

    /** Whether an earlier answer is taken where component and inputs are the same; off where nothing is said. */
    public boolean isCached() {
        return Field.of(spec, "cachingOptions", "enableCache").isTrue();
    }

    /** How often it is tried again after a failure; 0 where nothing is said. */
    public int retries() {
        return Field.of(spec, "retryPolicy", "maxRetryCount")
                .number()
                .orElse(0.0)
                .intValue();
    }

    /** The wait before the first retry, if one is set: seconds with an s. */
    public Optional<Duration> backOff() {
        return Field.of(spec, "retryPolicy", "backoffDuration")
                .text()
                .filter(text -> text.matches("\\d{1,9}(\\.\\d{1,9})?s"))
                .map(text ->
                        Duration.ofMillis(Math.round(Double.parseDouble(text.substring(0, text.length() - 1)) * 1e3)));
    }

    public int retryLine() {
        return Field.of(spec, "retryPolicy").line();
    }

    public int cachingLine() {
        return Field.of(spec, "cachingOptions").line();
    }

    Map<String, Value> artifactInputs() {
        return Field.of(spec, "inputs", "artifacts").entries();
    }

    Map<String, Value> parameterInputs() {
        return Field.of(spec, "inputs", "parameters").entries();
    }

    /** Whether it runs once for each of some items. */
    boolean iterates() {
        return !itemInputs().isEmpty();
    }

    /** Inputs that an iterator gives. */
    Set<String> itemInputs() {
        Set<String> inputs = new LinkedHashSet<>();
        for (String iterator : new String[] {"parameterIterator", "artifactIterator"}) {
            Field.of(spec, iterator, "itemInput").text().ifPresent(inputs::add);
        }
        return inputs;
    }

    /** The tasks that it waits for, by name: those that it says and those whose outputs it takes. */
    Set<String> waitsFor() {
        Set<String> names = new LinkedHashSet<>();
        Field.of(spec, "dependentTasks").items().forEach(item -> names.add(item.words()));
        artifactInputs()
                .values()
                .forEach(input -> Field.of(input, "taskOutputArtifact", "producerTask")
                        .text()
                        .ifPresent(names::add));
        for (Value input : parameterInputs().values()) {
            Field.of(input, "taskOutputParameter", "producerTask").text().ifPresent(names::add);
            Field.of(input, "taskFinalStatus", "producerTask").text().ifPresent(names::add);
        }
        return names;
    }
}
