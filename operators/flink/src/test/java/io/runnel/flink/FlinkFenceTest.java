package io.runnel.flink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class FlinkFenceTest {
    private final JavaClasses operator =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.runnel.flink");

    @Test
    void knowsNoKafkaNoJobAndNoTensor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.flink.connector.kafka..",
                        "io.runnel.jobs..",
                        "ai.onnxruntime..",
                        "ai.djl..",
                        "com.fasterxml.jackson..",
                        "org.apache.avro..",
                        "io.runnel.schemas.codec..")
                .check(operator);
    }

    @Test
    void knowsNoFilesBesideTheOptionThatNamesTheModelStore() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(EngineOptions.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "org.apache.flink.core.fs..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.io.File.class,
                        java.io.FileInputStream.class,
                        java.io.FileOutputStream.class)
                .check(operator);
    }

    @Test
    void seesTheEngineByItsInterfaceOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.runnel.inference.batch..", "io.runnel.inference.onnx..")
                .check(operator);
    }
}
