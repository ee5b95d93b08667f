package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.DriftReport;
import academy.ascent.reference.drift.report.EpisodeReport;
import academy.ascent.reference.drift.report.ReportJson;
import academy.ascent.reference.drift.report.WindowReport;
import academy.ascent.reference.drift.retrain.RetrainAction;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.PredictionTap;
import academy.ascent.reference.protocol.Tensor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Watches one predictor. Its tap only copies sampled rows aside; {@link #work} judges them, on one other thread.
 */
final class DriftMonitor implements PredictionTap, AutoCloseable {
    private static final int MOST_ROWS_OF_REFERENCE = 100_000;
    private static final int MOST_REMEMBERED = 100;
    private static final int LEAST_BUFFER = 64;
    private static final int BUFFERS_A_SECOND = 5;

    private final DriftConfig config;
    private final ModelMetadata model;
    private final Watched watched;
    private final InstantSource clock;
    private final Instant since;
    private final int referenceRows;
    private final List<WatchedColumn> columns;
    private final RowReader reader;
    private final Sampler sampler;
    private final RowBuffer buffer;
    private final Windows windows;
    private final Streams streams;
    private final Optional<Feedback> feedback;
    private final Episodes episodes;
    private final Optional<RetrainAction> retrain;
    private final LongAdder broken = new LongAdder();
    private final Queue<DriftReport.Point> history = new ArrayDeque<>();
    private volatile Optional<WindowReport> last = Optional.empty();
    private volatile long judged;
    private long begunBefore;
    private long drained;
    private volatile long waiting;
    private volatile long counted;

    DriftMonitor(DriftConfig config, ModelMetadata model, Optional<RetrainAction> retrain, InstantSource clock) {
        this.config = config;
        this.model = model;
        this.clock = clock;
        this.retrain = retrain;
        since = clock.instant();
        watched = Watched.of(config, model);
        ReferenceData data = ReferenceData.read(config.reference(), MOST_ROWS_OF_REFERENCE);
        referenceRows = data.rows();
        columns = WatchedColumns.of(config, model, data);
        reader = new RowReader(model, columns, config.prediction());
        sampler = new Sampler(config.seed(), config.maxRowsPerSecond(), System.nanoTime());
        int texts = (int) columns.stream().filter(WatchedColumn::holdsText).count();
        buffer = new RowBuffer(
                Math.max(LEAST_BUFFER, config.maxRowsPerSecond() / BUFFERS_A_SECOND), columns.size(), texts);
        windows = new Windows(columns, config.window(), since);
        feedback = config.feedback()
                .map(given -> new Feedback(
                        given,
                        config.prediction().orElseThrow(),
                        ReferenceAccuracy.errors(given, config.prediction().orElseThrow(), data)));
        streams = Streams.of(config, columns, data, feedback);
        episodes = new Episodes(config.episodes());
    }

    /** Whether it is the monitor that this declares, of such a predictor, with the reference file as it is now. */
    boolean watches(DriftConfig declared, ModelMetadata model) {
        return declared.declaresSameAs(config) && Watched.of(declared, model).equals(watched);
    }

    /**
     * A monitor declared as this one that has seen nothing yet; it tells the same retrain action.
     *
     * @throws academy.ascent.reference.config.InvalidConfig if the reference file no longer fits
     */
    DriftMonitor anew() {
        return new DriftMonitor(config, model, retrain, clock);
    }

    String name() {
        return config.name();
    }

    @Override
    public void predicted(InferRequest request, InferResponse response) {
        try {
            int rows = RowReader.rows(request);
            RowBuffer.@Nullable Source source = null;
            for (int row = 0; row < rows; row++) {
                if (sampler.takes()) {
                    source = source == null ? reader.source(request, response, rows) : source;
                    buffer.offer(source, row);
                }
            }
            if (feedback.isPresent() && request.id() != null) {
                keep(feedback.get(), request.id(), response, rows);
            }
        } catch (RuntimeException _) {
            // An answer that was given must not fail for its observer; what cannot be observed is counted.
            broken.increment();
        }
    }

    private void keep(Feedback labels, String id, InferResponse response, int rows) {
        Tensor answer = reader.answer(response);
        if (answer == null) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            int place = reader.place(answer, row, rows);
            if (place >= 0) {
                labels.keep(id, row, answer, place);
            }
        }
    }

    /** Judges the rows that have come since the last time; for one thread. */
    void work() {
        Instant now = clock.instant();
        buffer.drain((numbers, number, texts, text) -> {
            windows.take(numbers, number, texts, text);
            streams.take(numbers, number, now).ifPresent(this::alarm);
            windows.ended(now).ifPresent(this::judge);
            drained++;
        });
        windows.ended(now).ifPresent(this::judge);
        waiting = windows.waiting();
        // Last: whoever reads that a row was counted can read what came of it.
        counted = drained;
        sampler.adjust(System.nanoTime());
    }

    private void judge(Pane pane) {
        List<ColumnReport> reports = pane.reports();
        boolean predicts = config.prediction().isPresent();
        WindowReport window = new WindowReport(
                judged + 1,
                pane.from(),
                pane.to(),
                pane.rows(),
                predicts ? reports.subList(0, reports.size() - 1) : reports,
                config.driftedShare(),
                predicts ? Optional.of(reports.getLast()) : Optional.empty());
        last = Optional.of(window);
        judged = window.number();
        Optional<EpisodeReport> begun = episodes.window(Findings.of(window), pane.to());
        // An alarm may have begun one since the window before.
        boolean began = episodes.begun() > begunBefore;
        begunBefore = episodes.begun();
        remember(new DriftReport.Point(window.share(), window.isDrifted(), began));
        begun.ifPresent(this::begin);
    }

    private void remember(DriftReport.Point point) {
        synchronized (history) {
            history.add(point);
            if (history.size() > MOST_REMEMBERED) {
                history.remove();
            }
        }
    }

    /** An alarm of a stream or of the accuracy, which needs no confirmation by a window. */
    private void alarm(String finding) {
        episodes.alarm(finding, clock.instant()).ifPresent(this::begin);
    }

    private void begin(EpisodeReport episode) {
        retrain.ifPresent(action -> action.send(
                episode.id(),
                ReportJson.event(config.name(), episode, last),
                delivery -> episodes.delivery(episode.id(), delivery)));
    }

    /** Takes a label; false where no prediction waits for it. */
    boolean label(String id, int row, String label) {
        return switch (feedback.orElseThrow().label(id, row, label)) {
            case Feedback.Outcome.Unknown() -> false;
            case Feedback.Outcome.Known(boolean wrong, Optional<String> finding) -> {
                finding.ifPresent(this::alarm);
                streams.error(wrong, clock.instant()).ifPresent(this::alarm);
                yield true;
            }
        };
    }

    boolean takesLabels() {
        return feedback.isPresent();
    }

    DriftReport report() {
        long countedByNow = counted;
        return new DriftReport(
                config.name(),
                clock.instant(),
                since,
                String.valueOf(config.reference().getFileName()),
                referenceRows,
                new DriftReport.Traffic(
                        sampler.seen(),
                        buffer.taken(),
                        countedByNow,
                        buffer.dropped(),
                        broken.sum(),
                        waiting,
                        windows.wanted()),
                last,
                judged,
                history(),
                streams.reports(),
                feedback.map(Feedback::report),
                episodes.latest(),
                episodes.begun());
    }

    private List<DriftReport.Point> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    @Override
    public void close() {
        retrain.ifPresent(RetrainAction::close);
    }
}
