// Sentences by the rule of shared/runnel_peers/texts.py, and the ones for a summary.

const SENTENCE_END = /(?<=[.!?])\s+|\s*\n\s*/gu;
const SUMMARY_SENTENCES = 3;

/** Spans `[start, end]` of sentences without blanks around them. */
export function sentences(text) {
    const spans = [];
    let start = 0;
    for (const border of [...text.matchAll(SENTENCE_END), null]) {
        const end = border ? border.index : text.length;
        const part = text.slice(start, end);
        const trimmed = part.trim();
        if (trimmed) {
            const first = start + part.indexOf(trimmed);
            spans.push([first, first + trimmed.length]);
        }
        start = border ? border.index + border[0].length : end;
    }
    return spans;
}

/** The sentences with the highest mean score of their tokens `{start, score}`, in the order of the text. */
export function bestSentences(text, tokens) {
    const scored = sentences(text).map(([start, end]) => {
        const scores = tokens.filter((token) => token.start >= start && token.start < end).map((token) => token.score);
        const mean = scores.length ? scores.reduce((total, score) => total + score, 0) / scores.length : -Infinity;
        return { start, end, mean };
    });
    return scored
        .sort((one, other) => other.mean - one.mean)
        .slice(0, SUMMARY_SENTENCES)
        .sort((one, other) => one.start - other.start);
}
