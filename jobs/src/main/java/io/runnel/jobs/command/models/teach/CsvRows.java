package io.runnel.jobs.command.models.teach;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of comma-separated values as RFC 4180 has them: a value in quotes may hold commas, line
 * breaks and doubled quotes.
 */
final class CsvRows {
    private static final int END = -1;

    private final PushbackReader in;
    private int line = 1;

    CsvRows(Reader in) {
        this.in = new PushbackReader(in);
    }

    /** The line at which the next row starts. */
    int line() {
        return line;
    }

    /**
     * The values of the next row; none at the end.
     *
     * @throws IOException if a quote is never closed, with its line
     */
    List<String> next() throws IOException {
        List<String> values = new ArrayList<>();
        int first = in.read();
        if (first == END) {
            return List.of();
        }
        in.unread(first);
        boolean more = true;
        while (more) {
            StringBuilder value = new StringBuilder();
            more = value(value);
            values.add(value.toString());
        }
        return List.copyOf(values);
    }

    /** Reads a value; whether another one follows in the row. */
    private boolean value(StringBuilder value) throws IOException {
        int started = line;
        boolean quoted = false;
        while (true) {
            int c = in.read();
            if (c == '\n') {
                line++;
            }
            if (quoted) {
                if (c == END) {
                    throw new IOException(
                            "the quote that opens in line " + started + " is never closed");
                }
                if (c != '"') {
                    value.append((char) c);
                } else if (!nextIs('"')) {
                    quoted = false;
                } else {
                    value.append('"');
                }
            } else if (c == '"' && value.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                return true;
            } else if (c == '\n' || c == END) {
                return false;
            } else if (c != '\r') {
                value.append((char) c);
            }
        }
    }

    /** Whether this character comes next; then it is read. */
    private boolean nextIs(char wanted) throws IOException {
        int c = in.read();
        if (c == wanted) {
            return true;
        }
        if (c != END) {
            in.unread(c);
        }
        return false;
    }
}
