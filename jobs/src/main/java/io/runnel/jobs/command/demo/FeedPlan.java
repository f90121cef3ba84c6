package io.runnel.jobs.command.demo;

import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a demo sends, in its order: types take turns, malformed records stand between. Each type has
 * an equal share of the wished number as far as its documents go; when all documents together are
 * fewer than wished, they are sent again from the start.
 */
final class FeedPlan implements Iterable<FeedRecord> {
    /** One of so many records is malformed while there are enough of both. */
    private static final int MALFORMED_EVERY = 8;

    private final DemoDocuments documents;
    private final Map<DocumentType, Integer> shares;
    private final int malformed;

    private FeedPlan(DemoDocuments documents, Map<DocumentType, Integer> shares, int malformed) {
        this.documents = documents;
        this.shares = shares;
        this.malformed = malformed;
    }

    /** Every document once. */
    static FeedPlan all(DemoDocuments documents) {
        Map<DocumentType, Integer> shares = new EnumMap<>(DocumentType.class);
        documents.good().forEach((type, records) -> shares.put(type, records.size()));
        return new FeedPlan(documents, shares, documents.malformed().size());
    }

    /** So many records in all. */
    static FeedPlan of(DemoDocuments documents, int wished) {
        int malformed = Math.min(documents.malformed().size(), wished / MALFORMED_EVERY);
        return new FeedPlan(documents, shares(documents, wished - malformed), malformed);
    }

    private static Map<DocumentType, Integer> shares(DemoDocuments documents, int wished) {
        Map<DocumentType, Integer> shares = new EnumMap<>(DocumentType.class);
        List<DocumentType> types =
                documents.good().entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        int available = documents.good().values().stream().mapToInt(List::size).sum();
        int left = wished;
        while (left > 0) {
            boolean exhausted = wished - left >= available;
            for (DocumentType type : types) {
                int share = shares.getOrDefault(type, 0);
                if (left > 0 && (exhausted || share < documents.good().get(type).size())) {
                    shares.put(type, share + 1);
                    left--;
                }
            }
        }
        return shares;
    }

    /** How many records are sent in all. */
    int size() {
        return shares.values().stream().mapToInt(Integer::intValue).sum() + malformed;
    }

    /** How many of them repeat an earlier one. */
    int repeats() {
        return shares.entrySet().stream()
                .mapToInt(share -> share.getValue() - documents.good().get(share.getKey()).size())
                .filter(surplus -> surplus > 0)
                .sum();
    }

    @Override
    public Iterator<FeedRecord> iterator() {
        return new Turns();
    }

    /** Takes from the type that has the largest part of its share left. */
    private final class Turns implements Iterator<FeedRecord> {
        private final Map<DocumentType, Integer> sent = new EnumMap<>(DocumentType.class);
        private final List<FeedRecord> bad =
                new ArrayList<>(documents.malformed().subList(0, malformed));
        private int count;

        @Override
        public boolean hasNext() {
            return count < size();
        }

        @Override
        public FeedRecord next() {
            count++;
            boolean badIsDue = (long) count * malformed / size() > malformed - bad.size();
            if (!bad.isEmpty() && (badIsDue || nextType() == null)) {
                return bad.remove(0);
            }
            DocumentType type = nextType();
            List<FeedRecord> records = documents.good().get(type);
            int index = sent.merge(type, 1, Integer::sum) - 1;
            return records.get(index % records.size());
        }

        private DocumentType nextType() {
            DocumentType best = null;
            double least = 1;
            for (Map.Entry<DocumentType, Integer> share : shares.entrySet()) {
                double part =
                        sent.getOrDefault(share.getKey(), 0)
                                / (double) Math.max(1, share.getValue());
                if (share.getValue() > 0 && part < least) {
                    best = share.getKey();
                    least = part;
                }
            }
            return best;
        }
    }
}
