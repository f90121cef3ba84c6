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

/**
 * Texts that are written together, step by step, because they started together: their sequences
 * have one length, so no row is padded on account of another. Belongs to one thread at a time.
 */
final class Cohort {
    private final WriterHandle model;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private List<Member> members;
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
        this.members = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (WritingTicket ticket : tickets) {
            WritingRequest request = ticket.request();
            int[] given =
                    model.hasEncoder()
                            ? new int[] {request.settings().ids().decoderStart()}
                            : request.source();
            members.add(
                    new Member(ticket, request.search(given), now + request.longest().toNanos()));
        }
    }

    /** How many rows of the batch it has. */
    int rowCount() {
        return members.stream().mapToInt(member -> member.search.rows()).sum();
    }

    boolean isOver() {
        return members.isEmpty();
    }

    /** The texts that are not written yet. */
    List<WritingTicket> tickets() {
        return members.stream().map(member -> member.ticket).toList();
    }

    /** Writes one token of each text; answers those that are written. */
    void step() throws ModelRunException {
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
        members = List.of();
    }

    private float[][] firstStep() throws ModelRunException {
        List<SourceText> texts = new ArrayList<>();
        int each = members.get(0).search.rows();
        for (Member member : members) {
            texts.add(member.ticket.source());
        }
        rows = model.start(texts, each, timeout);
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

    private void answerWritten(int[] sources) {
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
            } else if (member.ticket.isOver()) {
                member.ticket.close();
            } else {
                going.add(member);
                IntStream.range(row, row + count).forEach(kept::add);
            }
            row += count;
        }
        boolean changed = going.size() < members.size();
        members = going;
        if (!going.isEmpty()) {
            rows.reorder(sources);
            if (changed) {
                rows.retain(kept.stream().mapToInt(Integer::intValue).toArray());
            }
        }
    }
}
