package academy.ascent.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the house: which module and which feature may know which. */
final class StructureTest {
    private static final JavaClasses ASCENT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("academy.ascent");

    private static final List<String> VAGUE = List.of("Impl", "Manager", "Helper", "Util", "Utils", "Common", "Base");

    @Test
    void siteKnowsNothingButTheJdkAndItsTemplates() {
        noClasses()
                .that()
                .resideInAPackage("academy.ascent.site..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("academy.ascent.site..", "java..", "gg.jte..", "org.jspecify..")
                .check(ASCENT);
    }

    @Test
    void graderKnowsNeitherThePlatformNorTheSite() {
        noClasses()
                .that()
                .resideInAPackage("academy.ascent.grader..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("academy.ascent.platform..", "academy.ascent.site..", "academy.ascent.reference..")
                .check(ASCENT);
    }

    @Test
    void sandboxProvisionerKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("academy.ascent.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "academy.ascent.platform..",
                        "academy.ascent.site..",
                        "academy.ascent.grader..",
                        "academy.ascent.reference..")
                .check(ASCENT);
    }

    @Test
    void onlyTheProvisionerKnowsTheKubernetesClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("academy.ascent.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(ASCENT);
    }

    @Test
    void onlyBillingKnowsStripe() {
        noClasses()
                .that()
                .resideOutsideOfPackage("academy.ascent.platform.billing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.stripe..")
                .check(ASCENT);
    }

    @Test
    void nothingButTheReferenceStackKnowsOnnxRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(ASCENT);
    }

    @Test
    void featuresOfThePlatformFormNoCycle() {
        slices().matching("academy.ascent.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ASCENT);
    }

    @Test
    void packagesOfTheGraderAndTheProvisionerFormNoCycle() {
        slices().matching("academy.ascent.(grader|sandbox).(*)..")
                .should()
                .beFreeOfCycles()
                .check(ASCENT);
    }

    @Test
    void sqlStaysInRepositoriesAndTheDatabase() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(ASCENT);
    }

    @Test
    void namesSayWhatAClassDoes() {
        for (var word : VAGUE) {
            classes().should().haveSimpleNameNotEndingWith(word).check(ASCENT);
        }
        classes()
                .that()
                .resideOutsideOfPackage("academy.ascent.site.generated..")
                .should()
                .haveSimpleNameNotEndingWith("Service")
                .check(ASCENT);
    }
}
