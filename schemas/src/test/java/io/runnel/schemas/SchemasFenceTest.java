package io.runnel.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SchemasFenceTest {
    private final JavaClasses schemas =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.runnel.schemas");

    @Test
    void knowsNoModelNoFlinkNoKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.runnel.inference..",
                        "io.runnel.modelstore..",
                        "io.runnel.flink..",
                        "io.runnel.jobs..",
                        "ai.onnxruntime..",
                        "ai.djl..",
                        "org.apache.flink..",
                        "org.apache.kafka..")
                .check(schemas);
    }

    @Test
    void documentsKnowNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.runnel.schemas.document..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.runnel.schemas.document..", "java..")
                .check(schemas);
    }

    @Test
    void onlyCodecsAndTheRegistryKnowJsonAndAvro() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.runnel.schemas.codec..", "io.runnel.schemas.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "org.apache.avro..")
                .check(schemas);
    }

    @Test
    void theRegistryKnowsNoDocument() {
        noClasses()
                .that()
                .resideInAPackage("io.runnel.schemas.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.runnel.schemas.codec..", "io.runnel.schemas.document..")
                .check(schemas);
    }
}
