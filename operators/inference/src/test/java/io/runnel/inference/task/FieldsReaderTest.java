package io.runnel.inference.task;

import static io.runnel.inference.TinyModel.FIELDS;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.ShippedPack;
import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the second tiny model, to which words are fields: {@code acme corp}, {@code £}. */
class FieldsReaderTest {
    private InferenceEngine.Lease engine;

    @BeforeEach
    void acquire() {
        engine = InferenceEngine.acquire(TinyModel.settings());
        engine.prepare(List.of(FIELDS));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void findsEachKindOfFieldWithItsExactText() {
        assertThat(fields("ACME Corp\nnew york\nprice euro"))
                .containsExactly("company=ACME Corp", "address=new york", "total=price euro");
    }

    @Test
    void keepsTheSurestOfSeveralOfOneKind() {
        assertThat(fields("price euro said £5")).containsExactly("total=£5");
        assertThat(fields("£5 said price euro")).containsExactly("total=£5");
    }

    @Test
    void keepsTheFirstOfEqualOnesOverThePassagesToo() {
        assertThat(fields("the order", "acme said", "acme wrote acme"))
                .containsExactly("company=acme");
        Fields fields = read("the order", "acme said", "acme wrote acme");
        assertThat(fields.spans().get(0).index()).isEqualTo(1);
    }

    @Test
    void goesOnOverLineBreaksAndPunctuation() {
        assertThat(fields("we: new york,\r\n paris - city\nthe order"))
                .containsExactly("address=new york,\r\n paris - city");
    }

    @Test
    void goesOnWhereNoBlankStands() {
        assertThat(fields("we paid £/£-euro at last")).containsExactly("total=£/£-euro");
    }

    @Test
    void goesOnFromACharacterToAMarkThatIsATokenItself() {
        String keycap = "#\uFE0F\u20E3";
        ModelDirectory tiny = TinyModel.second();
        try (Tokenizer tokenizer = Tokenizer.open(tiny.tokenizer())) {
            TokenizedPassage passage = tokenizer.tokenize(keycap);
            assertThat(passage.tokens()).isEqualTo(2);
            assertThat(passage.start(1)).isEqualTo(passage.end(0));
            assertIsOneField(passage, tokenizer);
        }
    }

    /** A syllable is a character; each of its letters is a token. */
    @Test
    void goesOnWhereTokensCoverTheSameCharacter() {
        ModelDirectory pack = ShippedPack.RUNNEL_BASE.directory();
        try (Tokenizer tokenizer = Tokenizer.open(pack.tokenizer())) {
            TokenizedPassage passage = tokenizer.tokenize("\uAC01");
            assertThat(passage.tokens()).isEqualTo(3);
            assertThat(passage.start(1)).isLessThan(passage.end(0));
            assertIsOneField(passage, tokenizer);
        }
    }

    private static void assertIsOneField(TokenizedPassage passage, Tokenizer tokenizer) {
        ModelDirectory tiny = TinyModel.second();
        Head head = tiny.card().head("fields").orElseThrow();
        List<TokenizedPassage> passages = List.of(passage);
        Fields fields =
                FIELDS.reader(head, tiny.card(), tokenizer)
                        .read(allTagged("B-total", head, passages, tokenizer), List.of(0));

        assertThat(fields.spans()).hasSize(1);
        assertThat(fields.spans().get(0).span().of(passage.text())).isEqualTo(passage.text());
    }

    @Test
    void endsWhereAWordStandsBetweenOrAnotherOneBegins() {
        assertThat(fields("new york the city")).containsExactly("address=new york");
        assertThat(fields("acme, acme corp")).hasSize(1);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(fields("", "the order")).isEmpty();
    }

    @Test
    void findsAFieldInALaterChunkOfALongText() {
        String text = "the order was wrote. ".repeat(60) + "\nacme inc";
        assertThat(fields(text)).containsExactly("company=acme inc");
    }

    private static DocumentLogits allTagged(
            String label, Head head, List<TokenizedPassage> passages, Tokenizer tokenizer) {
        TokenizedChunk row =
                TokenizedChunk.of(
                        new Chunker(64).chunk(passages).get(0), passages, tokenizer.special());
        float[] values = new float[row.length() * head.width()];
        for (int place = 0; place < row.length(); place++) {
            values[place * head.width() + head.labels().indexOf(label)] = 6;
        }
        RowLogits logits = new RowLogits(Map.of(head.name(), new HeadLogits(values, head.width())));
        return new DocumentLogits(passages, List.of(new ChunkLogits(row, logits)));
    }

    private List<String> fields(String... texts) {
        return read(texts).spans().stream()
                .map(span -> span.entityGroup() + "=" + span.span().of(texts[span.index()]))
                .toList();
    }

    private Fields read(String... texts) {
        return engine.submit(request(List.of(FIELDS), texts)).join().of(FIELDS);
    }
}
