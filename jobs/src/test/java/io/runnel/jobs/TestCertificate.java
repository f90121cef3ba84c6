package io.runnel.jobs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and its certificate for this host, made for the run and signed by nobody else, which serves
 * as trust, too.
 *
 * @param keystore PKCS #12, with {@link #STORE_PASSWORD}
 */
public record TestCertificate(Path keystore, String alias) {
    public static final String STORE_PASSWORD = "store-password";

    /** Makes one for {@code localhost} and {@code 127.0.0.1}. */
    public static TestCertificate in(Path folder, String alias) throws Exception {
        return in(folder, alias, "dns:localhost,ip:127.0.0.1");
    }

    /** Makes one for these names. */
    public static TestCertificate in(Path folder, String alias, String names) throws Exception {
        Path keystore = folder.resolve(alias + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-validity",
                                "2",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=" + names,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keystore.toString(),
                                "-storepass",
                                STORE_PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
        return new TestCertificate(keystore, alias);
    }

    /** The certificate as programs that are not Java read it. */
    public Path certificateFile() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", ".crt", store().getCertificate(alias).getEncoded());
    }

    /** The key, which only its owner may read. */
    public Path keyFile() throws IOException, GeneralSecurityException {
        byte[] key = store().getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
        Path file = pem("PRIVATE KEY", ".key", key);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        return store;
    }

    private Path pem(String kind, String ending, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                keystore.resolveSibling(alias + ending),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text),
                US_ASCII);
    }
}
