package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.schemas.document.RejectReason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** UTF-8 that is refused where it is wrong, instead of being replaced by question marks. */
final class StrictUtf8 {
    private StrictUtf8() {}

    /**
     * The text of these bytes.
     *
     * @param where what the bytes are, for the message
     */
    static String decode(byte[] bytes, String where) throws Refusal {
        String text = new String(bytes, UTF_8);
        // The replacement character may be there in its own right, so only the strict decoder can
        // tell.
        return text.indexOf('\uFFFD') < 0 ? text : decodeSlowly(bytes, where);
    }

    private static String decodeSlowly(byte[] bytes, String where) throws Refusal {
        CharsetDecoder decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int position = in.position();
            throw new Refusal(
                    RejectReason.NOT_UTF8,
                    "expected UTF-8 in %s, found byte 0x%02x at position %d. Let the producer write UTF-8."
                            .formatted(where, bytes[position] & 0xff, position));
        }
        return out.flip().toString();
    }
}
