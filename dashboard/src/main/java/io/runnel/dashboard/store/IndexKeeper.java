package io.runnel.dashboard.store;

import io.runnel.dashboard.search.TextIndex;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Keeps the index equal to the store, also after a kill between the two. */
public final class IndexKeeper {
    private static final int PORTION = 2_000;

    private final Store store;
    private final TextIndex index;
    private final JsonEnrichedCodec codec = new JsonEnrichedCodec();

    public IndexKeeper(Store store, TextIndex index) {
        this.store = store;
        this.index = index;
    }

    /** Lets the index follow what a batch changed. */
    public void follow(BatchWriter.Written written) {
        index.remove(written.removed());
        written.added()
                .forEach(
                        (seq, document) ->
                                index.add(seq, DocumentTexts.searched(document.enriched())));
        index.refresh();
    }

    /** Adds what is missing; if the numbers differ even then, everything is indexed anew. */
    public void catchUp() {
        addFrom(index.next());
        long documents =
                store.read(
                        "count documents",
                        connection -> Store.number(connection, "SELECT count(*) FROM documents"));
        if (index.size() != documents) {
            index.clear();
            addFrom(0);
        }
        index.refresh();
        index.commit();
    }

    /** Writes the index to disk. */
    public void commit() {
        index.commit();
    }

    private void addFrom(long first) {
        long next = first;
        while (true) {
            List<Entry> entries = portion(next);
            if (entries.isEmpty()) {
                return;
            }
            for (Entry entry : entries) {
                index.add(
                        entry.seq(),
                        DocumentTexts.searched(
                                codec.decode(entry.json().getBytes(StandardCharsets.UTF_8))));
                next = entry.seq() + 1;
            }
        }
    }

    private record Entry(long seq, String json) {}

    private List<Entry> portion(long first) {
        return store.read(
                "read documents for the index",
                connection -> {
                    List<Entry> entries = new ArrayList<>();
                    try (PreparedStatement statement =
                                    connection.prepareStatement(
                                            "SELECT seq, json FROM records WHERE seq >= "
                                                    + first
                                                    + " ORDER BY seq LIMIT "
                                                    + PORTION);
                            ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            entries.add(new Entry(rows.getLong(1), rows.getString(2)));
                        }
                    }
                    return entries;
                });
    }
}
