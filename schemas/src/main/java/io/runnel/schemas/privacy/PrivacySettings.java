package io.runnel.schemas.privacy;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * What is taken out of everything that leaves a job, and what stands in its place. It travels to
 * the TaskManagers with the job; the key does not, each of them reads it from its own file.
 *
 * @param kinds what is taken out; nothing if there are none
 * @param hashKeyFile where the key of {@link Redactor.Mode#HASH} is; {@code null} in other modes
 */
public record PrivacySettings(Set<PersonalData> kinds, Redactor.Mode mode, String hashKeyFile)
        implements Serializable {
    /** Refuses hashes without a key. */
    public PrivacySettings {
        kinds = Set.copyOf(kinds);
        if (mode == Redactor.Mode.HASH && hashKeyFile == null) {
            throw new IllegalArgumentException(
                    "Hashes need a key; name the file that holds it. Without one, anybody could try"
                            + " out whose data it is.");
        }
    }

    /** Everything leaves as it is. */
    public static PrivacySettings none() {
        return new PrivacySettings(Set.of(), Redactor.Mode.MASK, null);
    }

    /** Whether everything leaves as it is. */
    public boolean takeNothing() {
        return kinds.isEmpty();
    }

    /**
     * The redactor that these settings mean; with hashes, it has the key that the file holds,
     * without line breaks at its end.
     *
     * @throws IllegalStateException if the key cannot be read, or is too short
     */
    public Redactor redactor() {
        return switch (mode) {
            case MASK -> Redactor.masking();
            case DROP -> Redactor.dropping();
            case HASH -> Redactor.hashing(key());
        };
    }

    private byte[] key() {
        byte[] key;
        try {
            key = Files.readAllBytes(Path.of(hashKeyFile));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key for hashing cannot be read from "
                            + hashKeyFile
                            + " on this machine: "
                            + e
                            + ". Put it there on every TaskManager, or set privacy.hash-key-file.",
                    e);
        }
        int length = key.length;
        while (length > 0 && (key[length - 1] == '\n' || key[length - 1] == '\r')) {
            length--;
        }
        if (length < Redactor.LEAST_KEY_BYTES) {
            throw new IllegalStateException(
                    "The key for hashing in "
                            + hashKeyFile
                            + " has "
                            + length
                            + " bytes; expected "
                            + Redactor.LEAST_KEY_BYTES
                            + " or more, such as 'openssl rand -hex 32' makes.");
        }
        return Arrays.copyOf(key, length);
    }
}
