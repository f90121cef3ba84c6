package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.summary.FaithfulnessGuard;
import io.runnel.inference.summary.GuardRule;
import io.runnel.inference.summary.JudgedSentence;
import io.runnel.inference.summary.Objection;
import io.runnel.inference.summary.WrittenSentence;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.Vector;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.text.SentenceSplitter;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the guard objects to in summaries that people wrote of real meetings, held to their own
 * meeting and to another one: {@code mvn -pl operators/inference -am test -Dtest=GuardMeasureTest
 * -Drunnel.guard=qmsum/dev.jsonl.gz}.
 */
@EnabledIfSystemProperty(named = "runnel.guard", matches = ".+")
class GuardMeasureTest {
    private static final ModelId PACK = new ModelId("runnel-base", "3");
    private static final RecognizeEntities NAMES =
            new RecognizeEntities(PACK, "entities", LongText.CHUNK, WordAggregation.FIRST);
    private static final EmbedTexts ALIKE =
            new EmbedTexts(PACK, "sentence-embedding", LongText.TRUNCATE);
    private static final List<String> NO_NAMES =
            List.of("date", "time", "money", "percent", "quantity");

    private record Meeting(List<String> sentences, String text, String summary) {}

    @Test
    void objectsToSummariesOfOtherMeetingsMoreThanToTheirOwn() throws IOException {
        List<Meeting> meetings = meetings(Path.of(System.getProperty("runnel.guard")));
        Map<String, Integer> own = new TreeMap<>();
        Map<String, Integer> other = new TreeMap<>();
        Path models = Path.of("..", "..", "model-store", "models");
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(EngineSettings.defaults(models))) {
            engine.prepare(List.of(NAMES, ALIKE));
            for (int i = 0; i < meetings.size(); i++) {
                List<WrittenSentence> written = written(engine, meetings.get(i).summary());
                count(engine, meetings.get(i), written, own);
                count(engine, meetings.get((i + 1) % meetings.size()), written, other);
            }
        }
        System.out.println("held to their own meeting: " + own);
        System.out.println("held to another meeting:   " + other);
        assertThat(share(own)).isGreaterThan(share(other));
    }

    private static double share(Map<String, Integer> counts) {
        return counts.get("faithful") / (double) counts.get("sentences");
    }

    private static void count(
            InferenceEngine.Lease engine,
            Meeting meeting,
            List<WrittenSentence> written,
            Map<String, Integer> counts) {
        List<Vector> vectors =
                ask(engine, meeting.sentences(), List.of(ALIKE)).of(ALIKE).passages().stream()
                        .map(passage -> passage.vector())
                        .toList();
        FaithfulnessGuard guard = new FaithfulnessGuard(GuardRule.DEFAULT, meeting.text(), vectors);
        for (WrittenSentence sentence : written) {
            JudgedSentence judged = guard.judge(sentence);
            counts.merge("sentences", 1, Integer::sum);
            counts.merge("faithful", judged.isFaithful() ? 1 : 0, Integer::sum);
            for (Objection.Kind kind : Objection.Kind.values()) {
                boolean objected = judged.objections().stream().anyMatch(one -> one.kind() == kind);
                counts.merge(kind.name().toLowerCase(Locale.ROOT), objected ? 1 : 0, Integer::sum);
            }
        }
    }

    private static List<WrittenSentence> written(InferenceEngine.Lease engine, String summary) {
        List<String> sentences = sentences(summary);
        InferenceResult answers = ask(engine, sentences, List.of(NAMES, ALIKE));
        List<WrittenSentence> written = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            int index = i;
            List<String> names =
                    answers.of(NAMES).spans().stream()
                            .filter(span -> span.index() == index)
                            .filter(span -> !NO_NAMES.contains(span.entityGroup()))
                            .map(span -> name(span, sentences.get(index)))
                            .toList();
            Vector vector =
                    answers.of(ALIKE).passages().stream()
                            .filter(passage -> passage.index() == index)
                            .map(passage -> passage.vector())
                            .findFirst()
                            .orElse(null);
            written.add(new WrittenSentence(sentences.get(i), names, vector));
        }
        return written;
    }

    private static String name(EntitySpan span, String sentence) {
        return span.span().of(sentence);
    }

    private static InferenceResult ask(
            InferenceEngine.Lease engine, List<String> texts, List<Task<?>> tasks) {
        return engine.submit(TinyModel.request(tasks, texts.toArray(String[]::new))).join();
    }

    private static List<Meeting> meetings(Path file) throws IOException {
        List<Meeting> meetings = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = new ObjectMapper().readTree(line);
                StringBuilder text = new StringBuilder();
                row.path("turns")
                        .forEach(
                                turn ->
                                        text.append(turn.path("speaker").asText())
                                                .append(": ")
                                                .append(turn.path("text").asText())
                                                .append('\n'));
                meetings.add(
                        new Meeting(
                                sentences(text.toString()),
                                text.toString(),
                                row.path("summary").asText()));
            }
        }
        return meetings;
    }

    private static List<String> sentences(String text) {
        return SentenceSplitter.split(text).stream().map(span -> span.of(text)).toList();
    }
}
