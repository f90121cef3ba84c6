package io.runnel.schemas.registry;

import java.util.Arrays;

/** What a registry asks of a new version of a subject. */
public enum Compatibility {
    NONE(Direction.NONE, Reach.LAST),
    BACKWARD(Direction.BACKWARD, Reach.LAST),
    BACKWARD_TRANSITIVE(Direction.BACKWARD, Reach.ALL),
    FORWARD(Direction.FORWARD, Reach.LAST),
    FORWARD_TRANSITIVE(Direction.FORWARD, Reach.ALL),
    FULL(Direction.FULL, Reach.LAST),
    FULL_TRANSITIVE(Direction.FULL, Reach.ALL);

    /** Who must read whom. */
    private enum Direction {
        NONE,
        BACKWARD,
        FORWARD,
        FULL
    }

    /** Of which older versions that is asked. */
    private enum Reach {
        LAST,
        ALL
    }

    private final Direction direction;
    private final Reach reach;

    Compatibility(Direction direction, Reach reach) {
        this.direction = direction;
        this.reach = reach;
    }

    /** Whether a new version must read what was written with older ones. */
    public boolean readsOlder() {
        return direction == Direction.BACKWARD || direction == Direction.FULL;
    }

    /** Whether older versions must read what is written with a new one. */
    public boolean readByOlder() {
        return direction == Direction.FORWARD || direction == Direction.FULL;
    }

    /** Whether that is asked of all older versions, not only of the last one. */
    public boolean allVersions() {
        return reach == Reach.ALL;
    }

    /** Whether all that the other one asks for is asked for. */
    public boolean asksForAllOf(Compatibility other) {
        return (readsOlder() || !other.readsOlder())
                && (readByOlder() || !other.readByOlder())
                && (allVersions() || !other.allVersions());
    }

    /** The least that asks for all that both ask for. */
    public Compatibility and(Compatibility other) {
        return Arrays.stream(values())
                .filter(each -> each.asksForAllOf(this) && each.asksForAllOf(other))
                .findFirst()
                .orElse(FULL_TRANSITIVE);
    }
}
