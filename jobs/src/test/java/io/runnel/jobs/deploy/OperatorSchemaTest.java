package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorSchemaTest {
    @Test
    void findsFieldsThatTheOperatorDoesNotKnow() {
        assertThat(mistakes("{job: {jarUri: a}, podTemplate: {spec: {restartPolicies: Always}}}"))
                .containsExactlyInAnyOrder(
                        "spec.job.jarUri: no such field",
                        "spec.podTemplate.spec.restartPolicies: no such field");
    }

    @Test
    void findsValuesOfTheWrongType() {
        assertThat(mistakes("{job: {parallelism: '2'}, flinkConfiguration: {a: 1}}"))
                .containsExactlyInAnyOrder(
                        "spec.job.parallelism: expected integer, found \"2\"",
                        "spec.flinkConfiguration.a: expected string, found 1");
    }

    @Test
    void findsWordsThatAreNotAmongThoseAllowed() {
        assertThat(mistakes("{job: {upgradeMode: last}}"))
                .singleElement()
                .asString()
                .startsWith("spec.job.upgradeMode: expected one of [")
                .endsWith("found \"last\"");
    }

    @Test
    void takesNumbersAndTextsWhereBothMayStand() {
        String port =
                "{podTemplate: {spec: {containers: [{livenessProbe: {tcpSocket: {port: %s}}}]}}}";
        assertThat(mistakes(port.formatted("8081"))).isEmpty();
        assertThat(mistakes(port.formatted("rest"))).isEmpty();
        assertThat(mistakes(port.formatted("true"))).hasSize(1);
    }

    @Test
    void knowsOnlyTheKindsOfTheOperator() {
        assertThatThrownBy(() -> OperatorSchema.of("Deployment"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> mistakes(String spec) {
        return OperatorSchema.of("FlinkDeployment").mistakesIn(Yaml.parse("spec: " + spec).get(0));
    }
}
