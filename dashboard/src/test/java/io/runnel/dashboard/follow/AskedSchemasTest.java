package io.runnel.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.dashboard.Eventually;
import io.runnel.schemas.registry.FoundSchema;
import io.runnel.schemas.registry.SchemaId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever needs a schema does not wait for a registry that is silent. */
class AskedSchemasTest {
    private static final FoundSchema.Unusable SAID = new FoundSchema.Unusable("JSON");

    private static final Duration LONG = Duration.ofMinutes(4);

    private final CountDownLatch spoken = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private final AskedSchemas schemas = new AskedSchemas(this::answerLate, Duration.ofMillis(1));

    private FoundSchema answerLate(SchemaId id) {
        questions.incrementAndGet();
        try {
            spoken.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return SAID;
    }

    @AfterEach
    void letTheRegistrySpeak() {
        spoken.countDown();
    }

    @Test
    void anAnswerThatComesLateIsThereLaterAndWasAskedForOnce() throws Exception {
        SchemaId id = new SchemaId.Numbered(7);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> schemas.apply(id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not answer yet for id 7")
                    .hasMessageContaining("schemas.registry.url");
        }
        spoken.countDown();
        assertThat(fetched(id)).isSameAs(SAID);
        assertThat(questions).hasValue(1);
    }

    @Test
    void anAnswerThatIsThereIsGivenAtOnceAndNotKept() {
        AskedSchemas quick =
                new AskedSchemas(
                        id -> {
                            questions.incrementAndGet();
                            return SAID;
                        },
                        LONG);
        for (int i = 1; i <= 3; i++) {
            assertThat(quick.apply(new SchemaId.Numbered(7))).isSameAs(SAID);
            assertThat(questions).hasValue(i);
        }
    }

    @Test
    void whyTheRegistryCannotAnswerIsSaidAndItIsAskedAgain() {
        IllegalStateException refused = new IllegalStateException("Who are you?");
        AskedSchemas refusing =
                new AskedSchemas(
                        id -> {
                            questions.incrementAndGet();
                            throw refused;
                        },
                        LONG);
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> refusing.apply(new SchemaId.Numbered(7))).isSameAs(refused);
            assertThat(questions).hasValue(i);
        }
    }

    @Test
    void noMoreQuestionsWaitThanAHundred() throws Exception {
        for (int number = 0; number < AskedSchemas.MOST; number++) {
            SchemaId id = new SchemaId.Numbered(number);
            assertThatThrownBy(() -> schemas.apply(id)).hasMessageContaining("did not answer yet");
        }
        SchemaId beyond = new SchemaId.Numbered(AskedSchemas.MOST);
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> schemas.apply(beyond))
                    .hasMessageContaining("did not answer yet");
        }
        spoken.countDown();
        for (int number = 0; number < AskedSchemas.MOST; number++) {
            fetched(new SchemaId.Numbered(number));
        }
        assertThat(questions).hasValue(AskedSchemas.MOST);
        assertThat(fetched(beyond)).isSameAs(SAID);
        assertThat(questions).hasValue(AskedSchemas.MOST + 1);
    }

    private FoundSchema fetched(SchemaId id) throws Exception {
        return Eventually.get(
                () -> {
                    try {
                        return schemas.apply(id);
                    } catch (IllegalStateException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
