package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.runtime.TestModels;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which right each address and call of the packaged server needs. */
class RightsIT {
    private enum Right {
        /** No key. */
        NONE,
        /** Any tenant's key. */
        KEY,
        /** The key of a tenant whose role is admin. */
        ADMIN
    }

    private record Row(Right right, String method, String path, String body) {
        static Row of(Right right, String method, String path) {
            return new Row(right, method, path, "");
        }
    }

    private static final String INPUTS =
            "\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
    private static final String REQUEST = "{" + INPUTS;

    private static final List<Row> ADDRESSES = List.of(
            Row.of(Right.NONE, "GET", "/v2/health/live"),
            Row.of(Right.NONE, "GET", "/v2/health/ready"),
            Row.of(Right.NONE, "GET", "/metrics"),
            Row.of(Right.KEY, "POST", "/metrics"),
            Row.of(Right.KEY, "GET", "/v2"),
            Row.of(Right.KEY, "GET", "/v2/models/iris"),
            Row.of(Right.KEY, "GET", "/v2/models/iris/ready"),
            Row.of(Right.KEY, "GET", "/v2/models/iris/versions/1"),
            Row.of(Right.KEY, "GET", "/v2/models/none"),
            Row.of(Right.KEY, "GET", "/nothing"),
            new Row(Right.KEY, "POST", "/v2/models/iris/infer", REQUEST),
            new Row(Right.KEY, "POST", "/v2/models/split/infer", "{\"parameters\":{\"user\":\"ann\"}," + INPUTS),
            new Row(Right.KEY, "POST", "/explain/iris", REQUEST),
            Row.of(Right.KEY, "GET", "/drift"),
            Row.of(Right.KEY, "GET", "/drift/iris"),
            Row.of(Right.ADMIN, "POST", "/drift/iris"),
            new Row(Right.KEY, "POST", "/feedback/iris", "{\"id\":\"7\",\"label\":1}"),
            Row.of(Right.KEY, "GET", "/routes"),
            Row.of(Right.KEY, "GET", "/routes/split"),
            new Row(Right.KEY, "POST", "/routes/split/outcome", "{\"key\":\"ann\",\"success\":true}"),
            Row.of(Right.ADMIN, "POST", "/routes/split/reset"),
            Row.of(Right.ADMIN, "POST", "/routes/split%2Freset"),
            Row.of(Right.ADMIN, "POST", "/routes/split/reset?/outcome"),
            Row.of(Right.ADMIN, "DELETE", "/routes/split"),
            Row.of(Right.KEY, "GET", "/config"),
            Row.of(Right.ADMIN, "PUT", "/config"),
            new Row(Right.KEY, "POST", "/v2/repository/index", "{}"),
            Row.of(Right.ADMIN, "POST", "/v2/repository/models/iris/load"),
            Row.of(Right.ADMIN, "POST", "/v2/repository/models/index/load"),
            Row.of(Right.ADMIN, "POST", "/v2/repository/models/spare/unload"));

    private static final Map<String, Right> CALLS = Map.of(
            "ServerLive", Right.NONE,
            "ServerReady", Right.NONE,
            "ServerMetadata", Right.KEY,
            "ModelMetadata", Right.KEY,
            "ModelReady", Right.KEY,
            "ModelInfer", Right.KEY,
            "ModelStreamInfer", Right.KEY,
            "RepositoryIndex", Right.KEY,
            "RepositoryModelLoad", Right.ADMIN,
            "RepositoryModelUnload", Right.ADMIN);

    private static final String USER = "the key of an ordinary tenant";
    private static final String ADMIN = "the key of an administrator";
    private static final String TENANTS = """
            tenants:
              - {name: acme, key-from: [USER_KEY]}
              - {name: operators, key-from: [ADMIN_KEY], role: admin}
            access: {open: [/metrics]}
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;
    private int grpcPort;

    @BeforeEach
    void givenAModel() throws IOException {
        port = ServerProcess.freePort();
        grpcPort = ServerProcess.freePort();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.writeString(folder.resolve("reference.csv"), "a,b,c,d\n5,3,1,0.2\n6,3,4,1\n7,3,6,2\n");
    }

    @Test
    void eachAddressNeedsItsRight() throws Exception {
        try (ServerProcess _ = serving(TENANTS)) {
            for (Row row : ADDRESSES) {
                List<Integer> answers = new ArrayList<>();
                for (String key : List.of("", "nobody's key, though it is long", USER, ADMIN)) {
                    answers.add(ask(row, key));
                }
                assertThat(answers.stream().map(RightsIT::refusal))
                        .as(row + " " + answers)
                        .containsExactlyElementsOf(refusals(row.right(), 401, 403));
                assertThat(answers).as(row.toString()).allMatch(status -> status < 500);
            }
        }
    }

    @Test
    void anOrdinaryTenantReportsAnOutcome() throws Exception {
        try (ServerProcess _ = serving(TENANTS)) {
            Row infer = new Row(
                    Right.KEY, "POST", "/v2/models/split/infer", "{\"parameters\":{\"user\":\"bob\"}," + INPUTS);
            Row outcome = new Row(Right.KEY, "POST", "/routes/split/outcome", "{\"key\":\"bob\",\"success\":true}");
            assertThat(ask(infer, USER)).isEqualTo(200);
            assertThat(ask(outcome, USER)).isEqualTo(200);
            assertThat(ask(Row.of(Right.ADMIN, "POST", "/routes/split/reset"), USER))
                    .isEqualTo(403);
            assertThat(ask(Row.of(Right.ADMIN, "POST", "/routes/split/reset"), ADMIN))
                    .isEqualTo(200);
        }
    }

    @Test
    void eachCallNeedsItsRight() throws Exception {
        try (ServerProcess _ = serving(TENANTS)) {
            List<MethodDescriptor<?, ?>> methods = methods();
            assertThat(methods)
                    .extracting(MethodDescriptor::getBareMethodName)
                    .containsExactlyInAnyOrderElementsOf(CALLS.keySet());
            for (MethodDescriptor<?, ?> method : methods) {
                List<Integer> codes = new ArrayList<>();
                for (String key : List.of("", "nobody's key, though it is long", USER, ADMIN)) {
                    codes.add(call(method, key).value());
                }
                assertThat(codes.stream().map(RightsIT::grpcRefusal))
                        .as(method.getBareMethodName() + " " + codes)
                        .containsExactlyElementsOf(refusals(
                                CALLS.get(method.getBareMethodName()),
                                Status.Code.UNAUTHENTICATED.value(),
                                Status.Code.PERMISSION_DENIED.value()));
            }
        }
    }

    @Test
    void withoutTenantsEverybodyMayDoEverything() throws Exception {
        try (ServerProcess _ = serving("")) {
            for (Row row : ADDRESSES) {
                assertThat(refusal(ask(row, ""))).as(row.toString()).isZero();
            }
            for (MethodDescriptor<?, ?> method : methods()) {
                assertThat(grpcRefusal(call(method, "").value()))
                        .as(method.getBareMethodName())
                        .isZero();
            }
        }
    }

    /** What nobody, somebody with a wrong key, an ordinary tenant and an administrator get; 0 is no refusal. */
    private static List<Integer> refusals(Right right, int unknown, int forbidden) {
        return switch (right) {
            case NONE -> List.of(0, 0, 0, 0);
            case KEY -> List.of(unknown, unknown, 0, 0);
            case ADMIN -> List.of(unknown, unknown, forbidden, 0);
        };
    }

    private static int refusal(int status) {
        return status == 401 || status == 403 ? status : 0;
    }

    private static int grpcRefusal(int code) {
        return code == Status.Code.UNAUTHENTICATED.value() || code == Status.Code.PERMISSION_DENIED.value() ? code : 0;
    }

    private int ask(Row row, String key) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(row.method() + " " + row.path() + " HTTP/1.1\r\nHost: x\r\n"
                    + (key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n")
                    + "Content-Length: " + row.body().length() + "\r\n\r\n" + row.body());
            return client.receive().status();
        }
    }

    private Status.Code call(MethodDescriptor<?, ?> method, String key) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
        Metadata headers = new Metadata();
        if (!key.isEmpty()) {
            headers.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
        }
        try {
            call(ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)), method);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    @SuppressWarnings("unchecked")
    private static void call(Channel channel, MethodDescriptor<?, ?> method) {
        MethodDescriptor<Message, Message> typed = (MethodDescriptor<Message, Message>) method;
        Message request = (Message)
                ((MethodDescriptor.PrototypeMarshaller<?>) typed.getRequestMarshaller()).getMessagePrototype();
        if (typed.getType() == MethodDescriptor.MethodType.BIDI_STREAMING) {
            ClientCalls.blockingServerStreamingCall(channel, typed, CallOptions.DEFAULT, request)
                    .forEachRemaining(_ -> {});
            return;
        }
        ClientCalls.blockingUnaryCall(channel, typed, CallOptions.DEFAULT, request);
    }

    private static List<MethodDescriptor<?, ?>> methods() {
        return List.copyOf(GRPCInferenceServiceGrpc.getServiceDescriptor().getMethods());
    }

    private ServerProcess serving(String tenants) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), """
                server: {host: 127.0.0.1, port: %d, grpc-port: %d}
                models:
                  - {name: iris, path: iris.onnx, columns: [a, b, c, d]}
                  - {name: spare, path: iris.onnx}
                routes:
                  - {name: split, kind: ab, key: user, arms: [{model: iris, as: a}, {model: iris, as: b}]}
                explanations: [{name: iris, reference: reference.csv, output: probabilities}]
                drift: [{name: iris, reference: reference.csv}]
                """.formatted(port, grpcPort) + tenants);
        ServerProcess server = ServerProcess.start(folder, temporary, "env", "USER_KEY=" + USER, "ADMIN_KEY=" + ADMIN);
        server.awaitReady();
        return server;
    }
}
