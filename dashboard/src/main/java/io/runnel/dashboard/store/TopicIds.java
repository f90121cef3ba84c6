package io.runnel.dashboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a topic that was made anew from the one that was read: what is known of how far the former
 * was read is forgotten in the transaction that remembers the new one.
 */
public final class TopicIds {
    private final Store store;

    public TopicIds(Store store) {
        this.store = store;
    }

    /** Every topic that was followed, whether it is there now or not. */
    public Set<String> known() {
        return store.read("tell which topics were followed", TopicIds::known).keySet();
    }

    /**
     * Remembers which topics are there now, and tells those that were made anew since. A topic
     * whose id was not known goes on from where it was.
     *
     * @param ids what Kafka calls each topic
     */
    public Set<String> renewed(Map<String, String> ids) {
        Map<String, String> known = store.read("tell topics apart", TopicIds::known);
        if (known.entrySet().containsAll(ids.entrySet())) {
            return Set.of();
        }
        Set<String> renewed = new TreeSet<>();
        ids.forEach(
                (topic, id) -> {
                    if (!known.getOrDefault(topic, id).equals(id)) {
                        renewed.add(topic);
                    }
                });
        store.write(
                "tell topics apart",
                connection -> {
                    forget(connection, renewed);
                    remember(connection, ids);
                    return renewed;
                });
        return renewed;
    }

    private static Map<String, String> known(Connection connection) throws SQLException {
        Map<String, String> known = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT topic, topic_id FROM followed_topics");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.put(rows.getString(1), rows.getString(2));
            }
        }
        return known;
    }

    private static void forget(Connection connection, Collection<String> topics)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM followed WHERE topic = ?")) {
            for (String topic : topics) {
                delete.setString(1, topic);
                delete.execute();
            }
        }
    }

    private static void remember(Connection connection, Map<String, String> ids)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO followed_topics VALUES (?, ?)")) {
            for (Map.Entry<String, String> id : ids.entrySet()) {
                insert.setString(1, id.getKey());
                insert.setString(2, id.getValue());
                insert.execute();
            }
        }
    }
}
