package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.sandbox.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The cases of one run: fresh inputs, drawn from the run's seed, with the answers of the lab's own reference. */
public final class CaseBook {
    /** So long cases that were not answered are asked again. */
    private static final Duration MOST_REPEATING = Duration.ofSeconds(30);

    private final String model;
    private final PredictSettings settings;
    private final List<float[]> inputs;
    private final List<Call> calls;
    private final Supplier<List<double[]>> expected;
    private final boolean hidden;
    /** How many times rows were moved; see {@link #unrepeated}. */
    private int turn;

    private CaseBook(
            String model,
            PredictSettings settings,
            List<float[]> inputs,
            List<Call> calls,
            Supplier<List<double[]>> expected,
            boolean hidden) {
        this.model = model;
        this.settings = settings;
        this.inputs = inputs;
        this.calls = calls;
        this.expected = expected;
        this.hidden = hidden;
    }

    /** The check that declares a lab's cases, if it has one. */
    public static Optional<CheckSpec> declaredIn(Lab lab) {
        return lab.grading().stream()
                .filter(spec -> spec.check().equals(PredictCheck.KIND))
                .findFirst();
    }

    /** Whether a lab's cases, and with them all load on its Service, go over gRPC. */
    static boolean isGrpc(Lab lab) {
        return declaredIn(lab)
                .filter(spec -> PredictSettings.read(spec.with()).grpc())
                .isPresent();
    }

    /** @throws LabException if a lab asks over gRPC, and has a check that speaks HTTP only */
    static void requireHttp(Lab lab, String check) {
        if (isGrpc(lab)) {
            throw new LabException("Lab " + lab.id() + " asks over gRPC, and its check " + check
                    + " speaks HTTP only; take protocol: grpc out of its predict check, or leave the check out");
        }
    }

    /**
     * Draws cases that are not answered yet.
     *
     * @param spec the lab's predict check
     * @param answers the reference's, in the order of the cases; waits for them
     * @throws LabException if the pool cannot be used
     */
    static CaseBook drawn(Lab lab, CheckSpec spec, long seed, Supplier<List<double[]>> answers) {
        PredictSettings settings = PredictSettings.read(spec.with());
        CasePool pool = CasePool.read(lab.folder().resolve(settings.data()), settings.columns());
        List<float[]> inputs = pool.draw(settings.cases(), new SplittableRandom(seed));
        List<Call> calls =
                inputs.stream().map(input -> settings.call(lab.model(), input)).toList();
        return new CaseBook(
                lab.model(), settings, inputs, calls, answers, lab.files().isHidden(settings.data()));
    }

    /** The same, once the reference has answered; waits for that. */
    CaseBook answered() {
        var _ = expected.get();
        return this;
    }

    /**
     * What the lab's own reference answers to the cases.
     *
     * @throws LabException if it does not answer one
     */
    List<double[]> referenceAnswers(Lab lab, Supplier<List<Endpoint>> reference) {
        return referenceAnswers(lab, calls, settings.output(), reference);
    }

    /**
     * What the lab's own reference answers to requests, in their order.
     *
     * @throws LabException if it does not answer one
     */
    static List<double[]> referenceAnswers(
            Lab lab, List<Call> calls, String output, Supplier<List<Endpoint>> reference) {
        List<double[]> answers = new ArrayList<>();
        for (Sample sample : ask(calls, reference)) {
            switch (Tensors.read(sample, output)) {
                case Tensors.Values values -> answers.add(values.numbers());
                case Tensors.Unusable unusable ->
                    throw new LabException("The reference of lab " + lab.id() + " does not answer at "
                            + calls.get(sample.index()).path() + ": " + unusable.why()
                            + "; mend solution/ or the check that asks");
            }
        }
        return answers;
    }

    /**
     * Sends each request. Slow is not wrong: what was given up or turned away for want of room is asked again, one after
     * the other, until one of them is given up once more; of a server that answered nothing at all, nothing is.
     *
     * @return in the order of the calls
     */
    static List<Sample> ask(List<Call> calls, Supplier<List<Endpoint>> endpoints) {
        List<Sample> samples = new ArrayList<>(send(calls, endpoints));
        boolean alive = samples.stream().anyMatch(Sample::answered);
        long end = System.nanoTime() + MOST_REPEATING.toNanos();
        for (int i = 0; i < samples.size() && alive && System.nanoTime() < end; i++) {
            if (samples.get(i).overwhelmed()) {
                Sample again = send(List.of(calls.get(i)), endpoints).getFirst();
                samples.set(i, again.at(i));
                alive = !again.overwhelmed();
            }
        }
        return samples;
    }

    private static List<Sample> send(List<Call> calls, Supplier<List<Endpoint>> endpoints) {
        // No burst: a server that answers in some milliseconds has only a few to answer at once.
        Schedule schedule = Schedule.constant(250, Duration.ofMillis(4L * calls.size()));
        return Load.run(schedule, calls, endpoints, Duration.ofSeconds(10));
    }

    List<Call> calls() {
        return calls;
    }

    /**
     * The cases in turn, none of which was sent before, so that no cache knows the answer: some numbers of a row are moved
     * by the least that a float can be, one to three times, which is far below what any answer is held to.
     *
     * @param count how many requests
     */
    synchronized List<Call> unrepeated(int count) {
        List<Call> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = i % inputs.size();
            turn += place == 0 ? 1 : 0;
            fresh.add(settings.call(model, moved(inputs.get(place), turn)));
        }
        return fresh;
    }

    /** The digits of the number of the turn, to base four, say by how much each column moves; the last takes what is left. */
    private static float[] moved(float[] row, int turn) {
        float[] moved = row.clone();
        int left = turn;
        for (int i = 0; i < moved.length && left > 0; i++) {
            int steps = i == moved.length - 1 ? left : left % 4;
            moved[i] += steps * Math.ulp(moved[i]);
            left /= 4;
        }
        return moved;
    }

    PredictSettings settings() {
        return settings;
    }

    boolean isHidden() {
        return hidden;
    }

    List<float[]> inputs() {
        return inputs;
    }

    float[] input(Sample sample) {
        return inputs.get(sample.index() % inputs.size());
    }

    double[] expected(Sample sample) {
        List<double[]> answers = expected.get();
        return answers.get(sample.index() % answers.size());
    }

    /** Whether an answer arrived and says what the reference says. */
    boolean isRight(Sample sample) {
        return Tensors.read(sample, settings.output()) instanceof Tensors.Values values
                && Tensors.distance(values.numbers(), expected(sample)) <= settings.tolerance();
    }
}
