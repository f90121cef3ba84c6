package io.runnel.schemas.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
        if (key.length < 16) {
            throw new IllegalArgumentException(
                    "The key for hashing has " + key.length + " bytes; expected 16 or more.");
        }
        return new Redactor(Mode.HASH, key.clone());
    }

    /**
     * The text without these.
     *
     * @param findings in any order; of two that overlap, the one that begins first counts
     */
    public Redacted redact(String text, List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(
                Comparator.comparingInt(Finding::start)
                        .thenComparing(Comparator.comparingInt(Finding::end).reversed()));
        StringBuilder redacted = new StringBuilder();
        List<Redacted.Replacement> replacements = new ArrayList<>();
        int done = 0;
        for (Finding finding : sorted) {
            if (finding.start() < done) {
                continue;
            }
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
