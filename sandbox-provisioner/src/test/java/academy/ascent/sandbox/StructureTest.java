package academy.ascent.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("academy.ascent.sandbox");

    @Test
    void only_admission_knows_the_kubernetes_model() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..admission..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "com.fasterxml..", "org.yaml..")
                .check(CLASSES);
    }

    @Test
    void the_port_knows_no_implementation() {
        noClasses()
                .that()
                .resideInAPackage("academy.ascent.sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..admission..", "..local..")
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
