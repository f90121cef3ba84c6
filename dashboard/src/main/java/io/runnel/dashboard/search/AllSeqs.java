package io.runnel.dashboard.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Takes the number of every document that matches, and looks at no score. */
final class AllSeqs implements CollectorManager<AllSeqs.Part, long[]> {
    private static final int FIRST_ROOM = 1_024;

    private final String field;

    /**
     * @param field where a document's number stands
     */
    AllSeqs(String field) {
        this.field = field;
    }

    @Override
    public Part newCollector() {
        return new Part();
    }

    @Override
    public long[] reduce(Collection<Part> parts) {
        return parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.seqs, 0, part.size))
                .toArray();
    }

    /** What one thread found. */
    final class Part extends SimpleCollector {
        private long[] seqs = new long[FIRST_ROOM];
        private int size;
        private NumericDocValues numbers;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            numbers = leaf.reader().getNumericDocValues(field);
        }

        @Override
        public void collect(int doc) throws IOException {
            if (numbers != null && numbers.advanceExact(doc)) {
                if (size == seqs.length) {
                    seqs = Arrays.copyOf(seqs, 2 * size);
                }
                seqs[size++] = numbers.longValue();
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
