// Cuts a text at every start and end of its spans. Indices count UTF-16 units, which is what Java's and JavaScript's strings both do.

const HIGH = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const LOW = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** Never the middle of a character outside the basic plane: a start moves before it, an end behind it. */
function whole(text, index, by) {
  return index > 0 && index < text.length && LOW(text.charCodeAt(index)) && HIGH(text.charCodeAt(index - 1))
    ? index + by
    : index;
}

/**
 * The pieces of a text in order, which together are the text; each with all spans that cover it, the longest first. Spans may nest and
 * overlap; those that lie outside of the text, or are empty, are left out.
 */
export function pieces(text, spans) {
  const kept = spans
    .map((span) => ({
      span,
      start: whole(text, Math.max(0, span.start), -1),
      end: whole(text, Math.min(text.length, span.end), 1),
    }))
    .filter(({ start, end }) => Number.isInteger(start) && Number.isInteger(end) && start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set([0, text.length, ...kept.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const found = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    open = open.filter((each) => each.end > start);
    while (next < kept.length && kept[next].start <= start) {
      open.push(kept[next++]);
    }
    const covering = [...open]
      .sort((a, b) => b.end - b.start - (a.end - a.start))
      .map(({ span, start: from, end: to }) => ({ span, first: from === start, last: to === end }));
    found.push({ start, end, text: text.slice(start, end), spans: covering });
  }
  return found;
}
