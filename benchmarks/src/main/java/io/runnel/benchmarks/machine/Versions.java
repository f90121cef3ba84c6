package io.runnel.benchmarks.machine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** What was measured, by name. */
public final class Versions {
    private Versions() {}

    /** The versions of everything that takes part, and the digest of the model. */
    public static Map<String, Object> of(ModelDirectory model) {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("runnel", System.getProperty("runnel.version", "unknown"));
        versions.put("model", model.card().id().toString());
        versions.put("model_precision", model.card().precision());
        versions.put("model_digest", model.digest());
        versions.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        versions.put("onnx_runtime", environment().getVersion());
        versions.put("tokenizers", tokenizers());
        versions.put("flink", EnvironmentInformation.getVersion());
        versions.put("kafka", AppInfoParser.getVersion());
        return versions;
    }

    /**
     * ONNX Runtime's environment, with the name and the level that the engine asks for: the first
     * one who asks decides.
     */
    public static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "runnel");
    }

    private static String tokenizers() {
        Properties properties = new Properties();
        try (InputStream file =
                Versions.class.getResourceAsStream("/native/lib/tokenizers.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
        return properties.getProperty("version", "unknown");
    }
}
