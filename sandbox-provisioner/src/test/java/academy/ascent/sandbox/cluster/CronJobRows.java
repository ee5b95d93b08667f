package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.RefusalTable.Row;
import java.util.stream.Stream;

/** The rows of the {@link RefusalTable} that are about CronJobs. */
final class CronJobRows {
    private static final String CRON_JOB = """
            apiVersion: batch/v1
            kind: CronJob
            metadata:
              name: tumour
            spec:
              schedule: '*/5 * * * *'
              suspend: false
              jobTemplate:
                spec:
                  completions: 1
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - name: server
                          image: ascent/reference-stack:0.1
                          resources: {limits: {cpu: 500m, memory: 256Mi}}
            """;
    private static final String SUSPEND = "suspend: false";
    private static final String COMPLETIONS = "completions: 1";

    private CronJobRows() {}

    private static Row row(String title, String part, String other) {
        return Row.of(title, "CronJob", CRON_JOB, part, other);
    }

    private static Row schedule(String schedule) {
        return row("the schedule " + schedule, "*/5 * * * *", schedule);
    }

    private static Row zone(String zone) {
        return row("the time zone " + zone, SUSPEND, "timeZone: '" + zone + "'");
    }

    static Stream<Row> rows() {
        return Stream.of(schedules(), zones(), fields(), templates()).flatMap(rows -> rows);
    }

    private static Stream<Row> schedules() {
        Stream<String> schedules = Stream.of(
                "0 3 * * *",
                "5,10-20/3 4 ? JAN-mar mon",
                "0 0 30 2 *",
                ", * * * *",
                "+5 * * * *",
                "  0 3 * * * ",
                "@daily",
                "@annually",
                "@every 1h30m",
                "@every 1.5h",
                "@every -5s",
                "",
                " ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 7",
                "9-5 * * * *",
                "*/0 * * * *",
                "*/-5 * * * *",
                "-5 * * * *",
                "1-2-3 * * * *",
                "*/2/3 * * * *",
                "x * * * *",
                "* * * janu *",
                "99999999999999999999 * * * *",
                "@reboot",
                "@Daily",
                "@every",
                "@every 5",
                "@every 5d",
                "@every soon",
                "@every .s",
                "@every 9999999h",
                "TZ=Europe/Berlin 0 3 * * *",
                "CRON_TZ=Mars/Base 0 3 * * *",
                "TZ=UTC 0 3 * *",
                "TZ=0");
        return schedules.map(CronJobRows::schedule);
    }

    private static Stream<Row> zones() {
        return Stream.of(
                        "Europe/Berlin",
                        "Etc/UTC",
                        "UTC",
                        "Mars/Base",
                        "Europe/../Berlin",
                        "+02:00",
                        "",
                        "local",
                        "Local")
                .map(CronJobRows::zone);
    }

    private static Stream<Row> fields() {
        return Stream.of(
                row("a CronJob", SUSPEND, "concurrencyPolicy: Forbid"),
                row("a suspended CronJob", SUSPEND, "suspend: true"),
                row("an invalid CronJob name", "name: tumour", "name: My_Job"),
                row("the longest CronJob name", "name: tumour", "name: " + "a".repeat(52)),
                row("a CronJob name that is too long", "name: tumour", "name: " + "a".repeat(53)),
                row("no schedule", "  schedule: '*/5 * * * *'\n", ""),
                row("a number for a schedule", "'*/5 * * * *'", "5"),
                row("text for whether it is suspended", SUSPEND, "suspend: never"),
                row("an unknown concurrency policy", SUSPEND, "concurrencyPolicy: Maybe"),
                row("an empty concurrency policy", SUSPEND, "concurrencyPolicy: ''"),
                row("a negative starting deadline", SUSPEND, "startingDeadlineSeconds: -1"),
                row("no starting deadline to speak of", SUSPEND, "startingDeadlineSeconds: 0"),
                row("negative limits of Jobs", SUSPEND, "successfulJobsHistoryLimit: -1\n  failedJobsHistoryLimit: -2"),
                row("no Jobs kept", SUSPEND, "successfulJobsHistoryLimit: 0\n  failedJobsHistoryLimit: 0"),
                row("an unknown field of a CronJob", SUSPEND, "completions: 1"),
                row(
                        "everything wrong about a CronJob",
                        SUSPEND,
                        "timeZone: Mars/Base\n  concurrencyPolicy: Maybe\n  startingDeadlineSeconds: -1"));
    }

    private static Stream<Row> templates() {
        return Stream.of(
                new Row(
                        "a CronJob without a template",
                        "CronJob",
                        CRON_JOB.substring(0, CRON_JOB.indexOf("  jobTemplate"))),
                row("a Job of a CronJob that is always restarted", "Never", "Always"),
                row("a Job of a CronJob of an unknown restart policy", "Never", "Sometimes"),
                row("negative completions of a CronJob's Job", COMPLETIONS, "completions: -1"),
                row("an unknown field of a CronJob's Job", COMPLETIONS, "replicas: 1"),
                row("text for completions of a CronJob's Job", COMPLETIONS, "completions: one"),
                row(
                        "a mount of no volume in a CronJob",
                        "image:",
                        "volumeMounts: [{name: a, mountPath: /a}]\n              image:"),
                row("a privileged CronJob", "image:", "securityContext: {privileged: true}\n              image:"),
                row("a CronJob over quota", "cpu: 500m", "cpu: 2100m"),
                row("a CronJob without limits", "{limits: {cpu: 500m, memory: 256Mi}}", "{}"),
                row(
                        "more pods of a CronJob's Job at once than the quota has",
                        COMPLETIONS,
                        "completions: 9\n      parallelism: 5"));
    }
}
