package io.runnel.inference;

import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a request into what each model reads: the passages that any of its questions is about, all
 * of its questions answered by one reading. Models with equal tokenizers share the tokens.
 */
final class Readings {
    private final InferenceRequest request;
    private final Map<Task<?>, PreparedTask> tasks;
    private final Map<Tokenizer, TokenizedPassage[]> tokens = new HashMap<>();

    private Readings(InferenceRequest request, Map<Task<?>, PreparedTask> tasks) {
        this.request = request;
        this.tasks = tasks;
    }

    /** One reading for each model that is asked, and for each form of rows. */
    static Map<RowSource, ModelReading> of(
            InferenceRequest request, Map<Task<?>, PreparedTask> tasks) {
        return new Readings(request, tasks).readings();
    }

    private Map<RowSource, ModelReading> readings() {
        Map<RowSource, BitSet> asked = new LinkedHashMap<>();
        Map<RowSource, Set<String>> heads = new HashMap<>();
        Map<RowSource, Boolean> whole = new LinkedHashMap<>();
        for (Question question : request.questions()) {
            PreparedTask task = tasks.get(question.task());
            RowSource source = task.source();
            heads.computeIfAbsent(source, first -> new HashSet<>()).addAll(task.reader().heads());
            BitSet passages = asked.computeIfAbsent(source, first -> new BitSet());
            question.passages().forEach(passages::set);
            whole.merge(source, question.task().longText() == LongText.CHUNK, Boolean::logicalOr);
        }
        Map<RowSource, ModelReading> readings = new LinkedHashMap<>();
        asked.forEach(
                (source, passages) -> {
                    ModelReading all =
                            ModelReading.whole(
                                    source,
                                    tokenize(source.model().tokenizer(), passages),
                                    heads.get(source));
                    readings.put(source, whole.get(source) ? all : all.truncated());
                });
        return readings;
    }

    private List<TokenizedPassage> tokenize(Tokenizer tokenizer, BitSet asked) {
        TokenizedPassage[] known =
                tokens.computeIfAbsent(
                        tokenizer, first -> new TokenizedPassage[request.passages().size()]);
        List<TokenizedPassage> passages = new ArrayList<>(known.length);
        for (int i = 0; i < known.length; i++) {
            if (asked.get(i) && known[i] == null) {
                known[i] = tokenizer.tokenize(request.passages().get(i).text());
            }
            passages.add(asked.get(i) ? known[i] : TokenizedPassage.empty());
        }
        return passages;
    }
}
