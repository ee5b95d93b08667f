package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrpcStreamTest {
    private final HeldModel model = new HeldModel();
    private final Answers<ModelStreamInferResponse> answers = new Answers<>();

    @Test
    void answersComeInTheOrderOfTheRequestsWhateverIsDoneFirst() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            StreamObserver<ModelInferRequest> requests =
                    server.asynchronousClient().modelStreamInfer(answers);
            send(requests, 3);
            await().until(() -> model.arrived() == 3);
            model.answer("2");
            model.answer("1");
            assertThat(answers.received()).isEmpty();
            model.answer("0");
            requests.onCompleted();

            answers.end().join();
            assertThat(answers.received())
                    .extracting(answer -> answer.getInferResponse().getId())
                    .containsExactly("0", "1", "2");
            assertThat(answers.received()
                            .get(2)
                            .getInferResponse()
                            .getOutputs(0)
                            .getContents()
                            .getFp32Contents(0))
                    .isEqualTo(2);
        }
    }

    @Test
    void aFailureStandsInItsAnswerAndTheStreamGoesOn() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            StreamObserver<ModelInferRequest> requests =
                    server.asynchronousClient().modelStreamInfer(answers);
            send(requests, 2);
            requests.onNext(floats(1).setModelName("nobody").setId("2").build());
            requests.onNext(floats(1).setId("3").clearInputs().build());
            await().until(() -> model.arrived() == 2);
            model.reject("0");
            model.answer("1");
            requests.onCompleted();

            answers.end().join();
            assertThat(answers.received())
                    .extracting(ModelStreamInferResponse::getErrorMessage)
                    .containsExactly(
                            "no 0",
                            "",
                            "unknown model \"nobody\"; this server has [echo]",
                            "the request has no \"inputs\"");
            assertThat(answers.received())
                    .extracting(answer -> answer.getInferResponse().getId())
                    .containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void aClientThatSendsWithoutEndIsTakenInBoundedSteps() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            StreamObserver<ModelInferRequest> requests =
                    server.asynchronousClient().modelStreamInfer(answers);
            send(requests, 40);
            requests.onCompleted();
            await().until(() -> model.arrived() == 16);
            for (int i = 0; i < 40; i++) {
                String id = Integer.toString(i);
                assertThat(model.arrived()).isLessThanOrEqualTo(16 + i);
                await().untilAsserted(() -> model.answer(id));
            }

            answers.end().join();
            assertThat(answers.received()).hasSize(40);
        }
    }

    @Test
    void aCancelledStreamIsForgottenAndItsAnswersAreDropped() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            Context.CancellableContext context = Context.current().withCancellation();
            context.run(() -> send(server.asynchronousClient().modelStreamInfer(answers), 2));
            await().until(() -> model.arrived() == 2);
            context.cancel(null);
            await().until(() -> answers.end().isCompletedExceptionally());
            await().until(() -> server.openCalls() == 0);
            model.answer("0");
            model.answer("1");

            assertThat(answers.received()).isEmpty();
            assertThat(server.log()).doesNotContain("broken");
            server.drain();
        }
    }

    @Test
    void aDrainEndsAStreamOnceEveryRequestIsAnswered() throws Exception {
        try (RunningServer server = RunningServer.of(model.models())) {
            Answers<ModelStreamInferResponse> quiet = new Answers<>();
            var _ = server.asynchronousClient().modelStreamInfer(quiet);
            send(server.asynchronousClient().modelStreamInfer(answers), 2);
            await().until(() -> model.arrived() == 2 && server.openCalls() == 2);
            Thread drain = Thread.ofVirtual().start(server::drainNow);
            quiet.end().join();
            assertThat(answers.end()).isNotDone();
            model.answer("0");
            model.answer("1");

            answers.end().join();
            assertThat(answers.received()).hasSize(2);
            assertThat(drain.join(java.time.Duration.ofSeconds(10))).isTrue();
        }
    }

    private static void send(StreamObserver<ModelInferRequest> requests, int count) {
        IntStream.range(0, count)
                .forEach(i ->
                        requests.onNext(floats(i).setId(Integer.toString(i)).build()));
    }
}
