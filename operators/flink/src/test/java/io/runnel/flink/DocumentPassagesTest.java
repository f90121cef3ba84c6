package io.runnel.flink;

import static io.runnel.flink.Documents.invoice;
import static io.runnel.flink.Documents.line;
import static io.runnel.flink.Documents.ticket;
import static io.runnel.flink.Documents.transcript;
import static io.runnel.flink.Documents.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.InferenceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentPassagesTest {
    @Test
    void asksEverythingAboutTitleAndTextOfATicketAndSummarizesTheText() {
        DocumentPassages passages = DocumentPassages.of(ticket("1", "Card", "It broke."));

        assertThat(fields(passages, List.of(0, 1))).containsExactly("title", "text");
        assertThat(passages.classification()).containsExactly(0, 1);
        assertThat(passages.sentiment()).containsExactly(0, 1);
        assertThat(passages.entities()).containsExactly(0, 1);
        assertThat(passages.summary()).containsExactly(1);
    }

    @Test
    void summarizesTheTitleOfATicketWithoutText() {
        DocumentPassages passages = DocumentPassages.of(ticket("1", "Card broke", " "));

        assertThat(fields(passages, passages.summary())).containsExactly("title");
    }

    @Test
    void asksAboutTurnsThatSaySomethingAndSearchesTheTitleToo() {
        DocumentPassages passages =
                DocumentPassages.of(
                        transcript("Call", turn("A", "Hi"), turn("B", " "), turn(null, "Bye")));

        assertThat(fields(passages, passages.classification()))
                .containsExactly("turns[0].text", "turns[2].text");
        assertThat(passages.sentiment()).isEqualTo(passages.classification());
        assertThat(passages.summary()).isEqualTo(passages.classification());
        assertThat(fields(passages, passages.entities()))
                .containsExactly("title", "turns[0].text", "turns[2].text");
        assertThat(passages.speakers()).containsExactly(null, "A", null);
    }

    @Test
    void classifiesTheLinesOfAnInvoiceAndFeelsItsNotes() {
        DocumentPassages passages =
                DocumentPassages.of(
                        invoice(
                                "text",
                                List.of(line(null, "1"), line("Paper", "2")),
                                List.of("", "pay!")));

        assertThat(fields(passages, passages.classification()))
                .containsExactly("line_items[1].description");
        assertThat(fields(passages, passages.sentiment())).containsExactly("notes[1]");
        assertThat(fields(passages, passages.entities()))
                .containsExactly("title", "text", "notes[1]", "line_items[1].description");
        assertThat(fields(passages, passages.summary())).containsExactly("text", "notes[1]");
        assertThat(passages.lines()).containsExactly(-1, -1, -1, 1);
    }

    @Test
    void fallsBackToWhatAnInvoiceHas() {
        DocumentPassages text = DocumentPassages.of(invoice("text", List.of(), List.of()));
        DocumentPassages title = DocumentPassages.of(invoice(null, List.of(), List.of()));

        assertThat(fields(text, text.classification())).containsExactly("title", "text");
        assertThat(fields(text, text.sentiment())).containsExactly("text");
        assertThat(fields(title, title.classification())).containsExactly("title");
        assertThat(fields(title, title.sentiment())).containsExactly("title");
        assertThat(fields(title, title.summary())).containsExactly("title");
    }

    @Test
    void asksTheFourQuestionsInOneRequest() {
        InferenceRequest request =
                DocumentPassages.of(ticket("1", "It broke.")).request(Answers.TASKS);

        assertThat(request.questions())
                .extracting(InferenceRequest.Question::task)
                .isEqualTo(Answers.TASKS.all());
    }

    @Test
    void looksForFieldsInTheTextOfAnInvoiceOnly() {
        assertThat(DocumentPassages.of(invoice("text", List.of(), List.of("pay!"))).fields())
                .containsExactly(1);
        assertThat(DocumentPassages.of(invoice(null, List.of(), List.of())).mayHaveFields())
                .isFalse();
        assertThat(DocumentPassages.of(ticket("1", "text")).mayHaveFields()).isFalse();
    }

    private static List<String> fields(DocumentPassages passages, List<Integer> places) {
        return places.stream().map(place -> passages.passages().get(place).field()).toList();
    }
}
