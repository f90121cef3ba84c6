package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuPartTest {
    /** Stacks from the innermost frame outwards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ai.onnxruntime.OrtSession io.runnel.inference.onnx.Session | ONNX_RUNTIME",
                "java.util.HashMap io.runnel.inference.Worker | ENGINE",
                "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer io.runnel.inference.token.Tokenizer | TOKENIZER",
                "io.runnel.inference.shaded.opennlp.NGram io.runnel.inference.language.LanguageDetector io.runnel.flink.EnrichFunction | LANGUAGE",
                "java.util.HashMap com.fasterxml.jackson.databind.ObjectMapper io.runnel.schemas.codec.JsonText io.runnel.jobs.EncodeFunction | JSON",
                "org.apache.avro.io.BinaryEncoder io.runnel.schemas.codec.AvroBytes | AVRO",
                "io.runnel.schemas.codec.AvroTree io.runnel.jobs.ParseFunction | AVRO",
                "java.util.ArrayList io.runnel.flink.EnrichmentAssembler org.apache.flink.Mailbox | ASSEMBLY",
                "sun.nio.ch.EPoll org.apache.kafka.common.network.Selector | KAFKA",
                "org.apache.kafka.clients.Fetcher org.apache.flink.connector.kafka.source.Reader | KAFKA",
                "java.util.ArrayDeque org.apache.flink.streaming.runtime.tasks.mailbox.Mailbox | FLINK",
                "io.runnel.jobs.ParseFunction org.apache.flink.streaming.Operator | FLINK",
                "java.lang.Object java.lang.Thread | OTHER"
            })
    void belongsToTheInnermostFrameThatIsKnown(String classes, CpuPart part) {
        String[] names = classes.strip().split(" ", -1);
        StackTraceElement[] stack = new StackTraceElement[names.length];
        for (int i = 0; i < names.length; i++) {
            stack[i] = new StackTraceElement(names[i], "method", null, -1);
        }
        assertThat(CpuPart.of(stack)).isEqualTo(part);
    }
}
