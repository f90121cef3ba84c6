package io.runnel.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final CorpusSize SMALL = new CorpusSize(300, 6, 40);

    @Test
    void isEqualForEqualSeeds() {
        String digest = Corpus.made(SMALL, 1).digest();
        assertThat(Corpus.made(SMALL, 1).digest()).isEqualTo(digest).startsWith("sha256:");
        assertThat(Corpus.made(SMALL, 2).digest()).isNotEqualTo(digest);
    }

    @Test
    void hasAsManyDocumentsAsAskedAllDifferent() {
        Corpus corpus = Corpus.made(SMALL, 1);
        assertThat(corpus.of(DocumentType.TICKET)).hasSize(300);
        assertThat(corpus.of(DocumentType.TRANSCRIPT)).hasSize(6);
        assertThat(corpus.of(DocumentType.INVOICE)).hasSize(40);
        Set<String> ids = new HashSet<>();
        for (DocumentType type : DocumentType.values()) {
            for (CorpusDocument document : corpus.of(type)) {
                assertThat(document.type()).isEqualTo(type);
                assertThat(ids.add(document.document().id())).isTrue();
            }
        }
    }

    @Test
    void statesNoLanguageSoThatJobsHaveToDetectIt() {
        assertThat(Corpus.made(SMALL, 1).of(DocumentType.INVOICE))
                .extracting(CorpusDocument::document)
                .extracting(Document::language)
                .containsOnlyNulls();
    }

    @Test
    void hasTicketsAsLongAsRealOnes() {
        List<Integer> words =
                Corpus.made(SMALL, 1).of(DocumentType.TICKET).stream()
                        .map(document -> (Ticket) document.document())
                        .map(ticket -> Words.count(ticket.title()) + Words.count(ticket.text()))
                        .sorted()
                        .toList();
        assertThat(words.get(150)).isBetween(15, 35);
        assertThat(words.get(0)).isBetween(3, 12);
        assertThat(words.get(299)).isBetween(150, 800);
    }

    @Test
    void hasAMeetingInEveryThirdTranscript() {
        List<CorpusDocument> transcripts = Corpus.made(SMALL, 1).of(DocumentType.TRANSCRIPT);
        assertThat(turns(transcripts.get(2))).isGreaterThan(turns(transcripts.get(0)));
        assertThat(turns(transcripts.get(5))).isGreaterThan(turns(transcripts.get(3)));
    }

    @Test
    void makesTicketsOfOneLength() {
        for (CorpusDocument document : Corpus.tickets(2_000, 3, 1).of(DocumentType.TICKET)) {
            Ticket ticket = (Ticket) document.document();
            int words = Words.count(ticket.title()) + Words.count(ticket.text());
            assertThat(words).isBetween(1_995, 2_005);
        }
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) {
        Corpus corpus = Corpus.made(SMALL, 1);
        corpus.write(folder);
        assertThat(Corpus.in(folder, SMALL).digest()).isEqualTo(corpus.digest());
    }

    @Test
    void beginsAgainWhereAFolderHasTooFewDocuments(@TempDir Path folder) {
        Corpus.made(new CorpusSize(2, 2, 2), 1).write(folder);
        List<CorpusDocument> tickets =
                Corpus.in(folder, new CorpusSize(5, 2, 2)).of(DocumentType.TICKET);
        assertThat(tickets).hasSize(5);
        assertThat(tickets.get(4).json()).isEqualTo(tickets.get(0).json());
    }

    @Test
    void saysWhatAFolderShouldHave(@TempDir Path folder) {
        assertThatThrownBy(() -> Corpus.in(folder, SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tickets.jsonl, transcripts.jsonl and invoices.jsonl");
    }

    @Test
    void givesTheSameDocumentsAsAvro() {
        for (DocumentType type : DocumentType.values()) {
            assertThat(Corpus.made(SMALL, 1).of(type).get(0).avro()).isNotEmpty();
        }
    }

    private static int turns(CorpusDocument document) {
        return ((Transcript) document.document())
                .turns().stream().mapToInt(turn -> Words.count(turn.text())).sum();
    }
}
