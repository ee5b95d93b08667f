package academy.ascent.reference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "academy.ascent.reference";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesDependOnEachOtherInOneDirectionOnly() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theProtocolKnowsNoOtherPackage() {
        for (String feature : new String[] {"protocol", "config", "metrics", "log", "statistics"}) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + feature)
                    .should()
                    .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                            "lie in another package of the server",
                            other -> other.getPackageName().startsWith(ROOT)
                                    && !other.getPackageName().equals(ROOT + "." + feature)))
                    .check(CLASSES);
        }
    }

    @Test
    void theRuntimeKnowsNoHttp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".runtime")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".http", ROOT + ".metrics", ROOT + ".log")
                .check(CLASSES);
    }

    @Test
    void theRoutesKnowNoTransportAndNoRuntime() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".route")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".http", ROOT + ".grpc", ROOT + ".runtime", ROOT + ".metrics", ROOT + ".log")
                .check(CLASSES);
    }

    @Test
    void theRegistryAndItsGatesKnowModelsThroughTheProtocolOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".registry", ROOT + ".gate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".runtime", ROOT + ".route..", ROOT + ".drift..", ROOT + ".access")
                .check(CLASSES);
    }

    @Test
    void eachLibraryIsKnownToOnePackage() {
        onlyKnownTo("runtime", "ai.onnxruntime..");
        onlyKnownTo("grpc", "io.grpc..");
        onlyKnownTo("grpc", "com.google.protobuf..");
        onlyKnownTo("config", "org.yaml..");
        onlyKnownTo("data", "de.siegmar..");
        onlyKnownTo("tracing", "io.opentelemetry..");
        onlyKnownTo("access", "io.github.bucket4j..");
        onlyKnownTo("statistics", "org.apache.commons.statistics..");
        onlyKnownTo("statistics", "org.apache.datasketches..");
    }

    @Test
    void nettyIsKnownToTheTwoServersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".http", ROOT + ".grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void theGrpcServerKnowsModelsThroughTheProtocolOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".grpc..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "lie in another package than protocol, access, tracing, metrics and log",
                        other -> other.getPackageName().startsWith(ROOT)
                                && !other.getPackageName().startsWith(ROOT + ".grpc")
                                && !other.getPackageName().equals(ROOT + ".protocol")
                                && !other.getPackageName().equals(ROOT + ".access")
                                && !other.getPackageName().equals(ROOT + ".tracing")
                                && !other.getPackageName().equals(ROOT + ".metrics")
                                && !other.getPackageName().equals(ROOT + ".log")))
                .check(CLASSES);
    }

    private void onlyKnownTo(String feature, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
