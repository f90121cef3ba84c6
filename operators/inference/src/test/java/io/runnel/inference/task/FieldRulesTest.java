package io.runnel.inference.task;

import static io.runnel.inference.TinyModel.FIELDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What of a text is a field, for words whose probabilities the test says: {@code 9.50=total:0.3}
 * leaves 0.7 for {@code O}. The recipe's {@code test_field_reading.py} says the same.
 */
class FieldRulesTest {
    private static final double OTHER = -30;
    private static final String SUM = "total 6.00\ntotal 10.00\ntotal 16.00";

    @Test
    void takesTheFirstOfMentionsNearlyAsSure() {
        assertThat(fields("acme to bob", "acme=company:0.95", "bob=company:0.98"))
                .containsExactly("company=acme");
        assertThat(fields("acme to bob", "acme=company:0.9", "bob=company:0.98"))
                .containsExactly("company=bob");
    }

    @Test
    void takesTheLargestPlausibleAmountAsTheTotal() {
        String text = "part 6.00 due 16.00 cash 20.00";
        String[] said = {"6.00=total:0.8", "16.00=total:0.2", "20.00=total:0.05"};
        assertThat(fields(text, said)).containsExactly("total=16.00");
        assertThat(read(text, said).spans().get(0).score()).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void takesAnAmountThatWasRoundedDownForAsLarge() {
        assertThat(fields("16.31 to 16.30", "16.31=total:0.3", "16.30=total:0.9"))
                .containsExactly("total=16.30");
    }

    @Test
    void takesAFaintAmountThatIsTheSumOfTwo() {
        String text = "total 6.00\ntotal 10.00\nto be PAID, total: 16.00\ncash 20.00";
        String[] said = {
            "6.00=total:0.8", "10.00=total:0.7", "16.00=total:0.01", "20.00=total:0.01"
        };
        assertThat(fields(text, said)).containsExactly("total=16.00");
        assertThat(read(text, said).spans().get(0).score()).isCloseTo(0.8, within(1e-6));
        assertThat(fields(text.replace("\n", "\r"), said)).containsExactly("total=16.00");
        assertThat(fields(text.replace("16.00", "16.05"), replaced(said, "16.00", "16.05")))
                .containsExactly("total=16.05");
    }

    @Test
    void takesNoFaintAmountThatIsNoSumOfTwo() {
        assertThat(fields(SUM, "6.00=total:0.8", "10.00=total:0.7", "16.00=total:0.001"))
                .containsExactly("total=10.00");
        assertThat(
                        fields(
                                SUM.replace("16.00", "16.06"),
                                "6.00=total:0.8",
                                "10.00=total:0.7",
                                "16.06=total:0.01"))
                .containsExactly("total=10.00");
        assertThat(fields(SUM, "6.00=total:0.8", "10.00=total:0.002", "16.00=total:0.01"))
                .containsExactly("total=6.00");
    }

    @Test
    void takesNoSumOnALineThatAnnouncesNoTotal() {
        String[] said = {"6.00=total:0.8", "10.00=total:0.7", "16.00=total:0.01"};
        assertThat(fields("total 6.00\ntotal 10.00\ncash 16.00\ntotal", said))
                .containsExactly("total=10.00");
        assertThat(fields("total 6.00\ntotal 10.00\n16.00 is DUE", said))
                .containsExactly("total=16.00");
        assertThat(fields("total 6.00\ntotal 10.00\nPayable 16.00", said))
                .containsExactly("total=16.00");
    }

    @Test
    void addsNoAmountToItself() {
        String[] said = {"6.00=total:0.8", "12.00=total:0.01"};
        assertThat(fields("total 6.00\ntotal 12.00", said)).containsExactly("total=6.00");
        assertThat(
                        fields(
                                "€ 6.00\nat 6.00\ntotal 12.00",
                                "€ 6.00=total:0.8",
                                "6.00\ntotal=total:0.7",
                                "12.00=total:0.01"))
                .containsExactly("total=12.00");
    }

    @Test
    void sumsAmountsButForRounding() {
        assertThat(Amounts.isSum(600, 600, 600, 600)).isFalse();
        assertThat(Amounts.isSum(1200, 600, 600, 600)).isTrue();
        assertThat(Amounts.isSum(1605, 600, 1000)).isTrue();
        assertThat(Amounts.isSum(1594, 600, 1000)).isFalse();
        assertThat(Amounts.isSum(1200, 600)).isFalse();
        assertThat(Amounts.isSum(0)).isFalse();
    }

    @Test
    void sumsTheLargestAmountsThatItReads() {
        long largest = Amounts.hundredths("999999999999999.99").orElseThrow();
        assertThat(largest).isEqualTo(99_999_999_999_999_999L);
        assertThat(Amounts.isSum(2 * largest, largest, largest)).isTrue();
        assertThat(Amounts.isSum(0, largest, largest)).isFalse();
    }

    @Test
    void takesWhatIsNoAmountOnlyWhereThereIsNone() {
        assertThat(fields("1528 to 13.80", "1528=total:0.9", "13.80=total:0.4"))
                .containsExactly("total=13.80");
        assertThat(fields("1528 to 7", "1528=total:0.9", "7=total:0.6"))
                .containsExactly("total=1528");
        assertThat(fields("about the money", "the money=total:0.3")).isEmpty();
    }

    @Test
    void letsACompanyBeginWhereItsLineDoesIfThatIsPlausible() {
        String[] said = {"new=company:0.2", "york=company:0.9"};
        assertThat(fields("order\nnew york 5", said)).containsExactly("company=new york");
        assertThat(fields("order new york 5", said)).containsExactly("company=york");
        assertThat(fields("order\nnew york 5", "new=company:0.05", "york=company:0.9"))
                .containsExactly("company=york");
    }

    @Test
    void letsAnAddressFillItsLines() {
        assertThat(
                        fields(
                                "the order\nnew york paris city\nphone",
                                "new=address:0.3",
                                "york paris=address:0.9",
                                "city=address:0.2"))
                .containsExactly("address=new york paris city");
    }

    @Test
    void readsAmountsWithTwoDecimals() {
        assertThat(List.of("RM111.90", "8,466.65", "1.234,50 EUR", "- 1.73"))
                .extracting(text -> Amounts.hundredths(text).orElse(-1))
                .containsExactly(11_190L, 846_665L, 123_450L, 173L);
        assertThat(List.of("1.000", "50", "1528", ""))
                .allSatisfy(text -> assertThat(Amounts.hundredths(text)).isEmpty());
    }

    private static String[] replaced(String[] said, String amount, String other) {
        return Stream.of(said).map(each -> each.replace(amount, other)).toArray(String[]::new);
    }

    private static List<String> fields(String text, String... said) {
        return read(text, said).spans().stream()
                .map(span -> span.entityGroup() + "=" + span.span().of(text))
                .toList();
    }

    private static Fields read(String text, String... said) {
        ModelDirectory tiny = TinyModel.second();
        Head head = tiny.card().head("fields").orElseThrow();
        try (Tokenizer tokenizer = Tokenizer.open(tiny.tokenizer())) {
            List<TokenizedPassage> passages = List.of(tokenizer.tokenize(text));
            TokenizedChunk row =
                    TokenizedChunk.of(
                            new Chunker(64).chunk(passages).get(0), passages, tokenizer.special());
            float[] values = new float[row.length() * head.width()];
            for (int token = 0; token < passages.get(0).tokens(); token++) {
                double[] logits = logits(passages.get(0).start(token), text, said, head);
                for (int label = 0; label < head.width(); label++) {
                    values[(1 + token) * head.width() + label] =
                            (float) (logits[label] * head.temperature());
                }
            }
            RowLogits logits =
                    new RowLogits(Map.of(head.name(), new HeadLogits(values, head.width())));
            DocumentLogits document =
                    new DocumentLogits(passages, List.of(new ChunkLogits(row, logits)));
            return FIELDS.reader(head, tiny.card(), tokenizer).read(document, List.of(0));
        }
    }

    /** Of the token that begins at this place of the text. */
    private static double[] logits(int start, String text, String[] said, Head head) {
        double[] logits = new double[head.width()];
        for (int label = 1; label < logits.length; label++) {
            logits[label] = OTHER;
        }
        for (String each : said) {
            String words = each.substring(0, each.indexOf('='));
            int first = text.indexOf(words);
            if (first <= start && start < first + words.length()) {
                String field = each.substring(each.indexOf('=') + 1, each.indexOf(':'));
                double probability = Double.parseDouble(each.substring(each.indexOf(':') + 1));
                String tag = (start == first ? "B-" : "I-") + field;
                logits[0] = Math.log(1 - probability);
                logits[head.labels().indexOf(tag)] = Math.log(probability);
            }
        }
        return logits;
    }
}
