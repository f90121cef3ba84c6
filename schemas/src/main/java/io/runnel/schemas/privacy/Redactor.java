package io.runnel.schemas.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes personal data out of texts. */
public final class Redactor {
    /** What stands in its place. */
    public enum Mode {
        /** {@code [email]}: what it was, not whose. */
        MASK,
        /**
         * {@code [email:9f86d081884c7d65]}: equal data is equal, for those who must count or join.
         */
        HASH,
        /** Nothing. */
        DROP
    }

    /** Fewer bytes could be tried out. */
    static final int LEAST_KEY_BYTES = 16;

    private static final int HASH_BYTES = 8;

    private final Mode mode;
    private final byte[] key;

    private Redactor(Mode mode, byte[] key) {
        this.mode = mode;
        this.key = key;
    }

    /** A redactor that writes what it took away. */
    public static Redactor masking() {
        return new Redactor(Mode.MASK, new byte[0]);
    }

    /** A redactor that leaves nothing. */
    public static Redactor dropping() {
        return new Redactor(Mode.DROP, new byte[0]);
    }

    /**
     * A redactor that writes a keyed hash (HMAC-SHA-256, first 64 bits) of the data in lower case
     * without blanks. Without the key nobody can try out whose it is; a new key makes new hashes.
     *
     * @param key at least 16 bytes
     */
    public static Redactor hashing(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The key for hashing has "
                            + key.length
                            + " bytes; expected "
                            + LEAST_KEY_BYTES
                            + " or more.");
        }
        return new Redactor(Mode.HASH, key.clone());
    }

    /**
     * Tells two keys apart, and nothing else of them; empty where there is none. Hashes of the same
     * data are equal only where this is.
     */
    public Optional<String> keyFingerprint() {
        return mode == Mode.HASH ? Optional.of(hash("fingerprint of the key")) : Optional.empty();
    }

    /**
     * The text without these.
     *
     * @param findings in any order; those that overlap are one, of the kind that begins first
     */
    public Redacted redact(String text, List<Finding> findings) {
        StringBuilder redacted = new StringBuilder();
        List<Redacted.Replacement> replacements = new ArrayList<>();
        int done = 0;
        for (Finding finding : joined(findings)) {
            redacted.append(text, done, finding.start());
            String by = replacement(finding.kind(), text.substring(finding.start(), finding.end()));
            replacements.add(
                    new Redacted.Replacement(
                            finding, redacted.length(), redacted.length() + by.length()));
            redacted.append(by);
            done = finding.end();
        }
        redacted.append(text, done, text.length());
        return new Redacted(redacted.toString(), List.copyOf(replacements));
    }

    /** Sorted, without overlaps: nothing of any of them is left. */
    private static List<Finding> joined(List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(
                Comparator.comparingInt(Finding::start)
                        .thenComparing(Comparator.comparingInt(Finding::end).reversed()));
        List<Finding> joined = new ArrayList<>();
        for (Finding finding : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && finding.start() < joined.get(last).end()) {
                Finding first = joined.get(last);
                joined.set(
                        last,
                        new Finding(
                                first.kind(), first.start(), Math.max(first.end(), finding.end())));
            } else {
                joined.add(finding);
            }
        }
        return joined;
    }

    private String replacement(PersonalData kind, String data) {
        return switch (mode) {
            case MASK -> "[" + kind.label() + "]";
            case HASH -> "[" + kind.label() + ":" + hash(data) + "]";
            case DROP -> "";
        };
    }

    private String hash(String data) {
        String plain = data.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Every Java platform has HmacSHA256; this one has not.", e);
        }
    }
}
