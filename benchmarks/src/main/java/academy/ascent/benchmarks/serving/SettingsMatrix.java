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
        for (String collector : List.of("Serial", "Parallel", "G1")) {
            String use = "-XX:+Use" + collector + "GC -Xmx64m" + (collector.equals("G1") ? "" : nursery);
            settings.put(collector + " C1 64m", use + " -XX:TieredStopAtLevel=1");
            settings.put(collector + " C2 64m", use);
        }
        settings.put("Z C2 256m", "-XX:+UseZGC -Xmx256m");
        settings.put("Serial C2 64m nursery 4m", "-XX:+UseSerialGC -Xmx64m -XX:MaxNewSize=4m");
        settings.put("Serial C2 128m nursery 32m", "-XX:+UseSerialGC -Xmx128m -XX:MaxNewSize=32m");
        settings.put("Serial C2 256m nursery 64m", "-XX:+UseSerialGC -Xmx256m -XX:MaxNewSize=64m");
        return settings;
    }
}
