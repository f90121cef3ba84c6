package io.runnel.schemas.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final String TEXT = "Anna (anna@example.com) called from Berlin.";
    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);

    private final List<Finding> found =
            new PersonalDataFinder(EnumSet.allOf(PersonalData.class)).find(TEXT);

    @Test
    void masksWithWhatItWas() {
        assertThat(Redactor.masking().redact(TEXT, found).text())
                .isEqualTo("Anna ([email]) called from Berlin.");
    }

    @Test
    void dropsWithoutATrace() {
        assertThat(Redactor.dropping().redact(TEXT, found).text())
                .isEqualTo("Anna () called from Berlin.");
    }

    @Test
    void hashesEqualDataToEqualTextHoweverItIsWritten() {
        Redactor redactor = Redactor.hashing(KEY);
        String one = redactor.redact("4111 1111 1111 1111", card(19)).text();
        String other = redactor.redact("4111-1111-1111-1111", card(19)).text();

        assertThat(one).isEqualTo(other).matches("\\[card:[0-9a-f]{16}]");
        assertThat(
                        Redactor.hashing("another key of 16".getBytes(UTF_8))
                                .redact("4111 1111 1111 1111", card(19))
                                .text())
                .isNotEqualTo(one);
        assertThatThrownBy(() -> Redactor.hashing(new byte[3])).hasMessageContaining("16 or more");
    }

    @Test
    void tellsKeysApartWithoutShowingThem() {
        Redactor redactor = Redactor.hashing(KEY);

        assertThat(redactor.keyFingerprint())
                .isEqualTo(Redactor.hashing(KEY.clone()).keyFingerprint())
                .isNotEqualTo(
                        Redactor.hashing("another key of 16".getBytes(UTF_8)).keyFingerprint())
                .get()
                .asString()
                .matches("[0-9a-f]{16}");
        assertThat(Redactor.masking().keyFingerprint()).isEmpty();
    }

    @Test
    void tellsWhereEverySpanOfTheOldTextIsInTheNewOne() {
        for (Redactor redactor :
                List.of(Redactor.masking(), Redactor.dropping(), Redactor.hashing(KEY))) {
            Redacted redacted = redactor.redact(TEXT, found);
            int berlin = TEXT.indexOf("Berlin");
            Redacted.Place place = redacted.place(berlin, berlin + 6).orElseThrow();
            assertThat(redacted.text().substring(place.start(), place.end())).isEqualTo("Berlin");
            assertThat(redacted.place(0, 4)).contains(new Redacted.Place(0, 4));
        }
    }

    @Test
    void growsASpanThatTouchesWhatWasReplacedAndLosesOneThatWasDropped() {
        int at = TEXT.indexOf("example");
        Redacted masked = Redactor.masking().redact(TEXT, found);
        Redacted.Place place = masked.place(at, at + 7).orElseThrow();

        assertThat(masked.text().substring(place.start(), place.end())).isEqualTo("[email]");
        assertThat(Redactor.dropping().redact(TEXT, found).place(at, at + 7)).isEmpty();
    }

    @Test
    void leavesNothingOfTwoThatOverlap() {
        List<Finding> both =
                List.of(
                        new Finding(PersonalData.PHONE, 3, 9),
                        new Finding(PersonalData.PERSON, 0, 5));

        assertThat(Redactor.masking().redact("Anna Smith", both).text()).isEqualTo("[person]h");
    }

    private static List<Finding> card(int end) {
        return List.of(new Finding(PersonalData.CARD, 0, end));
    }
}
