package academy.ascent.platform.similarity;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the reports that were asked for, one at a time. */
@Singleton
class ReportJob {
    private static final Logger LOG = LoggerFactory.getLogger(ReportJob.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration NEWS = Duration.ofSeconds(1);

    private final ReportRows rows;
    private final Reports reports;
    private final Works works;
    private final InstantSource clock;

    ReportJob(ReportRows rows, Reports reports, Works works, InstantSource clock) {
        this.rows = rows;
        this.reports = reports;
        this.works = works;
        this.clock = clock;
    }

    /** Runs in every process; a report is given to one of them, and to another one if that died. */
    @Scheduled(initialDelay = "2s", fixedDelay = "2s")
    void run() {
        rows.claim(clock.instant(), clock.instant().minus(SILENCE)).forEach(this::make);
    }

    private void make(long report) {
        try {
            reports.finish(report, new Comparison(report, rows.works(report)).pairs());
        } catch (RuntimeException e) {
            LOG.error("The comparison {} broke off", report, e);
            rows.finish(report, "It broke off; the platform's log says why. Have it compared again.", clock.instant());
        }
    }

    /** Compares each work with each other one, and says how far it is. */
    private final class Comparison {
        private final long report;
        private final List<Long> ids;
        private final List<Reports.Alike> pairs = new ArrayList<>();
        private Instant told = Instant.EPOCH;

        Comparison(long report, List<Long> ids) {
            this.report = report;
            this.ids = ids;
        }

        List<Reports.Alike> pairs() {
            var read = read();
            for (var i = 0; i < read.size(); i++) {
                for (var j = i + 1; j < read.size(); j++) {
                    var common = Tiling.of(read.get(i), read.get(j));
                    pairs.add(new Reports.Alike(ids.get(i), ids.get(j), common.share(), common.whole()));
                    tell();
                }
            }
            return pairs;
        }

        /** Only what is compared is kept of each. */
        private List<Sequence> read() {
            var reading = works.reading();
            var read = new ArrayList<Sequence>();
            for (var id : ids) {
                read.add(reading.of(id).sequence());
                tell();
            }
            return read;
        }

        private void tell() {
            var now = clock.instant();
            if (told.plus(NEWS).isBefore(now)) {
                told = now;
                rows.progress(report, pairs.size(), now);
            }
        }
    }
}
