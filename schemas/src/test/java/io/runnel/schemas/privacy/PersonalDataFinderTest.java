package io.runnel.schemas.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataFinderTest {
    private final PersonalDataFinder all =
            new PersonalDataFinder(EnumSet.allOf(PersonalData.class));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write to anna.smith+shop@example.co.uk today | EMAIL | anna.smith+shop@example.co.uk",
                "(bob@müller.de) | EMAIL | bob@müller.de",
                "Pay to DE89 3704 0044 0532 0130 00 please | IBAN | DE89 3704 0044 0532 0130 00",
                "IBAN: GB82WEST12345698765432. | IBAN | GB82WEST12345698765432",
                "card 4111 1111 1111 1111 expires | CARD | 4111 1111 1111 1111",
                "card 5500-0000-0000-0004, | CARD | 5500-0000-0000-0004",
                "Call +49 30 901820 now | PHONE | +49 30 901820",
                "or (555) 123-4567? | PHONE | (555) 123-4567",
                "tel. 020 7946 0958 | PHONE | 020 7946 0958",
                "SSN 536-90-4399 | NATIONAL_ID | 536-90-4399",
                "NINO AB 12 34 56 C | NATIONAL_ID | AB 12 34 56 C",
                "Steuer-ID 86 095 742 719 | NATIONAL_ID | 86 095 742 719",
                "DNI 12345678Z | NATIONAL_ID | 12345678Z",
                "NIE X-1234567-L | NATIONAL_ID | X-1234567-L",
                "BSN 111222333 | NATIONAL_ID | 111222333",
                "PESEL 44051401359 | NATIONAL_ID | 44051401359",
                "AHV 756.9217.0769.85 | NATIONAL_ID | 756.9217.0769.85"
            })
    void findsData(String text, PersonalData kind, String data) {
        List<Finding> found = all.find(text);

        assertThat(found).singleElement().extracting(Finding::kind).isEqualTo(kind);
        assertThat(text.substring(found.get(0).start(), found.get(0).end())).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order 4111111111111112 of 2026-03-01",
                "Invoice INV-2026-000123, total 1,234,567.89",
                "DE89 3704 0044 0532 0130 01",
                "version 10.0.19041.3803 of build 20260301",
                "in 2019, 2020 and 2021",
                "between 10:00 and 18:30 on 12.03.2026",
                "ratio 3.14159265358979",
                "write to me @home or a@b",
                "SSN 000-12-3456 and 666-12-3456 are in nobody's use",
                "DNI 12345678A"
            })
    void leavesOtherNumbersAndWordsAlone(String text) {
        assertThat(all.find(text)).isEmpty();
    }

    @Test
    void findsOnlyWhatItIsAskedFor() {
        String text = "anna@example.com, +49 30 901820";

        assertThat(new PersonalDataFinder(EnumSet.of(PersonalData.EMAIL)).find(text))
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(PersonalData.EMAIL);
        assertThat(new PersonalDataFinder(EnumSet.noneOf(PersonalData.class)).find(text)).isEmpty();
    }

    @Test
    void findsAnAddressThatIsGluedToWhatFollows() {
        assertThat(all.find("Write to anna.bell@example.comDE82 or 1")).hasSize(1);
    }

    @Test
    void needsNoMoreThanAMomentForTextsThatAreMadeToDelayIt() {
        for (String part : List.of("a.", "1 ", "+1", "(0", "DE12 ", "a@a.", "00", "1-", "@")) {
            String text = part.repeat(200_000 / part.length());
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> all.find(text), "of '" + part + "'");
        }
    }
}
