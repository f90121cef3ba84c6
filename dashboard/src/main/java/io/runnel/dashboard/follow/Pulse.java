package io.runnel.dashboard.follow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IncomingReject;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.RejectReason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is going on now. Points in time are those of the records, as their writer's clock says, so
 * that the chart is true after a start, too; records of a transaction appear when it commits.
 */
public final class Pulse {
    private static final int SECONDS = 300;
    private static final int STEP = 2;
    private static final int RATE_SECONDS = 30;
    private static final int REASON_SECONDS = 60;
    private static final int LATENCIES = 2_000;
    private static final String REJECTS = "rejects";
    private static final int MOST_REASONS = 1_000;
    private static final int LONGEST_REASON = 100;
    private static final String OTHER_REASON = "OTHER";

    private final Clock clock;
    private final Map<String, Series> byKind = new TreeMap<>();
    private final Map<String, Series> byReason = new TreeMap<>();
    private final Map<String, TopicPulse> topics = new TreeMap<>();
    private final Latencies model = new Latencies();
    private final Latencies queue = new Latencies();

    public Pulse(Clock clock) {
        this.clock = clock;
        for (DocumentType type : DocumentType.values()) {
            byKind.put(type.label(), new Series());
        }
        byKind.put(REJECTS, new Series());
        for (RejectReason reason : RejectReason.values()) {
            byReason.put(reason.name(), new Series());
        }
    }

    /** Numbers of one topic. */
    private static final class TopicPulse {
        private final FollowedTopics.Kind kind;
        private final Series records = new Series();
        private long total;
        private long lag;

        TopicPulse(FollowedTopics.Kind kind) {
            this.kind = kind;
        }
    }

    /** So many in each of the last seconds. */
    private static final class Series {
        private final long[] second = new long[SECONDS];
        private final int[] count = new int[SECONDS];

        void add(long at) {
            int place = (int) Math.floorMod(at, (long) SECONDS);
            if (second[place] != at) {
                if (second[place] > at) {
                    return;
                }
                second[place] = at;
                count[place] = 0;
            }
            count[place]++;
        }

        int at(long when) {
            int place = (int) Math.floorMod(when, (long) SECONDS);
            return second[place] == when ? count[place] : 0;
        }

        long sum(long until, int seconds) {
            long sum = 0;
            for (long at = until - seconds + 1; at <= until; at++) {
                sum += at(at);
            }
            return sum;
        }
    }

    /** The last ones of documents that asked a model, for percentiles. */
    private static final class Latencies {
        private final double[] values = new double[LATENCIES];
        private long seen;

        void add(double value) {
            values[(int) (seen++ % LATENCIES)] = value;
        }

        ObjectNode percentiles() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            int size = (int) Math.min(seen, LATENCIES);
            if (size == 0) {
                return node.putNull("p50").putNull("p99");
            }
            double[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return node.put("p50", sorted[(size - 1) / 2])
                    .put("p99", sorted[(int) ((size - 1) * 0.99)]);
        }
    }

    /** Takes notice of what was read. */
    public synchronized void note(Batch batch) {
        for (IncomingDocument document : batch.documents()) {
            long second = second(document.writtenAt());
            byKind.get(document.enriched().document().type().label()).add(second);
            topic(document.place().topic(), FollowedTopics.Kind.ENRICHED).records.add(second);
            topic(document.place().topic(), FollowedTopics.Kind.ENRICHED).total++;
            Processing processing = document.enriched().processing();
            if (!processing.cacheHit()) {
                model.add(processing.modelMs());
                queue.add(processing.queueMs());
            }
        }
        for (IncomingReject reject : batch.rejects()) {
            long second = second(reject.at());
            byKind.get(REJECTS).add(second);
            byReason.computeIfAbsent(counted(reject.facts().reason()), unused -> new Series())
                    .add(second);
            topic(reject.place().topic(), FollowedTopics.Kind.DEAD_LETTERS).records.add(second);
            topic(reject.place().topic(), FollowedTopics.Kind.DEAD_LETTERS).total++;
        }
    }

    /** What anybody may write into a header is not kept without end. */
    private String counted(String reason) {
        boolean fits = byReason.size() < MOST_REASONS && reason.length() <= LONGEST_REASON;
        return fits || byReason.containsKey(reason) ? reason : OTHER_REASON;
    }

    /** A time to come would keep its second from all that are counted before it. */
    private long second(long millis) {
        return Math.floorDiv(Math.min(millis, clock.millis()), 1000L);
    }

    /** Takes notice of how many records a topic had before, and how many are not read yet. */
    synchronized void known(String topic, FollowedTopics.Kind kind, long total, long lag) {
        TopicPulse pulse = topic(topic, kind);
        pulse.total = total;
        pulse.lag = lag;
    }

    synchronized void lag(String topic, FollowedTopics.Kind kind, long lag) {
        topic(topic, kind).lag = lag;
    }

    /** Takes notice of how many records an input topic has, and how many have no outcome yet. */
    synchronized void input(String topic, long total, long lag) {
        TopicPulse pulse = topic(topic, FollowedTopics.Kind.INPUT);
        long second = clock.instant().getEpochSecond();
        for (long i = pulse.total;
                pulse.total > 0 && i < Math.min(total, pulse.total + 100_000);
                i++) {
            pulse.records.add(second);
        }
        pulse.total = total;
        pulse.lag = lag;
    }

    private TopicPulse topic(String name, FollowedTopics.Kind kind) {
        return topics.computeIfAbsent(name, unused -> new TopicPulse(kind));
    }

    /** All of it. */
    public synchronized ObjectNode now() {
        Instant at = clock.instant();
        long second = at.getEpochSecond();
        ObjectNode now = JsonNodeFactory.instance.objectNode().put("at", at.toString());
        ArrayNode list = now.putArray("topics");
        topics.forEach((name, pulse) -> addTopic(list, name, pulse, second));
        ArrayNode reasons = now.putArray("rejects_last_minute");
        List<Map.Entry<String, Series>> sorted = new ArrayList<>(byReason.entrySet());
        sorted.sort(
                Comparator.comparingLong(entry -> -entry.getValue().sum(second, REASON_SECONDS)));
        for (Map.Entry<String, Series> reason : sorted) {
            long count = reason.getValue().sum(second, REASON_SECONDS);
            if (count > 0) {
                reasons.addObject().put("reason", reason.getKey()).put("count", count);
            }
        }
        now.set("model_ms", model.percentiles());
        now.set("queue_ms", queue.percentiles());
        ArrayNode points = now.putArray("documents_per_second");
        long last = second - Math.floorMod(second, (long) STEP) - 1;
        for (long end = last - SECONDS + STEP + STEP; end <= last; end += STEP) {
            ObjectNode point = points.addObject();
            point.put("at", Instant.ofEpochSecond(end - STEP + 1).toString());
            long until = end;
            byKind.forEach(
                    (kind, series) -> point.put(kind, series.sum(until, STEP) / (double) STEP));
        }
        return now;
    }

    private static void addTopic(ArrayNode list, String name, TopicPulse pulse, long second) {
        ObjectNode topic = list.addObject().put("topic", name);
        topic.put("type", FollowedTopics.type(name).map(DocumentType::label).orElse(null));
        topic.put("kind", pulse.kind.label());
        topic.put(
                "documents_per_second",
                Math.round(pulse.records.sum(second, RATE_SECONDS) * 100.0 / RATE_SECONDS) / 100.0);
        topic.put("total", pulse.total).put("lag", pulse.lag);
    }
}
