package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

class SqlPageTest {
    private final String page = SqlPage.read().text();

    @Test
    void namesEveryOptionWithItsDefault() {
        assertThat(ModelOptions.required())
                .allSatisfy(
                        option ->
                                assertThat(page).contains("| `" + option.key() + "` | required |"));
        assertThat(ModelOptions.optional())
                .allSatisfy(
                        option ->
                                assertThat(page)
                                        .contains(
                                                "| `"
                                                        + option.key()
                                                        + "` | `"
                                                        + written(option)
                                                        + "` |"));
    }

    @Test
    void namesEveryColumnWithItsType() {
        assertThat(Arrays.stream(Answer.values()).filter(answer -> !answer.isOfSpans()))
                .allSatisfy(
                        answer ->
                                assertThat(page)
                                        .contains(row(answer.label(), "`" + answer.type() + "`")));
        assertThat(page)
                .contains(row("entities", "``" + Answer.ENTITIES.type() + "``"))
                .contains(row("fields", "the same"));
        assertThat(Fact.values())
                .allSatisfy(
                        fact ->
                                assertThat(page)
                                        .contains(row(fact.label(), "`" + fact.type() + "`")));
    }

    @Test
    void namesEveryStatus() {
        assertThat(Status.values())
                .allSatisfy(status -> assertThat(page).contains(" | `" + status.label() + "` | "));
    }

    private static String row(String column, String type) {
        return "| `" + column + "` | " + type + " | ";
    }

    private static String written(ConfigOption<?> option) {
        return option.defaultValue().toString().toLowerCase(Locale.ROOT);
    }
}
