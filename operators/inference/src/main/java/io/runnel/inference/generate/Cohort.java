package io.runnel.inference.generate;

import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SourceText;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.inference.onnx.WriterRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts that are written together, step by step, because they started together: their sequences
 * have one length, so no row is padded on account of another. Reading is done in steps, too: first
 * the encoder's, or a piece of the texts for each. Belongs to one thread at a time; making one does
 * nothing that could fail.
 */
final class Cohort {
    private final WriterHandle model;
    private final Steps steps;
    private final LongSupplier nanoTime;
    private final long bytes;
    private List<WritingTicket> waiting;
    private List<Member> members = List.of();
    private WriterRows rows;
    private int read;
    private boolean writing;

    /**
     * What a step may be.
     *
     * @param piece most tokens of a text that one step reads, if the model takes pieces
     * @param timeout longest time that one may take
     */
    record Steps(int piece, Duration timeout) {}

    /** A text of the cohort and its search. */
    private record Member(WritingTicket ticket, Search search) {}

    /**
     * @param tickets of one lane
     */
    Cohort(WriterHandle model, List<WritingTicket> tickets, Steps steps, LongSupplier nanoTime) {
        this.model = model;
        this.steps = steps;
        this.nanoTime = nanoTime;
        long each = tickets.stream().mapToLong(WritingTicket::bytes).sum();
        // A single row is run twice.
        boolean isSingle = tickets.stream().mapToInt(WritingTicket::rows).sum() == 1;
        this.bytes = isSingle ? 2 * each : each;
        this.waiting = List.copyOf(tickets);
    }

    /**
     * How many rows of the batch it has, and what it holds outside of the heap: that is given back
     * at its end only.
     */
    Room room() {
        int count =
                waiting.stream().mapToInt(WritingTicket::rows).sum()
                        + members.stream().mapToInt(member -> member.search.rows()).sum();
        return isOver() ? Room.NOTHING : new Room(count, bytes);
    }

    boolean isOver() {
        return waiting.isEmpty() && members.isEmpty();
    }

    /** The texts that are not written yet. */
    List<WritingTicket> tickets() {
        return Stream.concat(waiting.stream(), members.stream().map(member -> member.ticket))
                .toList();
    }

    /** Reads a piece of each text, or writes one token of each; answers those that are written. */
    void step() throws ModelRunException {
        if (!waiting.isEmpty()) {
            begin();
        }
        if (members.isEmpty()) {
            return;
        }
        if (rows == null) {
            start();
            if (model.hasEncoder()) {
                leaveOut();
                return;
            }
        }
        int end = endOfPiece();
        if (read < end) {
            model.read(rows, piecesTo(end), steps.timeout());
            read = end;
            leaveOut();
            return;
        }
        float[][] logits =
                model.step(rows, writing ? lastTokens() : firstTokens(), steps.timeout());
        writing = true;
        int[] sources = new int[logits.length];
        int row = 0;
        for (Member member : members) {
            int count = member.search.rows();
            float[][] own = new float[count][];
            System.arraycopy(logits, row, own, 0, count);
            int[] order = member.search.advance(own);
            for (int i = 0; i < count; i++) {
                sources[row + i] = row + order[i];
            }
            row += count;
        }
        answerWritten(sources);
    }

    /** Forgets its texts: whoever has them answers them. */
    void giveUp() {
        waiting = List.of();
        end();
    }

    private void end() {
        members = List.of();
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }

    /** Leaves out texts that nobody waits for any more, and those whose time was over before. */
    private void begin() {
        List<Member> begun = new ArrayList<>();
        for (WritingTicket ticket : waiting) {
            if (!isLeftOut(ticket)) {
                int[] given =
                        model.hasEncoder()
                                ? new int[] {ticket.request().settings().ids().decoderStart()}
                                : ticket.request().source();
                begun.add(new Member(ticket, ticket.request().search(given)));
            }
        }
        members = begun;
        waiting = List.of();
    }

    private void start() throws ModelRunException {
        List<SourceText> texts = new ArrayList<>();
        int mostNewTokens = 0;
        for (Member member : members) {
            texts.add(member.ticket.source());
            mostNewTokens = Math.max(mostNewTokens, member.ticket.request().mostNewTokens());
        }
        rows = model.start(texts, members.get(0).search.rows(), mostNewTokens, steps.timeout());
    }

    /** Where the next piece ends: the last token of a text is for the step that tells something. */
    private int endOfPiece() {
        if (model.hasEncoder() || model.piece() == 0) {
            return 0;
        }
        int last = members.get(0).ticket.source().ids().length - 1;
        return Math.min(last, read + Math.min(model.piece(), steps.piece()));
    }

    private int[][] piecesTo(int end) {
        int[][] tokens = new int[rows.rows()][];
        int each = members.get(0).search.rows();
        for (int row = 0; row < tokens.length; row++) {
            int[] source = members.get(row / each).ticket.source().ids();
            tokens[row] = Arrays.copyOfRange(source, read, end);
        }
        return tokens;
    }

    private int[][] firstTokens() {
        return model.hasEncoder()
                ? lastTokens()
                : piecesTo(members.get(0).ticket.source().ids().length);
    }

    private int[][] lastTokens() {
        int[][] tokens = new int[rows.rows()][];
        int row = 0;
        for (Member member : members) {
            for (int token : member.search.next()) {
                tokens[row++] = new int[] {token};
            }
        }
        return tokens;
    }

    /** Whether it has its answer already, or has one now, as the time that it shares is over. */
    private boolean isLeftOut(WritingTicket ticket) {
        if (ticket.time().isOver(nanoTime.getAsLong())) {
            ticket.answer(new Written(new int[0], Double.NaN, Written.Ending.TIME_LIMIT));
        }
        return ticket.isOver();
    }

    /** Goes on reading without those that need not be read. */
    private void leaveOut() {
        List<Member> going = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        int row = 0;
        for (Member member : members) {
            int count = member.search.rows();
            if (!isLeftOut(member.ticket)) {
                going.add(member);
                IntStream.range(row, row + count).forEach(kept::add);
            }
            row += count;
        }
        keep(going, kept);
    }

    private void answerWritten(int[] sources) throws ModelRunException {
        long now = nanoTime.getAsLong();
        List<Member> going = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        int row = 0;
        for (Member member : members) {
            int count = member.search.rows();
            if (member.search.isOver()) {
                member.ticket.answer(member.search.written(Written.Ending.TOKEN_LIMIT));
            } else if (now - member.ticket.time().deadline(now) >= 0) {
                member.ticket.answer(member.search.written(Written.Ending.TIME_LIMIT));
            } else if (!member.ticket.isOver()) {
                going.add(member);
                IntStream.range(row, row + count).forEach(kept::add);
            }
            row += count;
        }
        if (!going.isEmpty()) {
            model.reorder(rows, sources);
        }
        keep(going, kept);
    }

    private void keep(List<Member> going, List<Integer> kept) {
        if (going.isEmpty()) {
            end();
        } else if (going.size() < members.size()) {
            rows.retain(kept.stream().mapToInt(Integer::intValue).toArray());
        }
        members = going;
    }
}
