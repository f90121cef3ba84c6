package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadShape;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.QuoteRule;
import io.runnel.modelstore.TagDecoding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowLanguagesTest {
    @Test
    void warnsOfALanguageThatTheHeadWasNotTrainedFor() {
        assertThat(warning("en", "de-AT"))
                .hasValueSatisfying(text -> assertThat(text).contains("Rows are in de-AT"));
    }

    @Test
    void saysNothingWhereTheHeadWasTrainedForTheLanguage() {
        assertThat(warning("en", "en-GB")).isEmpty();
    }

    @Test
    void saysNothingWhereTheHeadWasTrainedForAny() {
        assertThat(warning(Head.ANY_LANGUAGE, "de")).isEmpty();
    }

    private static Optional<String> warning(String trained, String stated) {
        RowLanguages languages = new RowLanguages(head(trained));
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("language", stated);
        languages.offer(row, List.of());
        return languages.warning();
    }

    private static Head head(String language) {
        return new Head(
                "queue",
                HeadTask.TEXT_CLASSIFICATION,
                "queue",
                List.of("one", "other"),
                2,
                1,
                List.of(language),
                TagDecoding.ARGMAX,
                QuoteRule.DEFAULT,
                HeadShape.DEFAULT);
    }
}
