package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.ClusterTest;
import academy.ascent.sandbox.cluster.TestCluster;
import academy.ascent.sandbox.cluster.WarmSandbox;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A sandbox is made before a deadline, and the learner who opens one has it. */
@ClusterTest
@ResourceLock(ClusterE2E.CLUSTER)
final class WarmE2E {
    private static final String HERE = "/cluster";
    private static final String ADMIN = "/admin/cluster";

    @Test
    void beforeADeadlineOneIsMadeAheadAndWhoOpensOneHasIt(TestCluster cluster) {
        try (var platform = PlatformUnderTest.start(Map.of(
                "ascent.cluster.kubeconfig", cluster.kubeconfig().toString(),
                "ascent.cluster.api-server", "10.0.0.1/32",
                "ascent.cluster.platform-namespace", "warm-e2e",
                "ascent.cluster.warm", "1",
                "ascent.cluster.every", "1s"))) {
            var school = new Classroom(platform);
            var ida = school.person("Ida", Role.INSTRUCTOR);
            var operator = school.browser(school.person("Ops", Role.ADMIN));
            var learner = school.browser(ida);
            assertThat(operator.get(ADMIN).body()).doesNotContain("Made ahead");
            school.run(
                    "INSERT INTO lab_policy (cohort_id, lab, due_at, counts) VALUES (?, ?, ?, 'BEST')",
                    school.cohort("Autumn", ida, school.person("Lea", Role.LEARNER)),
                    Classroom.LAB,
                    Timestamp.from(Instant.now().plus(Duration.ofHours(2))));
            try {
                var name = platform.bean(LabCatalog.class)
                        .get(Classroom.LAB)
                        .sandboxClass()
                        .name();
                await(operator, ADMIN, "Made ahead and nobody’s yet: " + name + " 1 ready, 0 being made.");
                var made = platform.bean(ClusterSandboxes.class)
                        .warm()
                        .list()
                        .getFirst()
                        .place();
                learner.get(HERE);
                learner.post(HERE + "/open", Map.of("class", name));
                await(learner, HERE, "Get a kubeconfig");
                assertThat(learner.post(HERE + "/kubeconfig", Map.of()).body()).contains("ascent-" + made);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> platform.bean(ClusterSandboxes.class).warm().list().stream()
                                .filter(WarmSandbox::isReady)
                                .noneMatch(one -> one.place().equals(made)));
            } finally {
                learner.get(HERE);
                learner.post(HERE + "/close", Map.of());
                await(learner, HERE, "You have none open");
                school.run("DELETE FROM lab_policy");
                school.run("UPDATE cohort SET starts_on = DATE '2020-01-01'");
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> platform.bean(ClusterSandboxes.class)
                                .warm()
                                .list()
                                .isEmpty());
            }
        }
    }

    private static void await(Browser browser, String path, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> browser.get(path).body(), body -> body.contains(words));
    }
}
