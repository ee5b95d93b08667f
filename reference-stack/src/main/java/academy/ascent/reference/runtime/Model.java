package academy.ascent.reference.runtime;

import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model that answers inference requests; safe for use by several threads. */
public final class Model implements AutoCloseable {
    private final ModelConfig config;
    private final ModelEvents events;
    private final SessionSource sessions;
    private final Signature signature;
    private final Optional<Columns> columns;
    private final Bindings bindings = new Bindings();
    private final CpuSampling cpu = new CpuSampling();
    private volatile boolean served;

    private Model(
            ModelConfig config,
            ModelEvents events,
            SessionSource sessions,
            Signature signature,
            Optional<Columns> columns) {
        this.config = config;
        this.events = events;
        this.sessions = sessions;
        this.signature = signature;
        this.columns = columns;
    }

    /**
     * Loads the model and checks it against its configuration.
     *
     * @throws academy.ascent.reference.config.InvalidConfig if it does not load or does not fit
     */
    public static Model load(ModelConfig config, ModelEvents events) {
        SessionOpener opener = new SessionOpener(config, events);
        try {
            OrtSession session = opener.open();
            try {
                Signature signature = Signature.of(config, session);
                Optional<Columns> columns =
                        Columns.of(config, List.copyOf(signature.inputs().values()));
                SessionSource sessions = source(config.keepLoaded(), opener, session);
                return new Model(config, events, sessions, signature, columns);
            } catch (RuntimeException e) {
                SessionOpener.close(session);
                throw e;
            }
        } catch (OrtException e) {
            throw config.source()
                    .fault("path", "the model does not load: " + e.getMessage() + "; export it again as ONNX");
        }
    }

    private static SessionSource source(KeepLoaded keepLoaded, SessionOpener opener, OrtSession session) {
        return switch (keepLoaded) {
            case KeepLoaded.Always() -> new KeptSession(session);
            case KeepLoaded.WhileUsed(var idle) -> {
                SessionOpener.close(session);
                yield idle.isZero() ? new SessionPerRequest(opener) : new IdlingSession(opener, idle);
            }
        };
    }

    /** The model's name. */
    public String name() {
        return config.name();
    }

    /** The model's version. */
    public String version() {
        return config.version();
    }

    /** What the model takes and answers. */
    public ModelMetadata metadata() {
        List<String> names = columns.map(Columns::names).orElse(List.of());
        List<TensorMetadata> inputs = signature.inputs().values().stream()
                .map(input -> new TensorMetadata(input.name(), input.datatype(), input.shape(), names))
                .toList();
        return new ModelMetadata(name(), List.of(version()), "onnxruntime_onnx", inputs, signature.all());
    }

    /** A request in the form that clients are likely to send, with zeros for whatever the model takes. */
    public InferRequest example() {
        List<Tensor> inputs = columns.map(Columns::example)
                .orElseGet(() ->
                        signature.inputs().values().stream().map(Zeros::of).toList());
        return InferRequest.of(inputs);
    }

    /**
     * The model's answer.
     *
     * @throws RejectedRequest if the request does not fit the model
     * @throws InferenceFailed if the model breaks on it
     */
    public InferResponse infer(InferRequest request) {
        return answer(request, run(prepare(request), signature.wanted(request.outputs())));
    }

    /** Tells of its runs from now on: those before, to warm up and to measure, no client asked for. */
    void startServing() {
        served = true;
    }

    /** The model's inputs out of a request, checked. */
    List<Tensor> prepare(InferRequest request) {
        return inputs(request.inputs());
    }

    InferResponse answer(InferRequest request, List<Tensor> outputs) {
        return InferResponse.of(name(), version(), request.id(), outputs);
    }

    Signature signature() {
        return signature;
    }

    /** Runs the model on checked inputs. */
    List<Tensor> run(List<Tensor> inputs, List<TensorMetadata> wanted) {
        try {
            OrtSession session = sessions.lend();
            try {
                return run(session, inputs, wanted);
            } finally {
                sessions.giveBack(session);
            }
        } catch (OrtException e) {
            if (e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT) {
                throw new RejectedRequest("the model does not take this input: " + e.getMessage());
            }
            throw new InferenceFailed("the model failed: " + e.getMessage(), e);
        }
    }

    private List<Tensor> inputs(List<Tensor> sent) {
        List<Tensor> inputs =
                columns.isPresent() && !isOwnInput(sent) ? List.of(columns.get().assemble(sent)) : sent;
        signature.check(inputs);
        return inputs;
    }

    private boolean isOwnInput(List<Tensor> sent) {
        return sent.size() == 1
                && signature.inputs().containsKey(sent.getFirst().name());
    }

    private List<Tensor> run(OrtSession session, List<Tensor> inputs, List<TensorMetadata> wanted) throws OrtException {
        int runs = served ? cpu.runsThatThisStandsFor() : 0;
        long cpuStart = runs == 0 ? 0 : CpuSampling.threadNanos();
        long start = System.nanoTime();
        Optional<List<Tensor>> bound = bindings.run(session, inputs, wanted);
        List<Tensor> outputs = bound.isPresent() ? bound.get() : runUnbound(session, inputs, wanted);
        if (served) {
            events.inferred(System.nanoTime() - start, RowBatch.rows(inputs));
        }
        if (runs > 0) {
            // A run's other threads work side by side with this one, on equal parts.
            events.usedCpu((CpuSampling.threadNanos() - cpuStart) * runs * config.threads());
        }
        return outputs;
    }

    private List<Tensor> runUnbound(OrtSession session, List<Tensor> inputs, List<TensorMetadata> wanted)
            throws OrtException {
        Map<String, OnnxTensor> tensors = HashMap.newHashMap(inputs.size());
        OnnxTensors.reset();
        try {
            for (Tensor input : inputs) {
                tensors.put(input.name(), OnnxTensors.of(SessionOpener.environment(), input));
            }
            try (OrtSession.Result result = session.run(tensors, signature.names(wanted))) {
                List<Tensor> outputs = outputs(result, wanted);
                bindings.learn(SessionOpener.environment(), inputs, wanted, outputs);
                return outputs;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static List<Tensor> outputs(OrtSession.Result result, List<TensorMetadata> wanted) throws OrtException {
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        for (TensorMetadata output : wanted) {
            OnnxTensor value = (OnnxTensor) result.get(outputs.size());
            outputs.add(OnnxTensors.read(output.name(), output.datatype(), value));
        }
        return outputs;
    }

    @Override
    public void close() {
        bindings.close();
        sessions.close();
    }
}
