package io.runnel.peers.djl;

import ai.djl.engine.Engine;

import io.runnel.peers.Answer;
import io.runnel.peers.Contest;
import io.runnel.peers.Contest.Contestant;
import io.runnel.peers.Options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Contestant (f): DJL predictors on ONNX Runtime, four fp32 models, batched; a predictor for each
 * thread, as DJL's page on inference performance advises.
 */
public final class DjlPeer {
    private static final int SLICE = 512;
    private static final int[] BUDGETS = {256, 512, 1024, 2048};

    /** Of English texts, about; and the two special tokens. */
    private static final int CHARS_PER_TOKEN = 4;

    private static final int SPECIAL_TOKENS = 2;

    private final ExecutorService threads;
    private final ThreadLocal<FourPredictors> predictors;
    private int budget = BUDGETS[0];

    private DjlPeer(FourModels models, Options options) {
        this.threads =
                Executors.newFixedThreadPool(
                        options.threads(),
                        work -> {
                            Thread thread = new Thread(work, "predictor");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.predictors = ThreadLocal.withInitial(() -> new FourPredictors(models));
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.read(arguments, 0);
        DjlPeer peer = new DjlPeer(FourModels.load(options.models()), options);
        Engine engine = Engine.getEngine("OnnxRuntime");
        Map<String, Object> settings =
                new TreeMap<>(
                        Map.of(
                                "engine", "DJL predictors on ONNX Runtime",
                                "models", 4,
                                "precision", "fp32",
                                "predictors_per_model", options.threads(),
                                "intra_op_threads", 1,
                                "translator", "own, without NDArray operations",
                                "order", "longest first within a slice of " + SLICE));
        Contest.compete(
                options,
                new Contestant(
                        "djl",
                        SLICE,
                        settings,
                        Map.of(
                                "java", System.getProperty("java.vm.version"),
                                "djl", Engine.getDjlVersion(),
                                "onnxruntime", engine.getVersion()),
                        peer::answer,
                        peer::tune));
    }

    /** Chooses the batch budget with which these texts are answered soonest. */
    private Map<String, Object> tune(List<String> texts) {
        answer(texts);
        long least = Long.MAX_VALUE;
        int best = budget;
        for (int candidate : BUDGETS) {
            budget = candidate;
            long start = System.nanoTime();
            answer(texts);
            long took = System.nanoTime() - start;
            if (took < least) {
                least = took;
                best = candidate;
            }
        }
        budget = best;
        return Map.of("batch", "up to about " + best + " padded tokens");
    }

    /**
     * Answers in the order of the texts. The longest come first, in batches of so many padded
     * tokens, so that little is padded and nobody is left with a long batch at the end.
     */
    private List<Answer> answer(List<String> texts) {
        Answer[] answers = new Answer[texts.size()];
        List<Future<?>> running = new ArrayList<>();
        for (int[] places : batches(texts)) {
            running.add(threads.submit(() -> answer(texts, places, answers)));
        }
        for (Future<?> future : running) {
            await(future);
        }
        return List.of(answers);
    }

    private List<int[]> batches(List<String> texts) {
        int[] order =
                IntStream.range(0, texts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(place -> -texts.get(place).length()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> batches = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= order.length; end++) {
            long longest = texts.get(order[start]).length() / CHARS_PER_TOKEN + SPECIAL_TOKENS;
            if (end == order.length || (end - start + 1) * longest > budget) {
                batches.add(Arrays.copyOfRange(order, start, end));
                start = end;
            }
        }
        return batches;
    }

    private void answer(List<String> texts, int[] places, Answer[] answers) {
        String[] batched = Arrays.stream(places).mapToObj(texts::get).toArray(String[]::new);
        List<Answer> found = predictors.get().answer(batched);
        for (int i = 0; i < places.length; i++) {
            answers[places[i]] = found.get(i);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch was running.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A batch failed: " + e.getCause(), e);
        }
    }
}
