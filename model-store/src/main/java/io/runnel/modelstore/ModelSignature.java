package io.runnel.modelstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Who vouches for a model: an Ed25519 signature of its {@code runnel.yaml}, whose digests pin every
 * other file. It is made with {@code openssl pkeyutl -sign -rawin -inkey KEY -in runnel.yaml -out
 * runnel.yaml.sig}.
 */
final class ModelSignature {
    /** Stands beside {@code runnel.yaml}, and is not listed in it. */
    static final String FILE = ModelDirectory.CARD + ".sig";

    private static final String ALGORITHM = "Ed25519";

    private ModelSignature() {}

    /**
     * What is wrong with the signature of a folder's card; empty if it is right.
     *
     * @param card the bytes that were read
     * @throws IllegalArgumentException if the file holds no public key
     */
    static Optional<String> mistake(Path folder, byte[] card, Path publicKey) {
        PublicKey key = read(publicKey);
        byte[] signature;
        try {
            signature = Files.readAllBytes(folder.resolve(FILE));
        } catch (IOException e) {
            return Optional.of(
                    "Its signature "
                            + FILE
                            + " cannot be read: "
                            + e
                            + ". Models must be signed here, since a public key is set.");
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(card);
            if (check.verify(signature)) {
                return Optional.empty();
            }
        } catch (GeneralSecurityException e) {
            return Optional.of("Its signature " + FILE + " is none: " + e.getMessage() + ".");
        }
        return Optional.of(
                "Its signature "
                        + FILE
                        + " was not made for this "
                        + ModelDirectory.CARD
                        + " with the key of "
                        + publicKey
                        + ": do not use it before you know why.");
    }

    private static PublicKey read(Path file) {
        try {
            String base64 =
                    Files.readString(file)
                            .lines()
                            .filter(line -> !line.startsWith("-----"))
                            .reduce("", String::concat)
                            .replaceAll("\\s", "");
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file
                            + " holds no Ed25519 public key: "
                            + e
                            + ". Expected a PEM file, as 'openssl pkey -pubout' writes it.",
                    e);
        }
    }
}
