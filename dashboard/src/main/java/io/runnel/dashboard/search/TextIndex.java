package io.runnel.dashboard.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.FSDirectory;

/**
 * Finds documents by their words. It remembers up to which number it holds the documents of the
 * store, so that it can catch up after a kill.
 */
public final class TextIndex implements AutoCloseable {
    private static final String SEQ = "seq";
    private static final String NEXT = "next_seq";
    private static final double BUFFER_MIB = 64;

    /** By score, and the newest of those that are equal. */
    private static final Sort BEST =
            new Sort(SortField.FIELD_SCORE, new SortField(SEQ, SortField.Type.LONG, true));

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private long next;

    private TextIndex(FSDirectory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, null);
        long committed = 0;
        Iterable<Map.Entry<String, String>> facts = writer.getLiveCommitData();
        if (facts != null) {
            for (Map.Entry<String, String> fact : facts) {
                committed =
                        fact.getKey().equals(NEXT) ? Long.parseLong(fact.getValue()) : committed;
            }
        }
        this.next = committed;
    }

    /** Opens the index in this folder, or begins one. */
    public static TextIndex open(Path folder) {
        try {
            FSDirectory directory = FSDirectory.open(folder);
            IndexWriterConfig config =
                    new IndexWriterConfig(new FoldingAnalyzer()).setRAMBufferSizeMB(BUFFER_MIB);
            return new TextIndex(directory, new IndexWriter(directory, config));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The index in "
                            + folder
                            + " cannot be opened; remove that folder, and it is"
                            + " made again from the store.",
                    e);
        }
    }

    /** The number of the first document that it may not hold yet. */
    public synchronized long next() {
        return next;
    }

    public long size() {
        return writer.getDocStats().numDocs;
    }

    /** Adds a document; it is found after {@link #refresh()}. */
    public synchronized void add(long seq, String text) {
        Document document = new Document();
        document.add(new StringField(SEQ, Long.toString(seq), Field.Store.NO));
        document.add(new NumericDocValuesField(SEQ, seq));
        document.add(new TextField(Question.FIELD, text, Field.Store.NO));
        try {
            writer.addDocument(document);
        } catch (IOException e) {
            throw new UncheckedIOException("A document cannot be added to the index.", e);
        }
        next = Math.max(next, seq + 1);
    }

    /** Takes documents out. */
    public void remove(Collection<Long> seqs) {
        try {
            for (Long seq : seqs) {
                writer.deleteDocuments(new Term(SEQ, Long.toString(seq)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Documents cannot be taken out of the index.", e);
        }
    }

    /** Takes all documents out, to begin anew. */
    public synchronized void clear() {
        try {
            writer.deleteAll();
            next = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be emptied.", e);
        }
    }

    /** Lets searches see what was added and removed. */
    public void refresh() {
        try {
            searchers.maybeRefresh();
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be read.", e);
        }
    }

    /** Writes everything to disk, with how far it has come. */
    public void commit() {
        try {
            String reached;
            synchronized (this) {
                reached = Long.toString(next);
            }
            writer.setLiveCommitData(Map.of(NEXT, reached).entrySet());
            writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be written.", e);
        }
    }

    /**
     * The documents that these words match.
     *
     * @param most at most so many, the best
     */
    public Found search(String typed, int most) {
        Query query = Question.of(typed).query();
        return asked(
                searcher -> {
                    int total = searcher.count(query);
                    if (total == 0) {
                        return Found.NOTHING;
                    }
                    TopDocs top =
                            searcher.search(
                                    query,
                                    new TopScoreDocCollectorManager(
                                            Math.min(most, total), null, most));
                    return found(searcher, top, total);
                });
    }

    /**
     * One page of the documents that these words match, the best first and the newer of equal ones;
     * quick however many match, since it looks only where something better may be.
     *
     * @param after behind which one the page begins, or {@code null} for the first page
     */
    public Found best(String typed, int most, Found.Last after) {
        Query query = Question.of(typed).query();
        FieldDoc behind =
                after == null
                        ? null
                        : new FieldDoc(
                                Integer.MAX_VALUE,
                                after.score(),
                                new Object[] {after.score(), after.seq()});
        return asked(
                searcher -> {
                    int total = searcher.count(query);
                    if (total == 0) {
                        return Found.NOTHING;
                    }
                    ScoreDoc[] top =
                            searcher.search(
                                            query,
                                            new TopFieldCollectorManager(BEST, most, behind, most))
                                    .scoreDocs;
                    long[] seqs = new long[top.length];
                    float[] scores = new float[top.length];
                    for (int i = 0; i < top.length; i++) {
                        Object[] values = ((FieldDoc) top[i]).fields;
                        scores[i] = (Float) values[0];
                        seqs[i] = (Long) values[1];
                    }
                    return new Found(seqs, scores, total);
                });
    }

    /** The numbers of all documents that these words match, in no order. */
    public long[] all(String typed) {
        return asked(searcher -> searcher.search(Question.of(typed).query(), new AllSeqs(SEQ)));
    }

    /** A question to the documents as they stand now. */
    private interface Asking<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    private <T> T asked(Asking<T> asking) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return asking.of(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be searched.", e);
        }
    }

    private static Found found(IndexSearcher searcher, TopDocs top, long total) throws IOException {
        ScoreDoc[] byPlace = top.scoreDocs.clone();
        Integer[] order = new Integer[byPlace.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        // Values are read in the order of the index, and put back in that of relevance.
        java.util.Arrays.sort(order, java.util.Comparator.comparingInt(i -> byPlace[i].doc));
        long[] seqs = new long[byPlace.length];
        float[] scores = new float[byPlace.length];
        NumericDocValues values = null;
        int base = 0;
        int end = -1;
        for (int i : order) {
            int doc = byPlace[i].doc;
            if (doc >= end) {
                LeafReaderContext leaf = leaf(searcher, doc);
                base = leaf.docBase;
                end = base + leaf.reader().maxDoc();
                values = leaf.reader().getNumericDocValues(SEQ);
            }
            if (values != null && values.advanceExact(doc - base)) {
                seqs[i] = values.longValue();
            }
            scores[i] = byPlace[i].score;
        }
        return new Found(seqs, scores, total);
    }

    private static LeafReaderContext leaf(IndexSearcher searcher, int doc) {
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            if (doc < leaf.docBase + leaf.reader().maxDoc()) {
                return leaf;
            }
        }
        throw new IllegalStateException("The index has no document " + doc + ".");
    }

    @Override
    public void close() {
        try {
            commit();
            searchers.close();
            writer.close();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The index cannot be closed.", e);
        }
    }
}
