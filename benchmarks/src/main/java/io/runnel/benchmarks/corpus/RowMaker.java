package io.runnel.benchmarks.corpus;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelCard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes the model rows of requests, with the engine's own tokenizer and chunker. */
record RowMaker(Tokenizer tokenizer, ModelCard card) {
    /** A document with its request, ready to be measured with. */
    PreparedDocument prepared(CorpusDocument document, InferenceRequest request) {
        return new PreparedDocument(document, request, rows(request), heads(request));
    }

    /** A document with some of its questions only. */
    PreparedDocument asking(PreparedDocument document, Predicate<Question> which) {
        InferenceRequest all = document.request();
        return prepared(
                document.document(),
                new InferenceRequest(
                        all.passages(), all.questions().stream().filter(which).toList()));
    }

    private List<TokenizedChunk> rows(InferenceRequest request) {
        BitSet asked = new BitSet();
        request.questions().forEach(question -> question.passages().forEach(asked::set));
        List<TokenizedPassage> passages = new ArrayList<>();
        for (int i = 0; i < request.passages().size(); i++) {
            passages.add(
                    asked.get(i)
                            ? tokenizer.tokenize(request.passages().get(i).text())
                            : TokenizedPassage.empty());
        }
        List<TokenizedChunk> rows = new ArrayList<>();
        for (Chunk chunk : new Chunker(card.maxTokens()).chunk(passages)) {
            rows.add(TokenizedChunk.of(chunk, passages, tokenizer.special()));
        }
        return rows;
    }

    private Set<String> heads(InferenceRequest request) {
        Set<String> heads = new HashSet<>();
        for (Question question : request.questions()) {
            Task<?> task = question.task();
            heads.addAll(
                    task.reader(card.head(task.head()).orElseThrow(), card, tokenizer).heads());
        }
        return heads;
    }
}
