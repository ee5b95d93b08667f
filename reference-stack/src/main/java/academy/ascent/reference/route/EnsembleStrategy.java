package academy.ascent.reference.route;

import academy.ascent.reference.calibration.Calibration;
import academy.ascent.reference.config.RouteConfig.Combination;
import academy.ascent.reference.config.RouteConfig.Ensemble;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.route.RouteReport.CalibrationReport;
import academy.ascent.reference.route.RouteReport.EnsembleDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Asks all members side by side and answers with what they say together. */
final class EnsembleStrategy implements Strategy {
    /** The output that tells how sure the ensemble is of each row. */
    static final String CONFIDENCE = "confidence";

    private final Ensemble config;
    private final Optional<Calibration> calibration;
    private final LongAdder incomplete = new LongAdder();

    EnsembleStrategy(Ensemble config, Optional<Calibration> calibration) {
        this.config = config;
        this.calibration = calibration;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        return infer(request, arms, incomplete::increment);
    }

    @Override
    public CompletableFuture<InferResponse> inferUncounted(InferRequest request, List<Arm> arms) {
        return infer(request, arms, () -> {});
    }

    private CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms, Runnable whenIncomplete) {
        List<String> own = hasConfidence() ? List.of(config.output(), CONFIDENCE) : List.of(config.output());
        for (RequestedOutput wanted : request.outputs()) {
            if (!own.contains(wanted.name())) {
                return CompletableFuture.failedFuture(new RejectedRequest("the route \""
                        + arms.getFirst().route() + "\" has no output \"" + wanted.name() + "\"; it has " + own));
            }
        }
        InferRequest asked = new InferRequest(
                request.id(), request.parameters(), request.inputs(), List.of(RequestedOutput.named(config.output())));
        List<CompletableFuture<InferResponse>> answers = new ArrayList<>(arms.size());
        for (Arm arm : arms) {
            answers.add(arm.ask(asked, Arm.Observer.NONE));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((_, _) -> answers)
                .thenCompose(done -> together(request, arms, done, whenIncomplete));
    }

    /** Once all have ended, one way or the other. */
    private CompletableFuture<InferResponse> together(
            InferRequest request,
            List<Arm> arms,
            List<CompletableFuture<InferResponse>> answers,
            Runnable whenIncomplete) {
        List<Tensor> members = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        Optional<CompletableFuture<InferResponse>> failed = Optional.empty();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).isCompletedExceptionally()) {
                CompletableFuture<InferResponse> failure = answers.get(i);
                failed = failed.or(() -> Optional.of(failure));
            } else {
                members.add(answers.get(i).join().outputs().getFirst());
                weights.add(arms.get(i).target().weight());
            }
        }
        if (members.size() < config.quorum()) {
            return failed.orElseThrow();
        }
        if (members.size() < answers.size()) {
            whenIncomplete.run();
        }
        Combined combined = Combiner.combine(
                members, weights.stream().mapToInt(Integer::intValue).toArray(), config.combination());
        return CompletableFuture.completedFuture(new InferResponse(
                arms.getFirst().route(),
                "",
                request.id(),
                Map.of("route_members", (long) members.size()),
                wanted(request, combined)));
    }

    private List<Tensor> wanted(InferRequest request, Combined combined) {
        List<Tensor> outputs = new ArrayList<>(2);
        outputs.add(combined.output());
        if (hasConfidence()) {
            double[] confidence = combined.confidence().clone();
            for (int row = 0; row < confidence.length && calibration.isPresent(); row++) {
                confidence[row] = calibration.get().map().probability(confidence[row]);
            }
            outputs.add(new Tensor(
                    CONFIDENCE, Datatype.FP64, new long[] {confidence.length}, new Elements.Doubles(confidence)));
        }
        if (!request.outputs().isEmpty()) {
            outputs.removeIf(output ->
                    request.outputs().stream().noneMatch(wanted -> wanted.name().equals(output.name())));
        }
        return outputs;
    }

    /** A mean may be of anything; only votes and calibrated scores are known to tell how sure they are. */
    private boolean hasConfidence() {
        return config.combination() == Combination.VOTE || calibration.isPresent();
    }

    @Override
    public boolean isReady(List<Arm> arms) {
        return arms.stream().filter(arm -> arm.predictor().isReady()).count() >= config.quorum();
    }

    @Override
    public List<TensorMetadata> outputs(List<ModelMetadata> arms) {
        List<TensorMetadata> outputs = new ArrayList<>();
        arms.getFirst().outputs().stream()
                .filter(output -> output.name().equals(config.output()))
                .forEach(outputs::add);
        if (hasConfidence()) {
            outputs.add(new TensorMetadata(CONFIDENCE, Datatype.FP64, new long[] {-1}, List.of()));
        }
        return outputs;
    }

    @Override
    public String kind() {
        return "ensemble";
    }

    @Override
    public RouteReport.Detail detail() {
        return new EnsembleDetail(
                config.quorum(),
                incomplete.sum(),
                calibration.map(learnt -> new CalibrationReport(
                        config.calibration().orElseThrow().method().name().toLowerCase(Locale.ROOT),
                        learnt.rows(),
                        learnt.errorBefore(),
                        learnt.errorAfter())));
    }
}
