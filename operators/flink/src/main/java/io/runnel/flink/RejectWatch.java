package io.runnel.flink;

import io.runnel.schemas.document.DocumentType;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of the last records of one subtask, and keeps a {@link RejectLimit}. A pause
 * lies between two records and lasts a second, so checkpoints go on.
 *
 * <p>Not thread-safe: touched in the subtask's mailbox only.
 */
public final class RejectWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RejectWatch.class);

    private final RejectLimit limit;
    private final Rest rest;
    private final BitSet rejected;
    private int rejects;
    private int next;
    private long seen;
    private boolean pausing;

    /** How a pause is spent. */
    @FunctionalInterface
    interface Rest {
        void rest() throws InterruptedException;
    }

    RejectWatch(RejectLimit limit, Rest rest) {
        this.limit = limit;
        this.rest = rest;
        this.rejected = new BitSet(limit.window());
    }

    /** A watch that pauses for a second at a time, and shows as {@code pausing} whether it does. */
    public static RejectWatch of(RejectLimit limit, MetricGroup operator, DocumentType type) {
        RejectWatch watch = new RejectWatch(limit, () -> TimeUnit.SECONDS.sleep(1));
        operator.addGroup("runnel")
                .addGroup("type", type.label())
                .gauge("pausing", (Gauge<Integer>) () -> watch.pausing ? 1 : 0);
        return watch;
    }

    /** A record became what it should. */
    public void accepted() {
        int place = place();
        rejects -= rejected.get(place) ? 1 : 0;
        rejected.clear(place);
    }

    /** A record became a reject. */
    public void rejected() {
        int place = place();
        rejects += rejected.get(place) ? 0 : 1;
        rejected.set(place);
    }

    /**
     * Comes before each record: returns at once within the limit, after a pause or never beyond it.
     *
     * @throws SuppressRestartsException if the job is to fail
     */
    public void beforeNext() throws InterruptedException {
        boolean beyond = seen >= limit.window() && rejects > limit.maxShare() * limit.window();
        if (beyond && limit.beyond() == RejectLimit.Beyond.FAIL) {
            throw new SuppressRestartsException(new TooManyRejectsException(message()));
        }
        if (beyond && !pausing) {
            LOG.warn("{} One record a second is read until they are fewer.", message());
        }
        pausing = beyond;
        if (beyond) {
            rest.rest();
        }
    }

    private int place() {
        int place = next;
        next = (next + 1) % limit.window();
        seen++;
        return place;
    }

    private String message() {
        return String.format(
                Locale.ROOT,
                "%,d of the last %,d records were rejected; expected at most %.0f%%"
                        + " (rejects.max-share). See the reasons in the dead letters; repair the"
                        + " input or the model, and replay them.",
                rejects,
                limit.window(),
                limit.maxShare() * 100);
    }
}
