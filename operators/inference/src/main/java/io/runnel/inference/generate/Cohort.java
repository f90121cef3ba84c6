package io.runnel.inference.generate;

import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SourceText;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.inference.onnx.WriterRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts that are written together, step by step, because they started together: their sequences
 * have one length, so no row is padded on account of another. Belongs to one thread at a time;
 * making one does nothing that could fail.
 */
final class Cohort {
    private final WriterHandle model;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final long bytes;
    private List<WritingTicket> waiting;
    private List<Member> members = List.of();
    private WriterRows rows;

    /** A text of the cohort: its search, and when its time is over. */
    private static final class Member {
        private final WritingTicket ticket;
        private final Search search;
        private final long deadlineNanos;

        Member(WritingTicket ticket, Search search, long deadlineNanos) {
            this.ticket = ticket;
            this.search = search;
            this.deadlineNanos = deadlineNanos;
        }
    }

    /**
     * @param tickets of one lane
     */
    Cohort(
            WriterHandle model,
            List<WritingTicket> tickets,
            Duration timeout,
            LongSupplier nanoTime) {
        this.model = model;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.bytes = tickets.stream().mapToLong(WritingTicket::bytes).sum();
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

    /** Writes one token of each text; answers those that are written. */
    void step() throws ModelRunException {
        if (!waiting.isEmpty()) {
            begin();
        }
        if (members.isEmpty()) {
            return;
        }
        float[][] logits = rows == null ? firstStep() : nextStep();
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
        members = List.of();
        rows = null;
    }

    /** Leaves out texts that nobody waits for any more, and those whose time was over before. */
    private void begin() {
        long now = nanoTime.getAsLong();
        List<Member> begun = new ArrayList<>();
        for (WritingTicket ticket : waiting) {
            long deadline = ticket.deadline(now);
            if (now - deadline >= 0) {
                ticket.answer(new Written(new int[0], Double.NaN, Written.Ending.TIME_LIMIT));
            }
            if (!ticket.isOver()) {
                int[] given =
                        model.hasEncoder()
                                ? new int[] {ticket.request().settings().ids().decoderStart()}
                                : ticket.request().source();
                begun.add(new Member(ticket, ticket.request().search(given), deadline));
            }
        }
        members = begun;
        waiting = List.of();
    }

    private float[][] firstStep() throws ModelRunException {
        List<SourceText> texts = new ArrayList<>();
        int each = members.get(0).search.rows();
        int mostNewTokens = 0;
        for (Member member : members) {
            texts.add(member.ticket.source());
            mostNewTokens = Math.max(mostNewTokens, member.ticket.request().mostNewTokens());
        }
        rows = model.start(texts, each, mostNewTokens, timeout);
        int[][] tokens = new int[rows.rows()][];
        for (int row = 0; row < tokens.length; row++) {
            Member member = members.get(row / each);
            tokens[row] =
                    model.hasEncoder()
                            ? new int[] {member.search.next()[0]}
                            : member.ticket.source().ids();
        }
        return model.step(rows, tokens, timeout);
    }

    private float[][] nextStep() throws ModelRunException {
        int[][] tokens = new int[rows.rows()][];
        int row = 0;
        for (Member member : members) {
            for (int token : member.search.next()) {
                tokens[row++] = new int[] {token};
            }
        }
        return model.step(rows, tokens, timeout);
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
            } else if (now - member.deadlineNanos >= 0) {
                member.ticket.answer(member.search.written(Written.Ending.TIME_LIMIT));
            } else if (!member.ticket.isOver()) {
                going.add(member);
                IntStream.range(row, row + count).forEach(kept::add);
            }
            row += count;
        }
        boolean changed = going.size() < members.size();
        members = going;
        if (going.isEmpty()) {
            rows = null;
            return;
        }
        model.reorder(rows, sources);
        if (changed) {
            rows.retain(kept.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
