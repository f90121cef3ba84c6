package io.runnel.flink;

import static io.runnel.flink.Documents.ticketIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Ticket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentLanguagesTest {
    private final FakeEngine engine = new FakeEngine();

    @Test
    void believesWhatTheProducerStatesAndDoesNotLook() {
        assertThat(language(LanguageDetection.DETECT, ticketIn("EN-us", "a", "Viele Grüße")))
                .contains(new Language("en", 1, LanguageSource.STATED));
        assertThat(engine.guesses()).isZero();
    }

    @Test
    void detectsWhereNothingValidIsStated() {
        Language german = new Language("de", 0.9, LanguageSource.DETECTED);

        assertThat(language(LanguageDetection.DETECT, ticketIn(null, "a", "Viele Grüße")))
                .contains(german);
        assertThat(language(LanguageDetection.DETECT, ticketIn("unknown", "a", "Viele Grüße")))
                .contains(german);
    }

    @Test
    void leavesOpenWhatItIsNotSureOf() {
        assertThat(language(LanguageDetection.DETECT, ticketIn(null, "a", "hmm")))
                .contains(new Language("und", 0.55, LanguageSource.DETECTED));
    }

    @Test
    void detectsNothingUnlessItIsAskedTo() {
        assertThat(language(LanguageDetection.STATED, ticketIn(null, "a", "Grüße"))).isEmpty();
        assertThat(language(LanguageDetection.OFF, ticketIn("?", "a", "Grüße"))).isEmpty();
        assertThat(language(LanguageDetection.OFF, ticketIn("de", "a", "Grüße")))
                .contains(new Language("de", 1, LanguageSource.STATED));
        assertThat(engine.guesses()).isZero();
    }

    @Test
    void loadsTheLanguageModelOnlyWhereItMayBeNeeded() {
        languages(LanguageDetection.STATED).prepare();
        languages(LanguageDetection.OFF).prepare();
        assertThat(engine.languagePreparations()).isZero();

        languages(LanguageDetection.DETECT).prepare();
        assertThat(engine.languagePreparations()).isEqualTo(1);
    }

    @Test
    void handsOverPiecesOfALongDocument() {
        Ticket ticket = ticketIn(null, "a", "word ".repeat(500_000) + "Viele Grüße");

        assertThat(language(LanguageDetection.DETECT, ticket))
                .contains(new Language("de", 0.9, LanguageSource.DETECTED));
        assertThat(engine.mostCharsGuessed()).isLessThanOrEqualTo(TextPieces.MOST_CHARS);
    }

    @Test
    void asksNoHeadAboutALanguageThatItDoesNotKnow() {
        Language german = new Language("de", 0.9, LanguageSource.DETECTED);
        Language english = new Language("en", 0.9, LanguageSource.DETECTED);
        Language open = new Language("und", 0.6, LanguageSource.DETECTED);

        DocumentLanguages detecting = languages(LanguageDetection.DETECT);
        assertThat(detecting.unsupporting(german, Answers.TASKS.all()))
                .containsExactlyInAnyOrderElementsOf(Answers.TASKS.all());
        assertThat(detecting.unsupporting(english, Answers.TASKS.all())).isEmpty();
        assertThat(detecting.unsupporting(open, Answers.TASKS.all())).isEmpty();
        assertThat(detecting.unsupporting(null, Answers.TASKS.all())).isEmpty();
        assertThat(languages(LanguageDetection.OFF).unsupporting(german, Answers.TASKS.all()))
                .isEmpty();
    }

    private Optional<Language> language(LanguageDetection detection, Ticket ticket) {
        return languages(detection).of(ticket, DocumentPassages.of(ticket));
    }

    private DocumentLanguages languages(LanguageDetection detection) {
        return new DocumentLanguages(new LanguageSettings(detection, 0.6), engine);
    }
}
