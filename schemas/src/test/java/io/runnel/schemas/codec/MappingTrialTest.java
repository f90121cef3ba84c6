package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Rules.at;
import static io.runnel.schemas.codec.Rules.each;
import static io.runnel.schemas.codec.Rules.or;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.MappingTrial.UnmappedField;
import io.runnel.schemas.document.DocumentType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTrialTest {
    private final MappingTrial trial = new MappingTrial(DocumentType.TRANSCRIPT, mapping());

    @Test
    void countsWhatBecameOfEachField() {
        trial.add(
                Samples.origin(
                        "{\"id\": 1, \"lang\": \"en\", \"c\": [{\"body\": \"a\", \"by\": \"A\"},"
                                + " {\"body\": \"b\", \"by\": {}}]}"));
        trial.add(Samples.origin("{\"id\": 2, \"c\": [{\"body\": \"c\"}]}"));
        trial.add(Samples.origin("{\"id\": 3}"));
        trial.add(Samples.origin("no JSON"));

        assertThat(trial.fields())
                .extracting(FieldUse::field)
                .containsExactly("id", "language", "turns", "turns[].speaker", "turns[].text");
        assertThat(counts(0)).containsExactly(3L, 0L, 0L, 0L);
        assertThat(counts(1)).containsExactly(1L, 2L, 0L, 0L);
        assertThat(counts(2)).containsExactly(2L, 0L, 1L, 0L);
        assertThat(counts(3)).containsExactly(1L, 0L, 1L, 1L);
        assertThat(counts(4)).containsExactly(3L, 0L, 0L, 0L);
        assertThat(trial.fields().get(1).example()).isEqualTo("en");
        assertThat(trial.fields().get(2).example()).isEqualTo("2 elements");
        assertThat(trial.fields().get(3).from()).isEqualTo("/by");
    }

    @Test
    void listsWhatNoRuleReads() {
        trial.add(
                Samples.origin(
                        "{\"id\": 1, \"tags\": [{\"a/b\": 1}, {\"a/b\": 2}], \"no\": [null, [], \" \"], \"c\":"
                                + " [{\"body\": \"a\", \"seen\": true}]}"));

        assertThat(trial.unmapped())
                .containsExactly(
                        new UnmappedField("", "/tags/*/a~1b", 2, "1"),
                        new UnmappedField("turns", "/seen", 1, "true"));
    }

    @Test
    void makesTheDocumentThatAJobMakes() {
        Decoded<?> decoded =
                trial.add(Samples.origin("{\"id\": 1, \"c\": [{\"body\": \"£ 😀\"}]}"));

        assertThat(decoded)
                .isEqualTo(
                        JsonDocumentCodec.transcripts()
                                .mapped(mapping())
                                .decode(
                                        Samples.origin(
                                                "{\"id\": 1, \"c\": [{\"body\": \"£ 😀\"}]}")));
    }

    private List<Long> counts(int index) {
        FieldUse use = trial.fields().get(index);
        assertThat(use.looked())
                .isEqualTo(use.found() + use.substituted() + use.missing() + use.refused());
        return List.of(use.found(), use.substituted(), use.missing(), use.refused());
    }

    private static DocumentMapping mapping() {
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        fields.put("id", at("/id"));
        fields.put("language", or("und", "/lang"));
        Map<String, FieldRule> turns = new LinkedHashMap<>();
        turns.put("speaker", at("/by"));
        turns.put("text", at("/body"));
        return Rules.mapping(fields, Map.of("turns", each("/c", turns)));
    }
}
