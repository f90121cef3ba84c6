package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.WordRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Entities as {@code TokenClassificationPipeline} of transformers 5 finds them: tokens are
 * gathered, aggregated to words, grouped, and joined where rows of one text overlap, by the same
 * rules.
 */
final class PipelineEntitiesReader implements TaskReader<Entities> {
    private static final String OUTSIDE = "O";

    private final Head head;
    private final EntityAggregation aggregation;
    private final Tokenizer tokenizer;

    PipelineEntitiesReader(Head head, EntityAggregation aggregation, Tokenizer tokenizer) {
        this.head = head;
        this.aggregation = aggregation;
        this.tokenizer = tokenizer;
    }

    @Override
    public Set<String> heads() {
        return Set.of(head.name());
    }

    @Override
    public Entities read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        Map<Integer, List<List<Counted>>> rows = new TreeMap<>();
        for (ChunkLogits chunk : document.chunks()) {
            RowPiece row = chunk.chunk().pieces().get(0);
            int passage = row.piece().passage();
            if (wanted.contains(passage)) {
                rows.computeIfAbsent(passage, first -> new ArrayList<>())
                        .add(
                                entities(
                                        document.passages().get(passage),
                                        row,
                                        chunk.logits().head(head.name())));
            }
        }
        List<EntitySpan> entities = new ArrayList<>();
        rows.values()
                .forEach(ofPassage -> joined(ofPassage).forEach(one -> entities.add(one.entity())));
        return new Entities(List.copyOf(entities));
    }

    private List<Counted> entities(TokenizedPassage passage, RowPiece row, HeadLogits logits) {
        List<PipelineToken> tokens = gather(passage, row, logits);
        int index = row.piece().passage();
        List<Counted> entities =
                switch (aggregation) {
                    case NONE -> single(tokens, passage, index);
                    case SIMPLE -> grouped(tokens, passage, index);
                    case FIRST, AVERAGE, MAX -> grouped(words(tokens), passage, index);
                };
        return entities.stream()
                .filter(one -> !one.entity().entityGroup().equals(OUTSIDE))
                .toList();
    }

    private List<PipelineToken> gather(TokenizedPassage passage, RowPiece row, HeadLogits logits) {
        List<PipelineToken> tokens = new ArrayList<>();
        for (int token = row.piece().firstToken(); token < row.piece().endToken(); token++) {
            double[] probabilities = new double[logits.labels()];
            for (int label = 0; label < probabilities.length; label++) {
                probabilities[label] = logits.at(row.place(token), label);
            }
            tokens.add(
                    new PipelineToken(
                            token,
                            token + 1,
                            passage.span(token, token + 1),
                            new PipelineToken.Scored(Softmax.of(probabilities, head.temperature())),
                            goesOn(passage, token)));
        }
        return tokens;
    }

    private boolean goesOn(TokenizedPassage passage, int token) {
        if (passage.id(token) == tokenizer.special().unknown()) {
            return false;
        }
        if (head.shape().words() == WordRule.PREFIX) {
            return !passage.isWhole(token);
        }
        int start = passage.start(token);
        String text = passage.text();
        boolean blankBefore = start > 0 && text.charAt(start - 1) == ' ';
        boolean blankFirst = start < text.length() && text.charAt(start) == ' ';
        return start > 0 && !blankBefore && !blankFirst;
    }

    private List<PipelineToken> words(List<PipelineToken> tokens) {
        List<PipelineToken> words = new ArrayList<>();
        for (int first = 0; first < tokens.size(); ) {
            int end = first + 1;
            while (end < tokens.size() && tokens.get(end).goesOn()) {
                end++;
            }
            List<PipelineToken> word = tokens.subList(first, end);
            words.add(word.get(0).upTo(word.get(word.size() - 1), scored(word)));
            first = end;
        }
        return words;
    }

    private PipelineToken.Scored scored(List<PipelineToken> word) {
        return switch (aggregation) {
            case NONE, SIMPLE, FIRST -> word.get(0).scored();
            case MAX -> surest(word);
            case AVERAGE -> mean(word);
        };
    }

    private static PipelineToken.Scored surest(List<PipelineToken> word) {
        PipelineToken.Scored surest = word.get(0).scored();
        for (PipelineToken token : word) {
            if (token.scored().highest() > surest.highest()) {
                surest = token.scored();
            }
        }
        return surest;
    }

    private static PipelineToken.Scored mean(List<PipelineToken> word) {
        double[] mean = new double[word.get(0).scored().labels()];
        for (PipelineToken token : word) {
            for (int label = 0; label < mean.length; label++) {
                mean[label] += token.scored().of(label) / word.size();
            }
        }
        return new PipelineToken.Scored(mean);
    }

    private List<Counted> single(List<PipelineToken> tokens, TokenizedPassage passage, int index) {
        List<String> texts = tokenizer.texts(passage.text());
        return tokens.stream()
                .map(
                        token ->
                                counted(
                                        new EntitySpan(
                                                index,
                                                label(token),
                                                isUnknown(passage, token.firstToken())
                                                        ? token.span().of(passage.text())
                                                        : texts.get(token.firstToken()),
                                                token.scored().highest(),
                                                token.span()),
                                        token,
                                        passage))
                .toList();
    }

    private List<Counted> grouped(List<PipelineToken> tokens, TokenizedPassage passage, int index) {
        List<Counted> entities = new ArrayList<>();
        for (int first = 0; first < tokens.size(); ) {
            String tag = tag(label(tokens.get(first)));
            int end = first + 1;
            while (end < tokens.size()
                    && !label(tokens.get(end)).startsWith("B-")
                    && tag(label(tokens.get(end))).equals(tag)) {
                end++;
            }
            entities.add(entity(tokens.subList(first, end), passage, index));
            first = end;
        }
        return entities;
    }

    private Counted entity(List<PipelineToken> tokens, TokenizedPassage passage, int index) {
        PipelineToken first = tokens.get(0);
        PipelineToken last = tokens.get(tokens.size() - 1);
        String label = label(first);
        return counted(
                new EntitySpan(
                        index,
                        label.substring(label.indexOf('-') + 1),
                        word(tokens, passage),
                        tokens.stream()
                                .mapToDouble(token -> token.scored().highest())
                                .average()
                                .orElse(0),
                        new CharSpan(first.span().start(), last.span().end())),
                last,
                passage);
    }

    /** What is known is decoded; what the vocabulary lacks stays as it is written. */
    private String word(List<PipelineToken> tokens, TokenizedPassage passage) {
        int end = tokens.get(tokens.size() - 1).endToken();
        StringBuilder word = new StringBuilder();
        int first = tokens.get(0).firstToken();
        while (first < end) {
            int next = first + 1;
            while (next < end && !isUnknown(passage, first) && !isUnknown(passage, next)) {
                next++;
            }
            if (!word.isEmpty() && isApart(passage, first)) {
                word.append(' ');
            }
            word.append(
                    isUnknown(passage, first)
                            ? passage.span(first, next).of(passage.text())
                            : decode(passage, first, next));
            first = next;
        }
        return word.toString();
    }

    private boolean isApart(TokenizedPassage passage, int token) {
        return head.shape().words() == WordRule.PREFIX
                || passage.start(token) > passage.end(token - 1)
                || passage.span(token, token + 1).of(passage.text()).startsWith(" ");
    }

    private String decode(TokenizedPassage passage, int first, int end) {
        return tokenizer.decodeAsIs(IntStream.range(first, end).map(passage::id).toArray());
    }

    private boolean isUnknown(TokenizedPassage passage, int token) {
        return passage.id(token) == tokenizer.special().unknown();
    }

    private String label(PipelineToken token) {
        return head.labels().get(token.scored().best());
    }

    /** The label without {@code B-} or {@code I-}. */
    private static String tag(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    /** Of entities that overlap, because rows do, the longest stays, then the surest. */
    private static List<Counted> joined(List<List<Counted>> rows) {
        List<Counted> all = rows.stream().flatMap(List::stream).toList();
        if (rows.size() == 1 || all.isEmpty()) {
            return all;
        }
        List<Counted> inOrder = new ArrayList<>(all);
        inOrder.sort(Comparator.comparingInt(one -> one.entity().span().start()));
        List<Counted> joined = new ArrayList<>();
        Counted previous = inOrder.get(0);
        for (Counted one : inOrder) {
            if (one.entity().span().start() < previous.entity().span().end()) {
                previous = one.isBetterThan(previous) ? one : previous;
            } else {
                joined.add(previous);
                previous = one;
            }
        }
        joined.add(previous);
        return List.copyOf(joined);
    }

    private static Counted counted(
            EntitySpan entity, PipelineToken last, TokenizedPassage passage) {
        int start = entity.span().start();
        int end = Math.max(start, passage.ownEnd(last.endToken() - 1));
        return new Counted(entity, passage.text().codePointCount(start, end));
    }

    /**
     * An entity and its length as the pipeline counts: an emoji is one, and marks behind it that no
     * token covers are none.
     */
    private record Counted(EntitySpan entity, int length) {
        boolean isBetterThan(Counted other) {
            return length > other.length
                    || (length == other.length && entity.score() > other.entity.score());
        }
    }
}
