package academy.ascent.benchmarks.sandboxes;

/** When a replica counts as ready: as soon as it runs, or when its probe says so. */
enum Probed {
    NEVER("no readiness probe", ""),
    EVERY_SECOND(
            "readiness asked every second",
            "readinessProbe: {httpGet: {path: /v2/health/ready, port: http}, periodSeconds: 1}");

    private final String words;
    private final String yaml;

    Probed(String words, String yaml) {
        this.words = words;
        this.yaml = yaml;
    }

    String words() {
        return words;
    }

    String yaml() {
        return yaml;
    }
}
