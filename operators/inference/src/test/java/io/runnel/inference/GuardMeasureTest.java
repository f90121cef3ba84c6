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
        Judged own = new Judged();
        Judged other = new Judged();
        Path models = Path.of("..", "..", "model-store", "models");
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(EngineSettings.defaults(models))) {
            engine.prepare(List.of(NAMES, ALIKE));
            List<FaithfulnessGuard> guards =
                    meetings.stream().map(meeting -> guard(engine, meeting)).toList();
            for (int i = 0; i < meetings.size(); i++) {
                for (WrittenSentence sentence : written(engine, meetings.get(i).summary())) {
                    own.add(guards.get(i).judge(sentence));
                    other.add(guards.get((i + 1) % guards.size()).judge(sentence));
                }
            }
        }
        System.out.println("held to their own meeting: " + own);
        System.out.println("held to another meeting:   " + other);
        assertThat(own.faithful()).isGreaterThan(other.faithful());
    }

    /** What came of all sentences. */
    private static final class Judged {
        private static final double[] LEAST = {0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8};

        private final List<JudgedSentence> sentences = new ArrayList<>();

        void add(JudgedSentence sentence) {
            sentences.add(sentence);
        }

        long faithful() {
            return sentences.stream().filter(JudgedSentence::isFaithful).count();
        }

        private long objectedTo(Objection.Kind kind) {
            return sentences.stream()
                    .filter(one -> one.objections().stream().anyMatch(o -> o.kind() == kind))
                    .count();
        }

        @Override
        public String toString() {
            StringBuilder told =
                    new StringBuilder(sentences.size() + " sentences, faithful " + faithful());
            for (Objection.Kind kind : Objection.Kind.values()) {
                told.append(", ").append(kind.name().toLowerCase(Locale.ROOT));
                told.append(' ').append(objectedTo(kind));
            }
            told.append("; less alike than");
            for (double least : LEAST) {
                long below = sentences.stream().filter(one -> one.similarity() < least).count();
                told.append(' ').append(least).append(": ").append(below);
            }
            return told.toString();
        }
    }

    private static FaithfulnessGuard guard(InferenceEngine.Lease engine, Meeting meeting) {
        List<Vector> vectors =
                ask(engine, meeting.sentences(), List.of(ALIKE)).of(ALIKE).passages().stream()
                        .map(passage -> passage.vector())
                        .toList();
        return new FaithfulnessGuard(GuardRule.DEFAULT, meeting.text(), vectors);
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
