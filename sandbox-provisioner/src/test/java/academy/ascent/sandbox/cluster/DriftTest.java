package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private static HasMetadata object(String kind, String rest) {
        return Serialization.unmarshal(
                """
                        apiVersion: %s
                        kind: %s
                        metadata: {name: one, labels: {owner: learner-7}}
                        %s
                        """.formatted(kind.equals("NetworkPolicy") ? "networking.k8s.io/v1" : "v1", kind, rest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ResourceQuota | spec: {hard: {pods: \"4\"}} | spec: {hard: {pods: \"4\"}} | false",
                "ResourceQuota | spec: {hard: {pods: \"4\"}} | spec: {hard: {pods: \"8\"}} | true",
                "ResourceQuota | spec: {hard: {pods: \"4\"}} | spec: {hard: {}} | true",
                "ResourceQuota | spec: {hard: {pods: \"4\"}} | spec: {hard: {pods: \"4\", secrets: \"1\"}} | false",
                "ResourceQuota | spec: {hard: {limits.cpu: \"1\"}} | spec: {hard: {limits.cpu: 1000m}} | false",
                "ResourceQuota | spec: {hard: {limits.cpu: \"1\"}} | spec: {hard: {limits.cpu: 1001m}} | true",
                "ResourceQuota | spec: {hard: {limits.memory: 1Gi}} | spec: {hard: {limits.memory: 1024Mi}} | false",
                "ServiceAccount | automountServiceAccountToken: false | automountServiceAccountToken: true | true",
                "ServiceAccount | automountServiceAccountToken: false | secrets: [] | true",
                "NetworkPolicy | spec: {policyTypes: [Ingress]} | spec: {policyTypes: [Ingress, Egress]} | true",
                "NetworkPolicy | spec: {egress: [{ports: [{port: 53}]}]} | spec: {egress: [{ports: [{port: 53, protocol: TCP}]}]} | false",
                "NetworkPolicy | spec: {egress: [{ports: [{port: 53}]}]} | spec: {egress: [{ports: [{port: 54}]}]} | true",
                "NetworkPolicy | spec: {podSelector: {}} | spec: {podSelector: {matchLabels: {app: web}}} | false"
            })
    void what_is_wanted_counts_and_nothing_else(String kind, String wanted, String live, boolean differs) {
        assertThat(Drift.differs(object(kind, wanted), object(kind, live))).isEqualTo(differs);
    }

    @Test
    void what_is_not_there_or_has_lost_a_label_differs() {
        HasMetadata wanted = object("ServiceAccount", "automountServiceAccountToken: false");
        assertThat(Drift.differs(wanted, null)).isTrue();
        HasMetadata stripped = object("ServiceAccount", "automountServiceAccountToken: false");
        stripped.getMetadata().getLabels().clear();
        assertThat(Drift.differs(wanted, stripped)).isTrue();
        stripped.getMetadata().getLabels().put("owner", "learner-7");
        stripped.getMetadata().setResourceVersion("12");
        assertThat(Drift.differs(wanted, stripped)).isFalse();
    }
}
