package io.runnel.schemas.registry;

import java.util.Arrays;

/** What a registry asks of a new version of a subject. */
public enum Compatibility {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOlder;
    private final boolean readByOlder;
    private final boolean allVersions;

    Compatibility(boolean readsOlder, boolean readByOlder, boolean allVersions) {
        this.readsOlder = readsOlder;
        this.readByOlder = readByOlder;
        this.allVersions = allVersions;
    }

    /** Whether a new version must read what was written with older ones. */
    public boolean readsOlder() {
        return readsOlder;
    }

    /** Whether older versions must read what is written with a new one. */
    public boolean readByOlder() {
        return readByOlder;
    }

    /** Whether that is asked of all older versions, not only of the last one. */
    public boolean allVersions() {
        return allVersions;
    }

    /** Whether all that the other one asks for is asked for. */
    public boolean asksForAllOf(Compatibility other) {
        return (readsOlder || !other.readsOlder)
                && (readByOlder || !other.readByOlder)
                && (allVersions || !other.allVersions);
    }

    /** The least that asks for all that both ask for. */
    public Compatibility and(Compatibility other) {
        return Arrays.stream(values())
                .filter(each -> each.asksForAllOf(this) && each.asksForAllOf(other))
                .findFirst()
                .orElse(FULL_TRANSITIVE);
    }
}
