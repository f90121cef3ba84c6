package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSignatureTest {
    @TempDir Path temporary;
    private ModelFolder folder;
    private KeyPair keys;
    private Path publicKey;

    @BeforeEach
    void signAGoodFolder() throws IOException, GeneralSecurityException {
        folder = ModelFolder.good(temporary.resolve("store"), "moods", "1");
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publicKey = pem("key.pub", keys);
        sign(keys);
    }

    @Test
    void acceptsWhatTheKeySigned() {
        ModelDirectory model = ModelDirectory.open(folder.path());

        assertThatCode(() -> model.verifySignature(publicKey)).doesNotThrowAnyException();
        assertThatCode(model::verify).as("the signature is no stranger").doesNotThrowAnyException();
    }

    @Test
    void refusesACardThatWasChangedAfterwards() {
        folder.cardWith("temperature: 1.5", "temperature: 1.6");
        ModelDirectory model = ModelDirectory.open(folder.path());

        assertThatThrownBy(() -> model.verifySignature(publicKey))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("was not made for this runnel.yaml");
    }

    @Test
    void refusesTheSignatureOfAnotherKey() throws IOException, GeneralSecurityException {
        Path other = pem("other.pub", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        ModelDirectory model = ModelDirectory.open(folder.path());

        assertThatThrownBy(() -> model.verifySignature(other))
                .hasMessageContaining("with the key of " + other);
    }

    @Test
    void refusesAModelWithoutSignatureAndBytesThatAreNone() throws IOException {
        ModelDirectory model = ModelDirectory.open(folder.path());
        Files.writeString(folder.path().resolve(ModelSignature.FILE), "signed, the boss");
        assertThatThrownBy(() -> model.verifySignature(publicKey))
                .isInstanceOf(ModelFolderException.class);

        Files.delete(folder.path().resolve(ModelSignature.FILE));

        assertThatThrownBy(() -> model.verifySignature(publicKey))
                .hasMessageContaining("runnel.yaml.sig cannot be read")
                .hasMessageContaining("must be signed here");
    }

    @Test
    void refusesAFileThatHoldsNoKey() throws IOException {
        Path none = Files.writeString(temporary.resolve("none.pub"), "-----BEGIN-----\nhello\n");
        ModelDirectory model = ModelDirectory.open(folder.path());

        assertThatThrownBy(() -> model.verifySignature(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(none + " holds no Ed25519 public key");
    }

    private void sign(KeyPair pair) throws IOException, GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(Files.readAllBytes(folder.path().resolve(ModelDirectory.CARD)));
        Files.write(folder.path().resolve(ModelSignature.FILE), signature.sign());
    }

    private Path pem(String name, KeyPair pair) throws IOException {
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pair.getPublic().getEncoded());
        return Files.writeString(
                temporary.resolve(name),
                "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }
}
