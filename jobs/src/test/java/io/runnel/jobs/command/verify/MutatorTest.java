package io.runnel.jobs.command.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Origin;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutatorTest {
    private static final List<byte[]> SHORT =
            List.of("{\"id\":\"1\",\"text\":\"Where is my parcel?\"}".getBytes(UTF_8));
    private static final List<byte[]> DOCUMENTS =
            List.of(
                    "{\"id\":\"2\",\"title\":\"Card\",\"text\":\"Charged twice 💳\"}"
                            .getBytes(UTF_8));

    private final Mutator mutator = new Mutator(SHORT, DOCUMENTS, 1);

    @Test
    void makesTheSameMutantAgain() {
        for (int number = 0; number < 1_000; number++) {
            assertThat(mutator.mutant(number))
                    .isEqualTo(new Mutator(SHORT, DOCUMENTS, 1).mutant(number));
        }
        assertThat(mutator.mutant(5)).isNotEqualTo(new Mutator(SHORT, DOCUMENTS, 2).mutant(5));
    }

    @Test
    void makesGoodAndBadDocumentsAndNoneAtAll() {
        List<byte[]> mutants = IntStream.range(0, 3_000).mapToObj(mutator::mutant).toList();

        assertThat(mutants)
                .anyMatch(Objects::isNull)
                .anyMatch(mutant -> mutant != null && mutant.length == 0);
        long good = mutants.stream().filter(MutatorTest::isTicket).count();
        assertThat(good).as("mutants that are tickets").isBetween(300L, 2_000L);
    }

    @Test
    void isLargeNowAndThen() {
        assertThat(mutator.mutant(999)).hasSizeGreaterThan(90_000);
    }

    private static boolean isTicket(byte[] mutant) {
        return JsonDocumentCodec.tickets()
                        .decode(new Origin("tickets", 0, 0, 0, null, List.of(), mutant))
                instanceof Decoded.Read<?>;
    }
}
