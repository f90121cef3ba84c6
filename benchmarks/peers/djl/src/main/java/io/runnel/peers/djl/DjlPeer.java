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
    private static final int SLICE = 128;
    private static final int BATCH = 8;

    private final ExecutorService threads;
    private final ThreadLocal<FourPredictors> predictors;
    private final int batch;

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
        this.batch = options.batch();
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.read(arguments, BATCH);
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
                                "order", "by length within a slice of 128"));
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
                        peer::answer));
    }

    /**
     * Answers in the order of the texts; sorted by length first, so that batches hold little
     * padding.
     */
    private List<Answer> answer(List<String> texts) {
        int[] order =
                IntStream.range(0, texts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(place -> texts.get(place).length()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        Answer[] answers = new Answer[texts.size()];
        List<Future<?>> running = new ArrayList<>();
        for (int start = 0; start < order.length; start += batch) {
            int[] places = Arrays.copyOfRange(order, start, Math.min(start + batch, order.length));
            running.add(threads.submit(() -> answer(texts, places, answers)));
        }
        for (Future<?> future : running) {
            await(future);
        }
        return List.of(answers);
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
