package io.runnel.inference.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final SharedValues<String, Integer> values =
            new SharedValues<>(value -> closed.incrementAndGet());

    @Test
    void opensOnceAndClosesWithTheLastShare() {
        SharedValues.Share<Integer> first = values.acquire("a", opened::incrementAndGet);
        SharedValues.Share<Integer> second = values.acquire("a", opened::incrementAndGet);
        first.close();
        first.close();
        assertThat(closed).hasValue(0);
        second.close();
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
        assertThat(values.open()).isZero();
    }

    @Test
    void opensOneKeyWhileAnotherIsBeingOpened() throws InterruptedException {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<SharedValues.Share<Integer>> slow =
                CompletableFuture.supplyAsync(
                        () ->
                                values.acquire(
                                        "slow",
                                        () -> {
                                            opening.countDown();
                                            awaitQuietly(goOn);
                                            return 1;
                                        }));
        opening.await();
        values.acquire("quick", opened::incrementAndGet).close();
        assertThat(slow).isNotDone();
        goOn.countDown();
        slow.join().close();
    }

    @Test
    void opensAgainAfterAFailure() {
        assertThatThrownBy(
                        () ->
                                values.acquire(
                                        "a",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");
        assertThat(values.open()).isZero();
        values.acquire("a", opened::incrementAndGet).close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void closesWhatItOpensUnderManyThreads() {
        List<CompletableFuture<Void>> users = new ArrayList<>();
        for (int user = 0; user < 8; user++) {
            users.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 2_000; i++) {
                                    values.acquire("key" + i % 3, opened::incrementAndGet).close();
                                }
                            }));
        }
        users.forEach(CompletableFuture::join);
        assertThat(closed).hasValue(opened.get());
        assertThat(values.open()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
