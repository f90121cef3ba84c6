package io.runnel.jobs.command.models;

import java.util.List;

/** Where tokens stand in their text when they are joined by blanks. */
@SuppressWarnings("ArrayRecordComponent") // private to one row, never compared
record TokenOffsets(int[] starts, int[] ends) {
    static TokenOffsets ofJoined(List<String> tokens) {
        int[] starts = new int[tokens.size()];
        int[] ends = new int[tokens.size()];
        int position = 0;
        for (int i = 0; i < tokens.size(); i++) {
            starts[i] = position;
            ends[i] = position + tokens.get(i).length();
            position = ends[i] + 1;
        }
        return new TokenOffsets(starts, ends);
    }

    /** The tokens that a part of the text touches. */
    TokenSpan cover(String type, int start, int end) {
        int first = 0;
        while (first < ends.length - 1 && ends[first] <= start) {
            first++;
        }
        int last = first;
        while (last < starts.length - 1 && starts[last + 1] < end) {
            last++;
        }
        return new TokenSpan(type, first, last);
    }
}
