package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.config.DriftConfig.Stream;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.drift.report.StreamReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The streams that a monitor follows: those of its columns on one thread, those of errors under a lock. */
final class Streams {
    private final List<Follower> all = new ArrayList<>();
    private final List<ColumnStream> columns = new ArrayList<>();
    private final List<Follower> errors = new ArrayList<>();

    private Streams() {}

    static Streams of(
            DriftConfig config, List<WatchedColumn> columns, ReferenceData data, Optional<Feedback> feedback) {
        Streams streams = new Streams();
        for (Stream stream : config.streams()) {
            if (stream.of().equals(Stream.ERROR) && feedback.isPresent()) {
                double rate = 1 - feedback.get().report().referenceAccuracy();
                streams.errors.add(Follower.ofErrors(stream.of(), stream.detector(), rate));
                streams.all.add(streams.errors.getLast());
            } else {
                ColumnStream followed = column(stream, config, columns, data);
                streams.columns.add(followed);
                streams.all.add(followed.follower());
            }
        }
        return streams;
    }

    private static ColumnStream column(
            Stream stream, DriftConfig config, List<WatchedColumn> columns, ReferenceData data) {
        for (int i = 0; i < columns.size(); i++) {
            WatchedColumn column = columns.get(i);
            if (column.name().equals(stream.of()) && column.isNumeric()) {
                boolean predicted = config.prediction().isPresent() && i == columns.size() - 1;
                String source = predicted ? config.prediction().get().column() : column.name();
                return new ColumnStream(
                        i,
                        Follower.of(
                                stream.of(),
                                stream.detector(),
                                data.numbers(source).values()));
            }
        }
        throw stream.source()
                .fault("of", "\"" + stream.of() + "\" is no watched numeric column; only numbers can be followed");
    }

    /** Takes the row whose values stand from this offset on; gives a finding, if there is one. */
    Optional<String> take(double[] numbers, int number, Instant now) {
        Optional<String> finding = Optional.empty();
        for (ColumnStream column : columns) {
            if (column.follower().changed(numbers[number + column.place()], now)) {
                finding = Optional.of(column.follower().finding());
            }
        }
        return finding;
    }

    /** Takes one label's outcome; gives a finding, if there is one. */
    synchronized Optional<String> error(boolean wrong, Instant now) {
        Optional<String> finding = Optional.empty();
        for (Follower follower : errors) {
            if (follower.changed(wrong ? 1 : 0, now)) {
                finding = Optional.of(follower.finding());
            }
        }
        return finding;
    }

    List<StreamReport> reports() {
        return all.stream().map(Follower::report).toList();
    }

    private record ColumnStream(int place, Follower follower) {}
}
