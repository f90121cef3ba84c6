package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Samples.origin;
import static io.runnel.schemas.codec.Samples.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DocumentRoundTripTest {
    @Test
    void restoresEveryFieldOfATicket() {
        returnsTo(JsonDocumentCodec.tickets(), Samples::ticket);
        returnsTo(AvroDocumentCodec.tickets(), Samples::ticket);
    }

    @Test
    void restoresEveryFieldOfATranscript() {
        returnsTo(JsonDocumentCodec.transcripts(), Samples::transcript);
        returnsTo(AvroDocumentCodec.transcripts(), Samples::transcript);
    }

    @Test
    void restoresEveryFieldOfAnInvoice() {
        returnsTo(JsonDocumentCodec.invoices(), Samples::invoice);
        returnsTo(AvroDocumentCodec.invoices(), Samples::invoice);
    }

    @Test
    void restoresADocumentOfIdAndTextOnly() {
        Function<Origin, Ticket> bare =
                origin ->
                        new Ticket(
                                origin, "1", null, "a", null, null, null, null, null, null,
                                Map.of());

        returnsTo(JsonDocumentCodec.tickets(), bare);
        returnsTo(AvroDocumentCodec.tickets(), bare);
    }

    @Test
    void restoresATranscriptOfHundredThousandTurns() {
        List<Turn> turns =
                Collections.nCopies(100_000, new Turn("A", "£ 💳 and so on", null, Map.of()));
        Function<Origin, Transcript> big =
                origin -> new Transcript(origin, "1", null, null, null, null, turns, Map.of());

        returnsTo(JsonDocumentCodec.transcripts(), big);
        returnsTo(AvroDocumentCodec.transcripts(), big);
    }

    @Test
    void restoresALoneSurrogateFromJson() {
        Function<Origin, Ticket> cut =
                origin ->
                        new Ticket(
                                origin,
                                "1",
                                "\uDC00 first",
                                "cut \uD83D",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Map.of("note", "\"\uD83D\""));

        returnsTo(JsonDocumentCodec.tickets(), cut);
    }

    @Test
    void writesCharactersAsTheyAreOnOneLine() {
        String json =
                new String(
                        JsonDocumentCodec.tickets().encode(Samples.ticket(Samples.place())), UTF_8);

        assertThat(json)
                .contains("\"title\":\"Card 💳 declined\"")
                .contains("£12")
                .doesNotContain("\n");
        assertThat(json).contains("\"urgency\":3").contains("\"other\":{}");
    }

    @Test
    void writesUnknownFieldsOfAvroBackIntoJson() {
        Invoice sent =
                read(
                        JsonDocumentCodec.invoices(),
                        "{\"id\":\"1\",\"text\":\"a\",\"z\":1.50,\"a\":[\"£\"]}");
        Invoice received =
                read(AvroDocumentCodec.invoices(), AvroDocumentCodec.invoices().encode(sent));

        assertThat(new String(JsonDocumentCodec.invoices().encode(received), UTF_8))
                .isEqualTo("{\"id\":\"1\",\"text\":\"a\",\"a\":[\"£\"],\"z\":1.50}");
    }

    private static <D extends Document> void returnsTo(
            DocumentCodec<D> codec, Function<Origin, D> document) {
        byte[] bytes = codec.encode(document.apply(Samples.place()));

        assertThat(read(codec, bytes)).isEqualTo(document.apply(origin(bytes)));
    }
}
