package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.check.CostSettings.Price;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationTest {
    private static final Price PRICE = new Price(0.04, 0.01, "USD", 1);

    @TempDir
    Path root;

    @Test
    void every_replica_of_every_deployment_is_paid_for() {
        Reservation reservation = Reservation.of(List.of(
                deployment("k8s/a.yaml", "a", 3, container(100, 256)),
                deployment("k8s/trial.yaml", "trial", 1, container(500, 64), container(200, 64)),
                new AdmittedObject("k8s/service.yaml", "Service", "a", 0, List.of())));
        assertThat(reservation.total().cores()).isCloseTo(1.0, within(1e-9));
        assertThat(reservation.total().gib()).isCloseTo(0.875, within(1e-9));
    }

    @Test
    void the_dearest_object_is_told_with_its_lines() throws IOException {
        Files.createDirectories(root.resolve("k8s"));
        Files.writeString(root.resolve("k8s/a.yaml"), """
                kind: Service
                metadata: {name: a}
                ---
                kind: Deployment
                metadata: {name: a}
                spec:
                  replicas: 3
                  template:
                    spec:
                      containers:
                        - name: server
                          resources:
                            requests: {cpu: 100m}
                """);
        Reservation reservation = Reservation.of(List.of(
                deployment("k8s/a.yaml", "a", 3, container(100, 256)),
                deployment("k8s/b.yaml", "b", 1, container(100, 256))));
        assertThat(reservation.dearest(PRICE, new Workspace(root)))
                .isEqualTo(
                        "k8s/a.yaml, Deployment/a: 3 replicas (line 7), each with 0.1 cores and 256 MiB (resources in"
                                + " line 12)");
    }

    @Test
    void a_manifest_whose_lines_cannot_be_read_is_told_by_its_name() {
        Reservation reservation = Reservation.of(List.of(deployment("k8s/gone.yaml", "a", 2, container(250, 512))));
        assertThat(reservation.dearest(PRICE, new Workspace(root)))
                .isEqualTo("k8s/gone.yaml, Deployment/a: 2 times 0.25 cores and 512 MiB");
    }

    private static AdmittedObject deployment(String path, String name, int replicas, AdmittedContainer... containers) {
        return new AdmittedObject(path, "Deployment", name, replicas, List.of(containers));
    }

    private static AdmittedContainer container(int cpuMillis, int mebibytes) {
        return new AdmittedContainer(
                "server",
                "image",
                true,
                true,
                true,
                true,
                true,
                true,
                cpuMillis,
                (long) mebibytes << 20,
                1000,
                1L << 30);
    }
}
