package academy.ascent.reference.grpc;

import static academy.ascent.reference.grpc.Messages.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Role;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import academy.ascent.reference.grpc.wire.RepositoryModelUnloadRequest;
import academy.ascent.reference.grpc.wire.ServerLiveRequest;
import academy.ascent.reference.grpc.wire.ServerReadyRequest;
import academy.ascent.reference.log.EventLog;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GrpcAccessTest {
    private static final String USER = "the key of the user";
    private static final String ADMIN = "the key of the admin";
    private static final String POOR = "the key of the poor one";

    @Test
    void asksForAKeyForAllButHealth() throws Exception {
        try (RunningServer server = givenTenants()) {
            assertThat(server.client()
                            .serverLive(ServerLiveRequest.getDefaultInstance())
                            .getLive())
                    .isTrue();
            assertThat(server.client()
                            .serverReady(ServerReadyRequest.getDefaultInstance())
                            .getReady())
                    .isTrue();
            thenRefused(() -> server.client().modelInfer(floats(1).build()), Status.Code.UNAUTHENTICATED);
            thenRefused(
                    () -> client(server, "authorization", "Bearer nobody's")
                            .modelInfer(floats(1).build()),
                    Status.Code.UNAUTHENTICATED);
            assertThat(client(server, "authorization", "Bearer " + USER)
                            .modelInfer(floats(1).build())
                            .getModelName())
                    .isEqualTo("echo");
            assertThat(client(server, "x-api-key", USER)
                            .modelInfer(floats(1).build())
                            .getModelName())
                    .isEqualTo("echo");
            assertThat(server.log()).contains("\"tenant\":\"user\"").contains("\"status\":\"UNAUTHENTICATED\"");
        }
    }

    @Test
    void letsOnlyAnAdministratorUnloadAModel() throws Exception {
        RepositoryModelUnloadRequest unload =
                RepositoryModelUnloadRequest.newBuilder().setModelName("echo").build();
        try (RunningServer server = givenTenants()) {
            thenRefused(
                    () -> client(server, "x-api-key", USER).repositoryModelUnload(unload),
                    Status.Code.PERMISSION_DENIED);
            assertThat(client(server, "x-api-key", ADMIN).repositoryModelUnload(unload))
                    .isNotNull();
        }
    }

    @Test
    void countsEachMessageOfAStreamAndEndsItWithTheQuota() throws Exception {
        try (RunningServer server = givenTenants()) {
            AtomicInteger answers = new AtomicInteger();
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            StreamObserver<ModelInferRequest> stream = server.asynchronousClient()
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header("x-api-key", POOR)))
                    .modelStreamInfer(new StreamObserver<ModelStreamInferResponse>() {
                        @Override
                        public void onNext(ModelStreamInferResponse answer) {
                            answers.incrementAndGet();
                        }

                        @Override
                        public void onError(Throwable failure) {
                            end.complete(failure);
                        }

                        @Override
                        public void onCompleted() {
                            end.complete(new IllegalStateException("it ended well"));
                        }
                    });
            for (int i = 0; i < 6; i++) {
                stream.onNext(floats(1).build());
            }
            Throwable failure = end.get(20, TimeUnit.SECONDS);

            assertThat(answers).hasValue(3);
            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(Status.trailersFromThrowable(failure).get(Failures.RETRY_AFTER_MILLIS))
                    .matches("\\d{1,8}");
            await().untilAsserted(() -> assertThat(server.openStreams()).isZero());
        }
    }

    private static void thenRefused(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
    }

    private static GRPCInferenceServiceBlockingStub client(RunningServer server, String name, String value) {
        return server.client().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header(name, value)));
    }

    private static Metadata header(String name, String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return headers;
    }

    private static RunningServer givenTenants() throws IOException {
        EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
        AccessConfig config = new AccessConfig(
                List.of(
                        tenant("user", "USER_KEY", Role.USER, Optional.empty()),
                        tenant("admin", "ADMIN_KEY", Role.ADMIN, Optional.empty()),
                        tenant("poor", "POOR_KEY", Role.USER, Optional.of(new Quota(3, Quota.Window.DAY)))),
                List.of(),
                Optional.empty());
        Map<String, String> variables = Map.of("USER_KEY", USER, "ADMIN_KEY", ADMIN, "POOR_KEY", POOR);
        return RunningServer.of(FakeModels.echo()).admitBy(Access.of(config, variables, log));
    }

    private static TenantConfig tenant(String name, String variable, Role role, Optional<Quota> quota) {
        Source source = new Source(Path.of("serving.yaml"), 1, Map.of());
        return new TenantConfig(name, List.of(), List.of(variable), role, Optional.empty(), quota, source);
    }
}
