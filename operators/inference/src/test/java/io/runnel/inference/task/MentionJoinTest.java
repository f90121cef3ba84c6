package io.runnel.inference.task;

import static io.runnel.inference.task.TaggedWords.mention;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MentionJoinTest {
    @Test
    void keepsTheLongestOfOverlappingMentions() {
        Mention cut = mention(0, 4, 5, 0.99);
        Mention whole = mention(0, 4, 7, 0.6);
        assertThat(MentionJoin.join(List.of(cut, whole))).containsExactly(whole);
    }

    @Test
    void keepsTheSurerOfEquallyLongOnes() {
        Mention unsure = mention(0, 4, 6, 0.5);
        Mention sure = mention(0, 5, 7, 0.9);
        assertThat(MentionJoin.join(List.of(unsure, sure))).containsExactly(sure);
        assertThat(MentionJoin.join(List.of(sure, sure))).containsExactly(sure);
    }

    @Test
    void keepsMentionsOfDifferentPassagesApart() {
        List<Mention> mentions = List.of(mention(1, 0, 2, 0.5), mention(0, 0, 2, 0.5));
        assertThat(MentionJoin.join(mentions)).extracting(Mention::passage).containsExactly(0, 1);
    }

    @Test
    void neverKeepsTwoThatOverlap() {
        Random random = new Random(17);
        for (int round = 0; round < 1_000; round++) {
            List<Mention> mentions = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                int first = random.nextInt(20);
                mentions.add(
                        mention(
                                random.nextInt(2),
                                first,
                                first + 1 + random.nextInt(5),
                                random.nextDouble()));
            }
            List<Mention> joined = MentionJoin.join(mentions);
            for (Mention mention : mentions) {
                assertThat(joined.stream().filter(mention::overlaps)).isNotEmpty();
            }
            for (int i = 1; i < joined.size(); i++) {
                assertThat(joined.get(i - 1).overlaps(joined.get(i))).isFalse();
            }
        }
    }
}
