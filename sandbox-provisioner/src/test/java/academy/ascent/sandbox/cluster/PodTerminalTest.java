package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.TerminalSize;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodTerminalTest {
    private final List<String> done = new ArrayList<>();

    /** A shell that showed something, and whose connection then broke. */
    private class Broken implements ExecWatch {
        private final InputStream output =
                new SequenceInputStream(new ByteArrayInputStream("shown".getBytes(StandardCharsets.UTF_8)), failing()) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        assertThat(length)
                                .as("what the client's own stream insists on")
                                .isPositive();
                        return super.read(into, offset, length);
                    }
                };

        @Override
        public OutputStream getInput() {
            return new OutputStream() {
                @Override
                public void write(int key) throws IOException {
                    throw new IOException("closed");
                }
            };
        }

        @Override
        public InputStream getOutput() {
            return output;
        }

        @Override
        public @Nullable InputStream getError() {
            return null;
        }

        @Override
        public @Nullable InputStream getErrorChannel() {
            return null;
        }

        @Override
        public void close() {
            done.add("closed");
        }

        @Override
        public void resize(int columns, int rows) {
            throw new KubernetesClientException("closed");
        }

        @Override
        public CompletableFuture<Integer> exitCode() {
            return new CompletableFuture<>();
        }
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("closed");
            }
        };
    }

    private final PodTerminal terminal = new PodTerminal(new Broken(), () -> done.add("ended"));

    @Test
    void the_screen_ends_where_the_connection_breaks() throws IOException {
        assertThat(terminal.screen().read(new byte[0])).isZero();
        assertThat(terminal.screen().read()).isEqualTo('s');
        assertThat(terminal.screen().readAllBytes()).asString().isEqualTo("hown");
        assertThat(terminal.screen().read()).isEqualTo(-1);
    }

    @Test
    void typing_and_resizing_do_nothing_then() throws IOException {
        terminal.keyboard().write("ls\n".getBytes(StandardCharsets.UTF_8));
        terminal.keyboard().write('x');
        terminal.resize(new TerminalSize(10, 10));
        assertThat(done).isEmpty();
    }

    @Test
    void it_is_ended_once_and_then_let_go() {
        terminal.close();
        terminal.close();
        assertThat(done).containsExactly("ended", "closed");
    }

    @Test
    void it_is_let_go_though_it_could_not_be_ended() {
        PodTerminal stuck = new PodTerminal(new Broken(), () -> {
            throw new IllegalStateException("stuck");
        });
        assertThatThrownBy(stuck::close).hasMessage("stuck");
        assertThat(done).containsExactly("closed");
    }

    /** The client's own stream keeps what is written until it is told or full, and sends all that is told as one message. */
    @Test
    void each_key_arrives_at_once_and_much_in_parts() throws IOException {
        List<Integer> sent = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PodTerminal typed = new PodTerminal(
                new Broken() {
                    @Override
                    public OutputStream getInput() {
                        return new ByteArrayOutputStream() {
                            @Override
                            public void flush() throws IOException {
                                sent.add(size());
                                writeTo(all);
                                reset();
                            }
                        };
                    }
                },
                () -> {});
        typed.keyboard().write('l');
        typed.keyboard().write("0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertThat(sent).containsExactly(1, 8192, 1808);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("l" + "0123456789".repeat(1000));
    }
}
