package io.runnel.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private static final JavaClasses BENCHMARKS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.runnel.benchmarks");

    @Test
    void onlyTheCeilingAndThePeersRunModelsByThemselves() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.runnel.benchmarks.ceiling",
                        "io.runnel.benchmarks.machine",
                        "io.runnel.benchmarks.peers")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai..")
                .check(BENCHMARKS);
    }

    @Test
    void theEngineIsMeasuredWithoutAStream() {
        noClasses()
                .that()
                .resideInAnyPackage("io.runnel.benchmarks.ceiling", "io.runnel.benchmarks.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.streaming..")
                .check(BENCHMARKS);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.runnel.benchmarks.(*)..").should().beFreeOfCycles().check(BENCHMARKS);
    }
}
