package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other programs on the machine, with the usual weight and on no core of their own. */
enum Neighbours {
    NONE("none"),
    ONE_CPU("one CPU hog", "cpu"),
    TWO_CPU("two CPU hogs", "cpu", "cpu"),
    MEMORY("a memory-bandwidth hog", "memory"),
    DISK("a disk hog", "disk");

    private final String words;
    private final List<String> hogs;

    Neighbours(String words, String... hogs) {
        this.words = words;
        this.hogs = List.of(hogs);
    }

    @JsonValue
    String words() {
        return words;
    }

    /** Whether the issue of verdicts asks for as many gradings beside them as beside none. */
    boolean isCpu() {
        return this == NONE || this == ONE_CPU || this == TWO_CPU;
    }

    /** Running hogs; closing ends them. */
    record Running(List<Process> processes, List<Path> files) implements AutoCloseable {
        @Override
        public void close() {
            processes.forEach(Process::destroyForcibly);
            try {
                for (Process process : processes) {
                    process.waitFor();
                }
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new CannotMeasure("cannot clear away after a hog: " + e.getMessage(), e);
            }
        }
    }

    Running start(Path jar, Path folder) {
        List<Process> processes = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        Running running = new Running(processes, files);
        try {
            for (String hog : hogs) {
                Path file = folder.resolve("hog-" + files.size());
                files.add(file);
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx640m",
                                "-cp",
                                jar.toString(),
                                Hog.class.getName(),
                                hog,
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                processes.add(process);
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
            }
            return running;
        } catch (IOException e) {
            running.close();
            throw new CannotMeasure("a hog cannot be started: " + e.getMessage(), e);
        }
    }
}
