package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ServerReadyRequest;
import academy.ascent.reference.runtime.TestModels;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcIT {
    private static final ModelInferRequest REQUEST = request();

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    @Test
    void drainsUnderLoadWithoutFailingACall() throws Exception {
        int port = ServerProcess.freePort();
        serving("{host: 127.0.0.1, port: 0, grpc-port: " + port + "}");
        try (ServerProcess server = ServerProcess.start(folder, temporary)) {
            assertThat(server.awaitReady()).contains("\"grpc-port\":" + port);
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger answered = new AtomicInteger();
            List<Thread> clients = IntStream.range(0, 4)
                    .mapToObj(_ -> Thread.ofPlatform().start(() -> callWhileReady(port, answered, failures)))
                    .toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > 100 || !failures.isEmpty());
            int before = answered.get();
            server.terminate();
            for (Thread client : clients) {
                client.join();
            }

            assertThat(failures).isEmpty();
            assertThat(answered).hasValueGreaterThan(before);
            assertThat(server.exitCode()).isZero();
            assertThat(server.restOfOutput()).contains("\"event\":\"ended\"");
            assertThat(server.errors()).isEmpty();
        }
    }

    /** As a client does that turns elsewhere once the server says that it is not ready. */
    private static void callWhileReady(int port, AtomicInteger answered, Queue<String> failures) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        GRPCInferenceServiceBlockingStub client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        try {
            while (client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()) {
                ModelInferResponse answer =
                        client.withDeadlineAfter(20, TimeUnit.SECONDS).modelInfer(REQUEST);
                assertThat(answer.getOutputsCount()).isPositive();
                answered.incrementAndGet();
            }
        } catch (StatusRuntimeException | AssertionError e) {
            failures.add(e.toString());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void loadsNothingOfGrpcWithoutItsPort() throws Exception {
        serving("{host: 127.0.0.1, port: 0}");
        Path loaded = temporary.resolve("classes.log");
        try (ServerProcess server =
                ServerProcess.start(folder, temporary, "env", "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded)) {
            server.awaitReady();
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }

        assertThat(Files.readString(loaded).lines())
                .anyMatch(line -> line.contains("academy.ascent.reference.Serving"))
                .noneMatch(line -> line.contains("io.grpc.")
                        || line.contains("com.google.protobuf.")
                        || line.contains("academy.ascent.reference.grpc."));
    }

    @Test
    void aTakenPortIsSaidWithTheKeyToChange() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            serving("{host: 127.0.0.1, port: 0, grpc-port: " + taken.getLocalPort() + "}");
            try (ServerProcess server = ServerProcess.start(folder, temporary)) {
                assertThat(server.exitCode()).isEqualTo(2);
                assertThat(server.errors())
                        .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                        .contains("server.grpc-port")
                        .doesNotContain("\tat ");
            }
        }
    }

    private void serving(String server) throws IOException {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.writeString(
                folder.resolve("serving.yaml"), "server: " + server + "\nmodels: [{name: iris, path: iris.onnx}]\n");
    }

    private static ModelInferRequest request() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("iris");
        request.addInputsBuilder()
                .setName("features")
                .setDatatype("FP32")
                .addAllShape(List.of(1L, 4L))
                .getContentsBuilder()
                .addAllFp32Contents(List.of(4.8f, 3.1f, 1.6f, 0.2f));
        return request.build();
    }
}
