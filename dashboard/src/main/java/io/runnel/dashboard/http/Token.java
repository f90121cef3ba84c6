package io.runnel.dashboard.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What a client must know to write; compared in constant time, never logged. */
public final class Token {
    private static final int BYTES = 32;
    private static final int FEWEST_CHARS = 16;

    private final String text;
    private final byte[] digest;

    private Token(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    /** A new one of 256 random bits. */
    public static Token generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The one in this file, without white space around it.
     *
     * @throws IllegalArgumentException if it is too short, or has characters that no header can
     *     carry
     */
    public static Token read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.length() < FEWEST_CHARS || !text.matches("[A-Za-z0-9._~+/=-]+")) {
                throw new IllegalArgumentException(
                        "File "
                                + file
                                + " has no usable token; expected "
                                + FEWEST_CHARS
                                + " or more letters, digits and . _ ~ + / = - on one line.");
            }
            return new Token(text);
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be read.", e);
        }
    }

    /** For the address that is printed; nowhere else. */
    public String text() {
        return text;
    }

    /** Whether it is this one; takes as long whatever is wrong. */
    boolean matches(String other) {
        return MessageDigest.isEqual(digest, digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one has not.", e);
        }
    }

    @Override
    public String toString() {
        return "Token";
    }
}
