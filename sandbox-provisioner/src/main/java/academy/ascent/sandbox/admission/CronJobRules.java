package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.cron.CronSchedule;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a CronJob, whose template is held to the rules of a Job. */
final class CronJobRules {
    static final String TEMPLATE = "spec.jobTemplate.";
    private static final int LONGEST_NAME = 52; // leaves room for the minute in the name of a Job
    private static final String SCHEDULE = "spec.schedule";
    private static final String ZONE = "spec.timeZone";

    private final Policy policy;
    private final Findings findings;

    CronJobRules(Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    void check(CronJob cronJob) {
        CronJobSpec spec = cronJob.getSpec() == null ? new CronJobSpec() : cronJob.getSpec();
        schedule(spec.getSchedule());
        findings.notNegative("spec.startingDeadlineSeconds", spec.getStartingDeadlineSeconds());
        zone(spec.getTimeZone());
        concurrency(spec.getConcurrencyPolicy());
        new JobRules(policy, findings.below(TEMPLATE)).check(template(cronJob));
        findings.notNegative("spec.successfulJobsHistoryLimit", spec.getSuccessfulJobsHistoryLimit());
        findings.notNegative("spec.failedJobsHistoryLimit", spec.getFailedJobsHistoryLimit());
        String name = cronJob.getMetadata().getName();
        if (name != null && name.length() > LONGEST_NAME) {
            findings.invalid("metadata.name", name, "must be no more than " + LONGEST_NAME + " characters");
        }
    }

    static @Nullable JobSpec template(CronJob cronJob) {
        return cronJob.getSpec() == null || cronJob.getSpec().getJobTemplate() == null
                ? null
                : cronJob.getSpec().getJobTemplate().getSpec();
    }

    private void schedule(@Nullable String schedule) {
        if (schedule == null || schedule.isEmpty()) {
            findings.required(SCHEDULE);
            return;
        }
        wrong(schedule).ifPresent(why -> findings.invalid(SCHEDULE, schedule, why));
        if (schedule.contains("TZ")) {
            findings.invalid(SCHEDULE, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
    }

    /** What the API server's parser says, which knows schedules that begin with a time zone although none may. */
    private static Optional<String> wrong(String schedule) {
        String fields = schedule;
        if (schedule.startsWith("TZ=") || schedule.startsWith("CRON_TZ=")) {
            int space = schedule.indexOf(' ');
            if (space < 0) {
                return Optional.of("invalid schedule format: runtime error: slice bounds out of range [:-1]");
            }
            String zone = schedule.substring(schedule.indexOf('=') + 1, space);
            if (!zone.isEmpty() && !isZone(zone)) {
                return Optional.of("provided bad location " + zone + ": unknown time zone " + zone);
            }
            fields = schedule.substring(space).strip();
        }
        try {
            CronSchedule.parse(fields);
            return Optional.empty();
        } catch (CronSchedule.Malformed malformed) {
            return Optional.ofNullable(malformed.getMessage());
        }
    }

    private static boolean isZone(String name) {
        return name.equals("Local") || ZoneId.getAvailableZoneIds().contains(name);
    }

    private void zone(@Nullable String zone) {
        if (zone == null) {
            return;
        }
        if (zone.isEmpty()) {
            findings.invalid(ZONE, zone, "timeZone must be nil or non-empty string");
            return;
        }
        if (zone.toLowerCase(Locale.ROOT).equals("local")) {
            findings.invalid(
                    ZONE, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        if (!isZone(zone)) {
            findings.invalid(ZONE, zone, "unknown time zone " + zone);
        }
    }

    private void concurrency(@Nullable String concurrency) {
        if (concurrency != null
                && !concurrency.isEmpty()
                && !List.of("Allow", "Forbid", "Replace").contains(concurrency)) {
            findings.unsupported("spec.concurrencyPolicy", concurrency, "\"Allow\", \"Forbid\", \"Replace\"");
        }
    }
}
