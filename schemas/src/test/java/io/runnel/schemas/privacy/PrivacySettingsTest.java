package io.runnel.schemas.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.privacy.Redactor.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacySettingsTest {
    private static final Set<PersonalData> EMAILS = Set.of(PersonalData.EMAIL);
    private static final List<Finding> ALL_OF_IT =
            List.of(new Finding(PersonalData.EMAIL, 0, "a@b.com".length()));

    @TempDir Path folder;

    @Test
    void readsTheKeyWithoutTheLineBreakThatEditorsAdd() throws IOException {
        Path one = key("0123456789abcdef");
        Path other = key("0123456789abcdef\r\n");

        assertThat(hash(one)).isEqualTo(hash(other));
        assertThat(hash(key("another key of 16"))).isNotEqualTo(hash(one));
    }

    @Test
    void saysWhatIsWrongWithAKey() throws IOException {
        assertThatThrownBy(() -> hash(folder.resolve("gone")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("gone").toString())
                .hasMessageContaining("every TaskManager");
        Path shortKey = key("short\n");
        assertThatThrownBy(() -> hash(shortKey))
                .hasMessageContaining("has 5 bytes; expected 16 or more")
                .hasMessageContaining("openssl rand");
        assertThatThrownBy(() -> new PrivacySettings(EMAILS, Mode.HASH, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name the file");
    }

    @Test
    void needsNoKeyForOtherModes() {
        PrivacySettings masked = new PrivacySettings(EMAILS, Mode.MASK, null);
        PrivacySettings dropped = new PrivacySettings(EMAILS, Mode.DROP, null);

        assertThat(masked.redactor().redact("a@b.com", ALL_OF_IT).text()).isEqualTo("[email]");
        assertThat(dropped.redactor().redact("a@b.com", ALL_OF_IT).text()).isEmpty();
        assertThat(PrivacySettings.none().takeNothing()).isTrue();
    }

    private static String hash(Path key) {
        return new PrivacySettings(EMAILS, Mode.HASH, key.toString())
                .redactor()
                .redact("a@b.com", ALL_OF_IT)
                .text();
    }

    private Path key(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "key", ""), text);
    }
}
