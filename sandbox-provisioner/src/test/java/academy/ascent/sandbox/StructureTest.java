package academy.ascent.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("academy.ascent.sandbox");

    private static final String WHO_ASKS_THE_CLUSTER =
            "Activity|Answers|ClusterSandboxes|ControlPlane|GpuDispatch|GpuGate|GpuMeter|GpuNodes|GpuSight|InnerCluster|Keeping"
                    + "|LearnerAccount|Lifecycle|Measured(Logs|Manifests|Rollouts|Sandbox|Sandboxes|Sight|Workspace)"
                    + "|NamespaceObjects|NodeHands|Opening|Paged|Places|PlatformMaps|Pod(Logs|Program|Shell|Terminal|Terminals)|Quotas|Reconciler"
                    + "|SandboxNamespaces|Snapshots|Sweep|Upkeep|VirtualObjects|WarmPool|WarmSandboxes|WorkLook|Workloads";

    @Test
    void only_admission_and_clusters_know_the_kubernetes_model() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..admission..", "..cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void only_who_reads_manifests_or_classes_knows_yaml() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..admission..", "..cluster..", "..classes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(CLASSES);
    }

    @Test
    void who_keeps_limits_is_given_a_class_and_looks_none_up() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..classes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..classes..")
                .check(CLASSES);
    }

    @Test
    void the_objects_of_a_sandbox_need_no_cluster_that_answers() {
        noClasses()
                .that()
                .resideInAPackage("..cluster..")
                .and()
                .haveNameNotMatching(".*\\.(" + WHO_ASKS_THE_CLUSTER + ")")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.fabric8\\.kubernetes\\.client\\.(KubernetesClient.*|dsl\\..*|http\\..*)")
                .check(CLASSES);
    }

    /** Who uses the cluster's sandboxes needs no Kubernetes library. */
    @Test
    void what_clusters_export_are_plain_records() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAPackage("..cluster..").and(modifier(JavaModifier.PUBLIC)))
                .should(new ArchCondition<JavaMethod>("take and give no Kubernetes type") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        Stream.concat(method.getAllInvolvedRawTypes().stream(), Stream.of(method.getRawReturnType()))
                                .filter(type -> type.getPackageName().startsWith("io.fabric8"))
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        method, method.getFullName() + " involves " + type.getName())));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void the_port_knows_no_implementation() {
        noClasses()
                .that()
                .resideInAPackage("academy.ascent.sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..admission..", "..classes..", "..cluster..", "..local..")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("academy.ascent.sandbox.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
