package io.runnel.jobs.command.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.kafka.DeadLetterHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LetterJsonTest {
    @Test
    void isReadBackWithTheBytesOfTheLetter() {
        for (byte[] value : new byte[][] {"{\"id\":\"£😀\"}".getBytes(UTF_8), {(byte) 0xff, 0}}) {
            Repair repair = LetterJson.parse(line(letter(value)));
            assertThat(repair.place()).isEqualTo(new LetterPlace(2, 12));
            assertThat(repair.value()).isEqualTo(value);
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> LetterJson.parse("{\"text\":\"x\"}".getBytes(UTF_8)))
                .hasMessageContaining("names no place");
        assertThatThrownBy(() -> LetterJson.parse("{\"at\":\"0@1\"}".getBytes(UTF_8)))
                .hasMessageContaining("found neither");
        assertThatThrownBy(
                        () -> LetterJson.parse("{\"at\":\"0@1\",\"txet\":\"x\"}".getBytes(UTF_8)))
                .hasMessageContaining("[txet]");
        assertThatThrownBy(() -> LetterJson.parse("{\"at\":\"1\",\"text\":\"x\"}".getBytes(UTF_8)))
                .hasMessageContaining("PARTITION@OFFSET");
    }

    @Test
    void givesBackTheOriginalWithoutTheHeadersOfItsError() {
        Letter letter = letter("x".getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> original = letter.original("tickets", new byte[] {1});
        assertThat(original.topic()).isEqualTo("tickets");
        assertThat(original.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(original.value()).containsExactly(1);
        assertThat(original.headers().toArray())
                .extracting(header -> header.key())
                .containsExactly("trace", "trace");
    }

    @Test
    void knowsThatAPartOfTheOriginalIsMissing() {
        Letter letter = letter("x".getBytes(UTF_8));
        assertThat(letter.isIncomplete()).isFalse();
        letter.record().headers().add(DeadLetterHeader.HEADERS_DROPPED, "3".getBytes(UTF_8));
        assertThat(letter.isIncomplete()).isTrue();
    }

    private static byte[] line(Letter letter) {
        return LetterJson.of(letter, new Replayed()).getBytes(UTF_8);
    }

    private static Letter letter(byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("tickets-dlt", 2, 12, "key".getBytes(UTF_8), value);
        record.headers().add("trace", "1".getBytes(UTF_8)).add("trace", "2".getBytes(UTF_8));
        record.headers().add(DeadLetterHeader.REASON, "MISSING_ID".getBytes(UTF_8));
        record.headers().add(DeadLetterHeader.TOPIC, "tickets".getBytes(UTF_8));
        return new Letter(record);
    }
}
