package academy.ascent.grader.lab;

import academy.ascent.sandbox.SandboxClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A lab as its {@code lab.yaml} declares it.
 *
 * @param id the lab's folder name, a lower-case DNS label
 * @param level 1 to 4
 * @param module the curriculum module it closes, for example {@code 01-how-production-ml-works}
 * @param minutes expected working time
 * @param sandboxClass the limits of the sandbox it is worked and graded in
 * @param points the sum of the points of all checks
 * @param pass the points that pass the lab
 * @param cooldown the wait before the second, third, … attempt; the last one repeats
 * @param model the name of the served model in requests
 * @param service the name of the Kubernetes Service that answers them
 * @param starterFails the ids of the checks that the untouched starter fails; empty if the lab does not say
 * @param folder where the lab lies
 * @param digest SHA-256 (hex) over the path and content of every file in the folder
 */
public record Lab(
        String id,
        String title,
        String summary,
        int level,
        String module,
        int minutes,
        SandboxClass sandboxClass,
        int points,
        int pass,
        List<Duration> cooldown,
        LabFiles files,
        String model,
        String service,
        List<CheckSpec> grading,
        List<String> starterFails,
        List<Hint> hints,
        Path folder,
        String digest) {

    public Lab {
        cooldown = List.copyOf(cooldown);
        grading = List.copyOf(grading);
        starterFails = List.copyOf(starterFails);
        hints = List.copyOf(hints);
    }

    /** The same lab with only some of its checks, whose points together are then its points and what passes it. */
    public Lab with(Predicate<CheckSpec> chosen) {
        List<CheckSpec> kept = grading.stream().filter(chosen).toList();
        int sum = kept.stream().mapToInt(CheckSpec::points).sum();
        return new Lab(
                id,
                title,
                summary,
                level,
                module,
                minutes,
                sandboxClass,
                sum,
                sum,
                cooldown,
                files,
                model,
                service,
                kept,
                starterFails,
                hints,
                folder,
                digest);
    }

    /** The lab and its content in one word, as a submission pins it: {@code id@digest}. */
    public String pin() {
        return id + "@" + digest;
    }
}
