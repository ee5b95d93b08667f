package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.load.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collectors, compilers, heaps and nurseries beside each other: what {@code jvm.options} is chosen by. */
record SettingsMatrix(Plan plan, Workplace workplace) {
    static final String PART = "matrix";
    private static final List<String> COMMON = List.of("-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

    Findings measure() {
        Map<String, Contestant> contestants = new LinkedHashMap<>();
        settings().forEach((name, options) -> {
            List<String> jvm = new ArrayList<>(COMMON);
            jvm.addAll(List.of(options.split(" ")));
            contestants.put(name, new JavaServers(workplace, jvm).referenceStack(name, "plain", "mlp", Wire.JSON));
        });
        try (Contest contest = new Contest(plan, workplace, "mlp")) {
            Findings.Draft draft = new Findings.Draft(contest.run(List.copyOf(contestants.values())));
            for (String name : contestants.keySet()) {
                draft.of(name, (setting, figures) -> {
                    figures.addAll(AgainstLimit.absolute(name, setting));
                    figures.add(Figure.resident(name, setting.residentBytes(), "at the end of all rounds"));
                });
            }
            return draft.findings(PART);
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        String nursery = " -XX:MaxNewSize=16m";
        settings.put("Serial C1 64m", "-XX:+UseSerialGC -Xmx64m -XX:TieredStopAtLevel=1" + nursery);
        settings.put("Serial C2 64m", "-XX:+UseSerialGC -Xmx64m" + nursery);
        settings.put("Parallel C2 64m", "-XX:+UseParallelGC -Xmx64m" + nursery);
        settings.put("G1 C2 64m", "-XX:+UseG1GC -Xmx64m");
        settings.put("Z C2 256m", "-XX:+UseZGC -Xmx256m");
        settings.put("Serial C2 64m nursery 4m", "-XX:+UseSerialGC -Xmx64m -XX:MaxNewSize=4m");
        settings.put("Serial C2 128m nursery 32m", "-XX:+UseSerialGC -Xmx128m -XX:MaxNewSize=32m");
        return settings;
    }
}
