package academy.ascent.grader.lab;

/** Settings of a check as a lab would write them below {@code with}. */
public final class GivenSettings {
    private GivenSettings() {}

    public static Settings with(String yaml) {
        return yaml.isBlank() ? Settings.empty("lab.yaml", "with", 1) : YamlFile.parse("lab.yaml", yaml);
    }
}
