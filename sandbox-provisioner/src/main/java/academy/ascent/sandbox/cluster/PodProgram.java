package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is run beside what a container of a pod runs, as {@code kubectl exec} does.
 *
 * @param what it is for, after {@code could not}
 * @param patience how long it may take
 */
record PodProgram(String what, List<String> command, Duration patience) {

    /** A shell script of a file beside this class. */
    static PodProgram script(String what, String file, Duration patience, List<String> arguments) {
        try (InputStream script = PodProgram.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("There is no script " + file);
            }
            List<String> command = new ArrayList<>(
                    List.of("sh", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8), file));
            command.addAll(arguments);
            return new PodProgram(what, List.copyOf(command), patience);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /**
     * How it ended.
     *
     * @param status its exit status
     */
    record Ended(int status, String output, String errors) {}

    /** Runs it without any input. */
    Ended in(ContainerResource pod) {
        return in(pod, _ -> {});
    }

    /** Runs it; a file is its input, which it must know the end of. */
    Ended in(ContainerResource pod, Path input) {
        return in(pod, out -> Files.copy(input, out));
    }

    private interface Feeding {
        void to(OutputStream input) throws IOException;
    }

    private Ended in(ContainerResource pod, Feeding feeding) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (ExecWatch running = pod.redirectingInput()
                .writingOutput(output)
                .writingError(errors)
                .exec(command.toArray(String[]::new))) {
            OutputStream in = running.getInput();
            feeding.to(in);
            in.flush();
            int status = running.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Ended(status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("it was interrupted", interrupted);
        } catch (TimeoutException slow) {
            throw failed("it took longer than " + patience.toSeconds() + " s", slow);
        } catch (KubernetesClientException refused) {
            throw failed(Answers.words(refused), refused);
        } catch (IOException | ExecutionException broken) {
            throw failed(String.valueOf(broken.getMessage()), broken);
        }
    }

    private SandboxException failed(String why, Exception cause) {
        return new SandboxException(Code.UNAVAILABLE, "The cluster could not " + what + ": " + why, cause);
    }
}
