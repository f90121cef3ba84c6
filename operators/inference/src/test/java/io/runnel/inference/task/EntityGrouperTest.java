package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected groups are those of the Hugging Face token-classification pipeline (transformers,
 * group_entities).
 */
class EntityGrouperTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B-person I-person O B-place         | person[0,2) place[3,4)",
                "B-person B-person                   | person[0,1) person[1,2)",
                "I-person I-person                   | person[0,2)",
                "O I-place O                         | place[1,2)",
                "B-person I-place I-place            | person[0,1) place[1,3)",
                "B-person O I-person                 | person[0,1) person[2,3)",
                "I-person B-person I-person          | person[0,1) person[1,3)",
                "person person O place               | person[0,2) place[3,4)",
                "O O                                 | ''",
            })
    void groupsWordsAsHuggingFaceDoes(String tags, String groups) {
        assertThat(String.join(" ", describe(tags))).isEqualTo(groups);
    }

    @Test
    void scoresAnEntityWithTheMeanOfItsWords() {
        Mention mention =
                new EntityGrouper()
                        .group(TaggedWords.of("B-person:0.9 I-person:0.6 I-person:0.6"))
                        .get(0);
        assertThat(mention.score()).isCloseTo(0.7, within(1e-12));
    }

    private static List<String> describe(String tags) {
        return new EntityGrouper()
                .group(TaggedWords.of(tags.strip())).stream()
                        .map(
                                mention ->
                                        mention.group()
                                                + "["
                                                + mention.firstToken()
                                                + ","
                                                + mention.endToken()
                                                + ")")
                        .toList();
    }
}
