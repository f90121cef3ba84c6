package io.runnel.benchmarks.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What CPU time is spent on. */
public enum CpuPart {
    ONNX_RUNTIME("ONNX Runtime"),
    TOKENIZER("tokenizer and chunks"),
    LANGUAGE("language"),
    ENGINE("engine: queue, tensors, answers"),
    ASSEMBLY("questions and records"),
    JSON("JSON"),
    AVRO("Avro"),
    KAFKA("Kafka clients"),
    FLINK("Flink"),
    JVM("garbage collector, compiler, native threads"),
    OTHER("other Java");

    /** The first prefix that fits decides; the longer ones stand before those they begin with. */
    private static final Map<String, CpuPart> PREFIXES = prefixes();

    private final String title;

    CpuPart(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Its name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The part of a stack: that of the innermost frame that belongs to one, since what the JDK does
     * is done for whoever calls it.
     */
    static CpuPart of(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            for (Map.Entry<String, CpuPart> prefix : PREFIXES.entrySet()) {
                if (frame.getClassName().startsWith(prefix.getKey())) {
                    return prefix.getValue();
                }
            }
        }
        return OTHER;
    }

    private static Map<String, CpuPart> prefixes() {
        Map<String, CpuPart> prefixes = new LinkedHashMap<>();
        prefixes.put("ai.onnxruntime.", ONNX_RUNTIME);
        prefixes.put("ai.djl.", TOKENIZER);
        prefixes.put("io.runnel.inference.token.", TOKENIZER);
        prefixes.put("io.runnel.inference.text.", TOKENIZER);
        prefixes.put("io.runnel.inference.language.", LANGUAGE);
        prefixes.put("io.runnel.inference.shaded.opennlp.", LANGUAGE);
        prefixes.put("opennlp.", LANGUAGE);
        prefixes.put("io.runnel.inference.", ENGINE);
        prefixes.put("io.runnel.modelstore.", ENGINE);
        prefixes.put("com.fasterxml.jackson.", JSON);
        prefixes.put("org.apache.avro.", AVRO);
        prefixes.put("io.runnel.schemas.codec.Avro", AVRO);
        prefixes.put("io.runnel.schemas.", JSON);
        prefixes.put("io.runnel.flink.", ASSEMBLY);
        prefixes.put("org.apache.kafka.", KAFKA);
        prefixes.put("org.apache.flink.connector.kafka.", KAFKA);
        prefixes.put("io.runnel.jobs.", FLINK);
        prefixes.put("org.apache.flink.", FLINK);
        prefixes.put("org.apache.pekko.", FLINK);
        return prefixes;
    }
}
