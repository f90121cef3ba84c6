package io.runnel.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the dashboard. */
class RoomsTest {
    private static final JavaClasses DASHBOARD =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.runnel.dashboard");

    @Test
    void theDashboardKnowsNoFlinkAndNoTensors() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "io.runnel.flink..",
                        "ai..",
                        "io.runnel.inference.onnx",
                        "io.runnel.inference.batch")
                .check(DASHBOARD);
    }

    @Test
    void theStoreKnowsNeitherKafkaNorHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("io.runnel.dashboard.store", "io.runnel.dashboard.search")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.undertow..",
                        "io.runnel.jobs..",
                        "io.runnel.dashboard.http",
                        "io.runnel.dashboard.follow")
                .check(DASHBOARD);
    }

    @Test
    void onlyTheHttpRoomKnowsTheWebLibraryAndOnlyTheSearchRoomTheIndex() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.dashboard.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(DASHBOARD);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.dashboard.search")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene..")
                .check(DASHBOARD);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.dashboard.store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(DASHBOARD);
    }
}
