package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairRowsTest {
    private static final Path TOKENIZER = Path.of("src/test/models/nli-bert/tokenizer.json");

    @Test
    void refusesALabelThatLeavesNoRoomForATextBeforeThereIsOne() {
        try (Tokenizer tokenizer = Tokenizer.open(TOKENIZER)) {
            PairRows rows = new PairRows(tokenizer, 32);
            assertThatCode(() -> rows.requireRoom(List.of("This is a bill.")))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> rows.requireRoom(List.of("a b ".repeat(20))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leaves 0 of 32 tokens for a text");
        }
    }
}
