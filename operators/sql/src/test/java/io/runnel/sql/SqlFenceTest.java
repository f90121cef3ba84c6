package io.runnel.sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.Text;
import org.junit.jupiter.api.Test;

class SqlFenceTest {
    private static final JavaClasses SQL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.runnel.sql");

    @Test
    void knowsNoKafkaNoJobAndNoTensor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.flink.connector.kafka..",
                        "org.apache.flink.table.planner..",
                        "io.runnel.jobs..",
                        "io.runnel.inference.batch..",
                        "io.runnel.inference.onnx..",
                        "ai.onnxruntime..",
                        "ai.djl..")
                .check(SQL);
    }

    @Test
    void knowsTextsAndNoDocuments() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.runnel.schemas..")
                                .and(not(belongToAnyOf(Text.class, Language.class))))
                .check(SQL);
    }
}
