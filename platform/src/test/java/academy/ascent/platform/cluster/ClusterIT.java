package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.cluster.PodLogPart;
import io.micronaut.core.value.MapPropertyResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read while the cluster does not answer, and who reads it. */
final class ClusterIT {
    /** Nothing listens on that port of loopback. */
    private static final String GONE = """
            apiVersion: v1
            kind: Config
            clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: platform, user: {token: none}}]
            contexts: [{name: gone, context: {cluster: gone, user: platform}}]
            current-context: gone
            """;

    @TempDir
    Path folder;

    @Test
    void withoutAKubeconfigThereIsNothingOfIt() {
        try (var platform = PlatformUnderTest.start()) {
            var operator = person(platform, Role.ADMIN);
            assertThat(operator.get("/cluster").statusCode()).isEqualTo(404);
            assertThat(operator.get("/admin/cluster").statusCode()).isEqualTo(404);
            assertThat(operator.get("/").body()).doesNotContain("\"/cluster\"").doesNotContain("\"/admin/cluster\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere | 10.0.0.1/32 | nvidia.com/gpu | https://k8s.example.org | https://{sandbox}.example.org | which cannot be read",
                "pom.xml  | 10.0.0.1    | nvidia.com/gpu | https://k8s.example.org | https://{sandbox}.example.org | in CIDR notation",
                "pom.xml  | 10.0.0.1/32 | gpu            | https://k8s.example.org | https://{sandbox}.example.org | Not the resource name of a device",
                "pom.xml  | 10.0.0.1/32 | a.io/gpu=many  | https://k8s.example.org | https://{sandbox}.example.org | how many of it are lent",
                "pom.xml  | 10.0.0.1/32 | nvidia.com/gpu | k8s.example.org         | https://{sandbox}.example.org | Not the address of an API server",
                "pom.xml  | 10.0.0.1/32 | nvidia.com/gpu | https://k8s.example.org | https://labs.example.org      | Not the address of each sandbox",
                "pom.xml  | 10.0.0.1/32 | nvidia.com/gpu | https://k8s.example.org | http://{sandbox}.example.org  | Not the address of each sandbox",
            })
    void settingsThatNameNoClusterAreRefusedAtTheStart(
            String kubeconfig,
            String apiServer,
            String devices,
            String publicServer,
            String virtualServer,
            String words) {
        var settings = new MapPropertyResolver(Map.of(
                "ascent.cluster.kubeconfig", kubeconfig,
                "ascent.cluster.api-server", apiServer,
                "ascent.cluster.devices", List.of(devices),
                "ascent.cluster.public-server", publicServer,
                "ascent.cluster.virtual-server", virtualServer));
        assertThatThrownBy(() -> ClusterRules.check(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(words);
    }

    @Test
    void howManyAreMadeAheadMustBeANumber() throws IOException {
        var settings = new MapPropertyResolver(Map.of(
                "ascent.cluster.kubeconfig",
                Files.writeString(folder.resolve("kubeconfig"), GONE).toString(),
                "ascent.cluster.api-server",
                "10.0.0.1/32",
                "ascent.cluster.warm",
                "-1"));
        assertThatThrownBy(() -> ClusterRules.check(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ASCENT_CLUSTER_WARM is “-1”");
    }

    @Test
    void aClusterThatIsGoneIsToldAndTriedAgain() throws IOException {
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), GONE);
        try (var platform = PlatformUnderTest.start(Map.of(
                "ascent.cluster.kubeconfig", kubeconfig.toString(),
                "ascent.cluster.api-server", "127.0.0.1/32",
                "ascent.cluster.patience", "1s"))) {
            var learner = person(platform, Role.INSTRUCTOR);
            assertThat(learner.get("/").body()).contains("\"/cluster\"").doesNotContain("\"/admin/cluster\"");
            assertThat(learner.get("/admin/cluster").statusCode()).isEqualTo(403);
            assertThat(platform.browser().get("/cluster").statusCode()).isEqualTo(303);

            assertThat(platform.browser().get("/cluster?log=web").statusCode()).isEqualTo(303);
            assertThat(platform.browser().get("/cluster/work?log=web").statusCode())
                    .isEqualTo(303);
            assertThat(learner.get("/cluster/work?log=web%22%3E").body())
                    .contains("The cluster could not")
                    .doesNotContain("web\">");

            assertThat(platform.browser().get("/cluster/terminal?pod=web").statusCode())
                    .isEqualTo(303);
            assertThat(platform.browser()
                            .get("/cluster/terminal/socket?pod=web")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(learner.get("/cluster/terminal?pod=web").statusCode()).isEqualTo(303);
            var page = learner.get("/cluster");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("The cluster could not");
            assertThat(learner.post("/cluster/open", Map.of("class", "cpu-small"))
                            .statusCode())
                    .isEqualTo(303);
            awaitWords(learner, "/cluster", "notice error");
            learner.get("/cluster");
            assertThat(learner.post("/cluster/kubeconfig", Map.of()).statusCode())
                    .isEqualTo(303);

            for (int i = 0; i < 12; i++) {
                learner.get("/cluster");
                learner.post("/cluster/close", Map.of());
            }
            assertThat(learner.get("/cluster").body()).contains("many times in a few minutes");

            var operator = person(platform, Role.ADMIN);
            assertThat(operator.get("/admin/cluster").body()).contains("The cluster could not list sandboxes");
            awaitWords(operator, "/admin/cluster", "The cluster could not make the namespace");
            operator.post("/admin/cluster/nobody/close", Map.of());
            assertThat(operator.get("/admin/cluster").body()).contains("The cluster could not find sandbox nobody");
        }
    }

    @Test
    void whatAPodWritesIsTextAndNothingElse() {
        try (var platform = PlatformUnderTest.start()) {
            var page = platform.bean(Pages.class)
                    .part(
                            "cluster/logs.jte",
                            new PodLogPart(
                                    "mine/<i>web</i>",
                                    Optional.empty(),
                                    List.of(
                                            new PodLogPart.Log(
                                                    "Container", "main", "", List.of("<script>1</script>", "")),
                                            new PodLogPart.Log("Container", "side", "", List.of()),
                                            new PodLogPart.Log("Container", "last", "It waits: <b>", List.of()))));
            assertThat(page)
                    .contains("mine/&lt;i&gt;web&lt;/i&gt;")
                    .contains("&lt;script&gt;1&lt;/script&gt;")
                    .contains("It waits: &lt;b&gt;")
                    .containsOnlyOnce("It has not written anything yet.")
                    .doesNotContain("<script>");
        }
    }

    private static void awaitWords(Browser browser, String path, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofMinutes(1))
                .until(() -> browser.get(path).body().contains(words));
    }

    private static Browser person(PlatformUnderTest platform, Role role) {
        var email = role.name().toLowerCase(Locale.ROOT) + "@example.org";
        platform.bean(Accounts.class).createPrivileged(email, "Person", "correct horse battery", role);
        return platform.browser().signIn(email);
    }
}
