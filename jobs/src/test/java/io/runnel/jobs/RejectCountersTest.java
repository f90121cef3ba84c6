package io.runnel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class RejectCountersTest {
    @Test
    void haveTheGroupsOfTheOperatorThatEnriches() {
        Map<String, Counter> counters = new TreeMap<>();
        RejectCounters rejects =
                new RejectCounters(
                        new Group("", counters),
                        DocumentType.TICKET,
                        Set.of(RejectReason.NO_TEXT, RejectReason.TOMBSTONE));

        rejects.count(reject());

        assertThat(counters)
                .containsOnlyKeys(
                        "runnel.type.ticket.reason.NO_TEXT.rejects",
                        "runnel.type.ticket.reason.TOMBSTONE.rejects");
        assertThat(counters.get("runnel.type.ticket.reason.NO_TEXT.rejects").getCount())
                .isEqualTo(1);
        assertThat(counters.get("runnel.type.ticket.reason.TOMBSTONE.rejects").getCount()).isZero();
    }

    private static Reject reject() {
        Origin origin = new Origin("tickets", 0, 1, 0, null, List.of(), null);
        return new Reject(origin, Stage.DECODE, RejectReason.NO_TEXT, null, "why");
    }

    /** Remembers counters by their names with their groups. */
    private static final class Group extends UnregisteredMetricsGroup {
        private final String path;
        private final Map<String, Counter> counters;

        Group(String path, Map<String, Counter> counters) {
            this.path = path;
            this.counters = counters;
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            counters.put(path + name, counter);
            return counter;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Group(path + name + ".", counters);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Group(path + key + "." + value + ".", counters);
        }
    }
}
