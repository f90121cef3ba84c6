package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.verify.Account.Outcome;
import org.junit.jupiter.api.Test;

class AccountTest {
    private final Account account = new Account(6, 2);

    @Test
    void findsWhatIsMissing() {
        account.enter(0, Outcome.ENRICHED);
        account.enter(3, Outcome.DEAD_LETTER);

        assertThat(account.answered()).isEqualTo(2);
        assertThat(account.missing()).isEqualTo(4);
        assertThat(account.someMissing()).containsExactly(1, 2, 4, 5);
    }

    @Test
    void countsASecondOutcomeWhateverItIs() {
        account.enter(1, Outcome.ENRICHED);
        account.enter(1, Outcome.DEAD_LETTER);
        account.enter(1, Outcome.ENRICHED);

        assertThat(account.duplicates()).isEqualTo(2);
        assertThat(account.someDuplicates()).containsExactly(1);
        assertThat(account.answered()).isEqualTo(1);
    }

    @Test
    void countsWhatStandsBehindAHigherNumberOfItsKey() {
        account.enter(4, Outcome.ENRICHED);
        account.enter(1, Outcome.ENRICHED);
        account.enter(2, Outcome.ENRICHED);

        assertThat(account.orderViolations()).isEqualTo(1);
        assertThat(account.someMisplaced()).containsExactly(2);
    }

    @Test
    void doesNotAskDeadLettersForOrder() {
        account.enter(4, Outcome.ENRICHED);
        account.enter(2, Outcome.DEAD_LETTER);

        assertThat(account.orderViolations()).isZero();
    }

    @Test
    void knowsWhatIsNoneOfItsDocuments() {
        account.enter(6, Outcome.ENRICHED);
        account.enter(-1, Outcome.ENRICHED);
        account.enterForeign();

        assertThat(account.foreign()).isEqualTo(3);
    }

    @Test
    void doesNotForgetADuplicateOfADuplicate() {
        for (int i = 0; i < 300; i++) {
            account.enter(0, Outcome.ENRICHED);
        }
        assertThat(account.duplicates()).isEqualTo(299);
        assertThat(account.someDuplicates()).containsExactly(0);
    }
}
