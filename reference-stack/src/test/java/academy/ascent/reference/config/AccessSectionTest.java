package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Rate;
import academy.ascent.reference.config.TenantConfig.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessSectionTest {
    private static final String HASH = "AB".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void readsEverythingThatCanBeDeclared() throws IOException {
        AccessConfig access = read("""
                tenants:
                  - name: acme
                    key-sha256: [%s]
                    key-from: [ACME_KEY]
                    role: admin
                    rate: {per-second: 100, burst: 200}
                    quota: {requests: 5000, window: month}
                  - {name: other, key-from: [OTHER_KEY], rate: {per-second: 7}, quota: {requests: 9}}
                access: {open: [/metrics, /drift], state: state}
                """.formatted(HASH));

        assertThat(access.open()).containsExactly("/metrics", "/drift");
        assertThat(access.state()).contains(folder.resolve("state"));
        assertThat(access.tenants())
                .satisfiesExactly(
                        acme -> {
                            assertThat(acme.name()).isEqualTo("acme");
                            assertThat(acme.keyHashes()).containsExactly("ab".repeat(32));
                            assertThat(acme.keyVariables()).containsExactly("ACME_KEY");
                            assertThat(acme.role()).isEqualTo(Role.ADMIN);
                            assertThat(acme.rate()).contains(new Rate(100, 200));
                            assertThat(acme.quota()).contains(new Quota(5000, Quota.Window.MONTH));
                        },
                        other -> {
                            assertThat(other.role()).isEqualTo(Role.USER);
                            assertThat(other.rate()).contains(new Rate(7, 7));
                            assertThat(other.quota()).contains(new Quota(9, Quota.Window.DAY));
                        });
    }

    @Test
    void asksNobodyForAKeyWhereNoTenantsAreDeclared() throws IOException {
        AccessConfig access = read("");

        assertThat(access.tenants()).isEmpty();
        assertThat(access.state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenants: []                                          | tenants must be a list with at least one entry",
                "tenants: [{name: a}]                                 | needs key-sha256 or key-from",
                "tenants: [{name: a, key: secret}]                    | unknown key \"key\" in tenants[0]",
                "tenants: [{name: a/b, key-from: [K]}]                | cannot stand in an address",
                "tenants: [{name: a, key-sha256: [abc]}]              | must be the SHA-256 hash of the key",
                "tenants: [{name: a, key-from: [K], role: root}]      | role \"root\" is unknown; choose one of [user, admin]",
                "tenants: [{name: a, key-from: [K]}, {name: a, key-from: [L]}] | two tenants have the name \"a\"",
                "tenants: [{name: a, key-from: [K], rate: {burst: 2}}] | tenants[0].rate has no \"per-second\"",
                "tenants: [{name: a, key-from: [K], rate: {per-second: 0}}] | from 1 to 999999999, not 0",
                "tenants: [{name: a, key-from: [K], quota: {window: day}}] | tenants[0].quota has no \"requests\"",
                "tenants: [{name: a, key-from: [K], quota: {requests: 1, window: year}}] | choose one of [day, month]",
                "access: {open: [/metrics]}                           | declare \"tenants\"",
                "'{tenants: [{name: a, key-from: [K]}], access: {open: [metrics]}}' | must be an address",
            })
    void refusesWhatIsWrongAtItsLine(String content, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(content))
                .withMessageContaining("serving.yaml, line ")
                .withMessageContaining(reason);
    }

    @Test
    void refusesTheSameKeyForTwo() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(
                        "tenants: [{name: a, key-sha256: [%s]}, {name: b, key-sha256: [%s]}]".formatted(HASH, HASH)))
                .withMessageContaining("two tenants have the same key");
    }

    private AccessConfig read(String content) throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "model");
        String models = content.startsWith("{")
                ? content.replaceFirst("}$", ", models: [{name: m, path: m.onnx}]}")
                : content + "\nmodels: [{name: m, path: m.onnx}]\n";
        Files.writeString(folder.resolve("serving.yaml"), models);
        return ServingFile.read(folder).access();
    }
}
