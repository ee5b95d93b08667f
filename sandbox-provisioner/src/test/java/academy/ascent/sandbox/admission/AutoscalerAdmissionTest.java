package academy.ascent.sandbox.admission;

import static academy.ascent.sandbox.admission.Admitting.accepted;
import static academy.ascent.sandbox.admission.Admitting.decide;
import static academy.ascent.sandbox.admission.Admitting.with;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.admission.Autoscaler.Behavior;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.admission.Autoscaler.Rules;
import academy.ascent.sandbox.admission.Autoscaler.Select;
import academy.ascent.sandbox.admission.Autoscaler.Speed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerAdmissionTest {
    private static final String AUTOSCALER = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: scaler}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              maxReplicas: 4
            """;
    private static final String METRIC = """
              metrics:
                - type: Resource
                  resource: {name: cpu, target: {type: AverageValue, averageValue: 300m}}
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - {name: main, image: 'image:1', resources: {limits: {cpu: 500m, memory: 64Mi}}}
            """;
    private static final String WITHOUT_REPLICAS = with(DEPLOYMENT, "  replicas: 1\n", "");

    private static Autoscaler autoscaler(String yaml) {
        Autoscaler read = accepted(yaml, DesiredState.EMPTY).autoscalers().get("scaler");
        assertThat(read).isNotNull();
        return read;
    }

    @Test
    void what_is_not_said_is_as_on_a_cluster() {
        assertThat(autoscaler(AUTOSCALER))
                .isEqualTo(new Autoscaler(
                        "scaler", "Deployment", "web", 1, 4, List.of(new Goal.Utilization(80)), Optional.empty()));
    }

    @Test
    void everything_that_is_said_is_read() {
        Autoscaler read = autoscaler(AUTOSCALER + METRIC + """
                  minReplicas: 2
                  behavior:
                    scaleUp: {stabilizationWindowSeconds: 30, selectPolicy: Min}
                    scaleDown: {policies: [{type: Percent, value: 10, periodSeconds: 60}]}
                """);
        assertThat(read.minReplicas()).isEqualTo(2);
        assertThat(read.goals()).containsExactly(new Goal.AverageValue(300));
        Duration period = Duration.ofSeconds(15);
        assertThat(read.behavior())
                .contains(new Behavior(
                        new Rules(
                                Duration.ofSeconds(30),
                                Select.MIN,
                                List.of(new Speed(false, 4, period), new Speed(true, 100, period))),
                        new Rules(
                                Duration.ofMinutes(5),
                                Select.MAX,
                                List.of(new Speed(true, 10, Duration.ofMinutes(1))))));
    }

    @Test
    void requests_a_second_are_read() {
        Autoscaler read = autoscaler(AUTOSCALER
                + with(
                        METRIC,
                        "type: Resource\n      resource: {name: cpu, target",
                        "type: Pods\n      pods: {metric: {name: http_requests_per_second}, target"));
        assertThat(read.goals()).containsExactly(new Goal.Rate("http_requests_per_second", 300));
        assertThat(read.counters()).containsExactly("http_requests_total");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: Deployment | kind: ReplicaSet | spec.scaleTargetRef.kind: not offered in this sandbox; use Deployment or StatefulSet
            type: Resource | type: Object | spec.metrics[0].type: not offered in this sandbox; use Resource for CPU time, or Pods for requests a second
            'resource: {name: cpu, target' | 'pods: {metric: {name: queue_length}, target' | spec.metrics[0].pods.metric.name: not offered in this sandbox; use NAME_per_second, which is how fast the counter NAME_total of the pods grows
            'resource: {name: cpu, target' | 'pods: {metric: {name: hits_per_second, selector: {}}, target' | spec.metrics[0].pods.metric.selector: not offered in this sandbox; leave it out
            name: cpu | name: memory | spec.metrics[0].resource.name: not offered in this sandbox; use cpu
            maxReplicas: 4 | maxReplicas: 0 | spec.maxReplicas: Required value: must be set and greater than 0
            """)
    void what_cannot_be_done_here_is_refused(String part, String other, String message) {
        Admission answer = decide(with(AUTOSCALER + METRIC, part, other), DesiredState.EMPTY)
                .answer();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Admission.Refusal::message)
                                .contains(message));
    }

    @Test
    void a_deployment_that_does_not_say_keeps_what_its_autoscaler_gave_it() {
        DesiredState state = accepted(AUTOSCALER + "---\n" + WITHOUT_REPLICAS, DesiredState.EMPTY);
        assertThat(replicas(state)).isEqualTo(1);
        DesiredState grown = state.with(((ScalableWorkload) web(state)).scaled(3));
        assertThat(replicas(accepted(WITHOUT_REPLICAS, grown))).isEqualTo(3);
        assertThat(replicas(accepted(DEPLOYMENT, grown))).isEqualTo(1);
    }

    @Test
    void without_an_autoscaler_one_is_meant() {
        DesiredState grown = accepted(with(DEPLOYMENT, "replicas: 1", "replicas: 3"), DesiredState.EMPTY);
        assertThat(replicas(accepted(WITHOUT_REPLICAS, grown))).isEqualTo(1);
    }

    @Test
    void the_limits_of_an_update_grow_with_the_replicas() {
        DeploymentWorkload one = (DeploymentWorkload) web(accepted(DEPLOYMENT, DesiredState.EMPTY));
        assertThat(one.maxSurge()).isEqualTo(1);
        assertThat(one.scaled(8).maxSurge()).isEqualTo(2);
        assertThat(one.scaled(8).maxUnavailable()).isEqualTo(2);
    }

    private static Workload web(DesiredState state) {
        Workload web = state.workloads().get("web");
        assertThat(web).isNotNull();
        return web;
    }

    private static int replicas(DesiredState state) {
        return web(state).replicas();
    }
}
