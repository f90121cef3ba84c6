package io.runnel.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.runnel.inference.InferenceRequest.Question;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Answers that were given, and those on their way: equal requests to equal models have one answer.
 * Bounded by the characters of the requests' texts; failures are not kept.
 */
final class AnswerCache {
    private static final int WEIGHT_OF_AN_ANSWER = 64;

    private final ConcurrentMap<Key, CompletableFuture<InferenceResult>> underWay =
            new ConcurrentHashMap<>();
    private final Cache<Key, InferenceResult> answers;
    private final long maxChars;

    /**
     * @param maxChars 0 switches it off, and nobody joins anybody
     */
    AnswerCache(long maxChars) {
        this.maxChars = maxChars;
        this.answers =
                Caffeine.newBuilder()
                        .maximumWeight(maxChars)
                        .weigher((Key key, InferenceResult answer) -> key.weight())
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * The answer that is there or on its way; if there is none, {@code own} becomes the one that
     * others join, and must be {@link #settle settled}.
     */
    Optional<CompletableFuture<InferenceResult>> join(
            Key key, CompletableFuture<InferenceResult> own) {
        if (maxChars == 0) {
            return Optional.empty();
        }
        CompletableFuture<InferenceResult> other = underWay.putIfAbsent(key, own);
        if (other != null) {
            return Optional.of(other);
        }
        InferenceResult answer = answers.getIfPresent(key);
        if (answer == null) {
            return Optional.empty();
        }
        own.complete(answer);
        underWay.remove(key, own);
        return Optional.of(own);
    }

    /**
     * Keeps an answer that was on its way, before anybody sees it; one that failed ({@code null})
     * is forgotten.
     */
    void settle(Key key, InferenceResult answer) {
        if (maxChars > 0) {
            if (answer != null) {
                answers.put(key, answer);
            }
            underWay.remove(key);
        }
    }

    long size() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /**
     * Everything that shapes an answer.
     *
     * @param digests of the questions' models, in their order
     */
    record Key(List<String> texts, List<Question> questions, List<String> digests) {
        private int weight() {
            long chars = WEIGHT_OF_AN_ANSWER;
            for (String text : texts) {
                chars += text.length();
            }
            return (int) Math.min(chars, Integer.MAX_VALUE);
        }
    }
}
