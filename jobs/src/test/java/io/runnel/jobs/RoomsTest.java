package io.runnel.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the rooms of the jobs module, as {@code docs/way-of-a-record.md} draws them.
 */
class RoomsTest {
    private static final JavaClasses JOBS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.runnel.jobs");

    @Test
    void onlyTheKafkaRoomAndTheLauncherSpeakKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.runnel.jobs.kafka", "io.runnel.jobs.local", "io.runnel.jobs.command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..")
                .check(JOBS);
    }

    @Test
    void onlyTheDatabaseRoomAndItsCommandsSpeakJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.runnel.jobs.database", "io.runnel.jobs.command.database")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "org.apache.flink.connector.jdbc..")
                .check(JOBS);
    }

    @Test
    void theJobJarNeedsNoLauncher() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.runnel.jobs",
                        "io.runnel.jobs.database",
                        "io.runnel.jobs.kafka",
                        "io.runnel.jobs.options",
                        "io.runnel.jobs.registry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.runnel.jobs.local", "io.runnel.jobs.command..", "kafka..")
                .check(JOBS);
    }

    @Test
    void optionsKnowNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.runnel.jobs.options")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.runnel.jobs",
                        "io.runnel.jobs.database",
                        "io.runnel.jobs.kafka",
                        "io.runnel.jobs.registry")
                .check(JOBS);
    }

    @Test
    void noTensorAndNoTokenizerIsSeenHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai..", "io.runnel.inference.onnx", "io.runnel.inference.batch")
                .check(JOBS);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.runnel.jobs.(*)..").should().beFreeOfCycles().check(JOBS);
    }
}
