package io.runnel.jobs.database;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Texts that PostgreSQL takes, whatever stood in the document. Indices into a text stay right: one
 * character takes the place of one.
 */
final class DatabaseText {
    /** Index entries end at 2,704 bytes, and the longest key has four such texts. */
    private static final int MAX_GROUPED = 200;

    private static final int MAX_KEY = 300;
    private static final char REPLACEMENT = '\uFFFD';

    private DatabaseText() {}

    /** Without U+0000 and halves of surrogate pairs, which PostgreSQL refuses; null stays null. */
    static String clean(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            if (isRefused(text, i)) {
                cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
                cleaned.setCharAt(i, REPLACEMENT);
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }

    /** A text that rows are grouped by: clean, and its first 200 characters where it is longer. */
    static String grouped(String text) {
        String clean = clean(text);
        return clean == null || clean.length() <= MAX_GROUPED
                ? clean
                : prefix(clean, MAX_GROUPED - 1) + "…";
    }

    /** An entity as it is counted: small letters, one blank between words. */
    static String entity(String text) {
        return grouped(
                clean(text).strip().replaceAll("[\\s\\p{Z}]+", " ").toLowerCase(Locale.ROOT));
    }

    /** An id that fits into an index; a longer one keeps its beginning, and has its digest. */
    static String key(String id) {
        String clean = clean(id);
        // Two ids that differ in what is replaced must not become one.
        return clean.length() <= MAX_KEY && clean.equals(id)
                ? id
                : prefix(clean, MAX_KEY - 65) + "…" + sha256(id);
    }

    private static boolean isRefused(String text, int index) {
        char unit = text.charAt(index);
        if (Character.isHighSurrogate(unit)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(unit)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return unit == 0;
    }

    private static String prefix(String text, int length) {
        int end = Math.min(length, text.length());
        boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end);
    }

    private static String sha256(String text) {
        try {
            // The units as they are: a charset would make halves of pairs equal.
            ByteBuffer units = ByteBuffer.allocate(2 * text.length());
            units.asCharBuffer().put(text);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(units.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one has not.", e);
        }
    }
}
