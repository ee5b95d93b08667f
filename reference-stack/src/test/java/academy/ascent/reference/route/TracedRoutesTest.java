package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.TracingConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.tracing.Collector;
import academy.ascent.reference.tracing.Collector.ReceivedSpan;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.OtlpTracing;
import academy.ascent.reference.tracing.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedRoutesTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel first;
    private FakeModel second;
    private Collector collector;
    private OtlpTracing tracing;

    @BeforeEach
    void givenACollector() throws Exception {
        collector = new Collector();
        tracing = OtlpTracing.start(new TracingConfig(collector.endpoint(), 1, "test"));
        routes = new RoutesUnderTest(folder);
        first = routes.model("a", "1", scores("p", 1, 0.25));
        second = routes.model("a", "2", scores("p", 1, 0.75));
        first.behaves(request -> worked(first, request));
        second.behaves(request -> worked(second, request));
        routes.declare("""
                routes:
                  - name: canary
                    kind: canary
                    stable: {model: a, version: "1", weight: 1}
                    candidate: {model: a, version: "2", weight: 10000}
                    retry-on-stable: true
                  - {name: shadow, kind: shadow, primary: {model: a, version: "1"}, shadow: {model: a, version: "2"}}
                  - {name: both, kind: ensemble, members: [{model: a, version: "1"}, {route: canary}], output: p}
                """);
    }

    @AfterEach
    void end() {
        tracing.close();
        collector.close();
    }

    /** As a model does on the thread that asks it. */
    private static CompletableFuture<InferResponse> worked(FakeModel model, InferRequest request) {
        Trace trace = CurrentTrace.get();
        assertThat(trace).isNotNull();
        trace.span("inference of " + model.version, 1, 2, null);
        return CompletableFuture.completedFuture(model.answer(request, scores("p", 1, 0.5)));
    }

    @Test
    void aRoutesSpanHasOneForEachArmAndRoutesWithinRoutesTheirs() {
        ask("both");
        tracing.close();

        ReceivedSpan both = below("request", "route both");
        assertThat(both.attributes()).containsEntry("ascent.route.kind", "ensemble");
        ReceivedSpan model = below("route both", "arm a-1");
        assertThat(model.attributes()).containsEntry("ascent.model", "a").containsEntry("ascent.version", "1");
        below("arm a-1", "inference of 1");
        below("route both", "arm canary");
        below("arm canary", "route canary");
        below("route canary", "arm candidate");
        below("arm candidate", "inference of 2");
        assertThat(collector.spans()).hasSize(8).noneMatch(ReceivedSpan::failed);
        assertThat(CurrentTrace.get()).isNull();
    }

    @Test
    void aShadowsSpanIsInTheTraceOfTheRequestThatItFollows() {
        ask("shadow");
        await().until(() -> second.asked.size() == 1);
        await().until(() -> routes.report("shadow").arms().getLast().requests() == 1);
        tracing.close();

        below("route shadow", "arm primary");
        below("route shadow", "arm shadow");
        below("arm shadow", "inference of 2");
    }

    @Test
    void aSecondTryOnTheStableTargetStandsBesideTheFailedFirst() {
        CompletableFuture<InferResponse> candidate = new CompletableFuture<>();
        second.behaves(_ -> candidate);
        CompletableFuture<InferResponse> answer = ask("canary");
        Trace other = tracing.begin("somebody else's", null, null);
        // The thread that has the failure works for another request at that time.
        CurrentTrace.run(other, () -> candidate.completeExceptionally(new IllegalStateException("broken")));
        assertThat(answer.join().version()).isEqualTo("1");
        tracing.close();

        assertThat(below("route canary", "arm candidate").failed()).isTrue();
        assertThat(below("route canary", "arm stable").failed()).isFalse();
        assertThat(below("request", "route canary").failed()).isFalse();
        below("arm stable", "inference of 1");
    }

    @Test
    void aRequestThatIsNotTracedLeavesNoSpan() {
        first.answers(scores("p", 1, 0.5));
        second.fails();
        assertThat(routes.ask("shadow", Map.of()).version()).isEqualTo("1");
        assertThat(routes.ask("both", Map.of()).parameters()).containsEntry("route_members", 2L);
        tracing.close();

        assertThat(collector.spans()).isEmpty();
    }

    private CompletableFuture<InferResponse> ask(String route) {
        Trace trace = tracing.begin("request", null, null);
        assertThat(trace).isNotNull();
        CompletableFuture<InferResponse> answer =
                CurrentTrace.call(trace, () -> routes.route(route).infer(RoutesUnderTest.request(Map.of())));
        trace.end(false);
        return answer;
    }

    private ReceivedSpan below(String parent, String name) {
        List<ReceivedSpan> found = collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .toList();
        assertThat(found).as("spans " + name).hasSize(1);
        assertThat(found.getFirst())
                .returns(collector.span(parent).id(), ReceivedSpan::parent)
                .returns(collector.span("request").trace(), ReceivedSpan::trace);
        return found.getFirst();
    }
}
