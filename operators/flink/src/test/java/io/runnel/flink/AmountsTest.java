package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1234.5        | 1234.5
                    -7            | 7
                    $1,234.50     | 1234.50
                    1.234,50 €    | 1234.50
                    1 234,50 EUR  | 1234.50
                    1'234.50 CHF  | 1234.50
                    (12.00)       | 12.00
                    RM 53.20      | 53.20
                    12,345        | 12345
                    12,34         | 12.34
                    1.234.567     | 1234567
                    1,234,567.8   | 1234567.8
                    7.-           | 7
                    0             | 0
                    """)
    void readsAmountsAsPeopleWriteThem(String written, String size) {
        assertThat(Amounts.size(written))
                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(size));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -7              | -7
                    $ -1,234.50     | -1234.50
                    \u221212,00 €   | -12.00
                    (12.00)         | -12.00
                    USD (12.00) CR  | -12.00
                    12.00-          | -12.00
                    7.-             | 7
                    Total (EUR) 12  | 12
                    12 (3 of it tax)| 12
                    53.20           | 53.20
                    """)
    void keepsTheSignOfWhatIsGivenBack(String written, String amount) {
        assertThat(Amounts.signed(written))
                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(amount));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "free", "n/a", ",.", "99999999999999999999999999999999999999999999"})
    void readsNothingWhereThereIsNoAmount(String written) {
        assertThat(Amounts.size(written)).isEmpty();
    }
}
