package io.runnel.inference;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of the engine, and what only one of them may touch. */
class ArchitectureTest {
    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.runnel.inference");

    @Test
    void aRoomImportsOnlyRoomsThatTheRecordHasPassed() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy("io.runnel.inference")
                .layer("summary")
                .definedBy("io.runnel.inference.summary")
                .layer("task")
                .definedBy("io.runnel.inference.task")
                .layer("generate")
                .definedBy("io.runnel.inference.generate")
                .layer("onnx")
                .definedBy("io.runnel.inference.onnx")
                .layer("batch")
                .definedBy("io.runnel.inference.batch")
                .layer("token")
                .definedBy("io.runnel.inference.token")
                .layer("text")
                .definedBy("io.runnel.inference.text")
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("summary")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("task")
                .mayOnlyBeAccessedByLayers("engine", "summary")
                .whereLayer("generate")
                .mayOnlyBeAccessedByLayers("engine", "task")
                .whereLayer("onnx")
                .mayOnlyBeAccessedByLayers("engine", "task", "generate")
                .whereLayer("batch")
                .mayOnlyBeAccessedByLayers("engine", "task", "generate", "onnx")
                .whereLayer("token")
                .mayOnlyBeAccessedByLayers("engine", "task", "generate", "onnx", "batch")
                .check(ENGINE);
    }

    @Test
    void onlyTheTokenRoomKnowsTheTokenizerLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.inference.token")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(ENGINE);
    }

    @Test
    void onlyTheOnnxRoomKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.inference.onnx")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(ENGINE);
    }

    @Test
    void onlyTheLanguageRoomKnowsOpenNlpAndItKnowsNoOther() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.runnel.inference.language")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("opennlp..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage("io.runnel.inference.language")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.runnel..")
                                .and(resideOutsideOfPackage("io.runnel.inference.language")))
                .check(ENGINE);
    }

    @Test
    void theEngineKnowsNoDocumentsNoFlinkAndNoKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.runnel.schemas..", "org.apache.flink..", "org.apache.kafka..")
                .check(ENGINE);
    }

    @Test
    void readsNoYamlAndNoJsonItself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(ENGINE);
    }
}
