// The table of documents: rows that open with Enter or a click, and stay a table for screen readers at any width.
import { documentAddress, go } from "./address.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import * as marks from "./marks.js";

const COLUMNS = ["Document", "Label", "Sentiment", "Time"];

/** The table's frame; rows go into its body. */
export function documentTable(caption) {
  const body = h("tbody", { role: "rowgroup" });
  const table = h(
    "table.documents",
    { role: "table" },
    h("caption.sr", caption),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        COLUMNS.map((name) => h("th", { scope: "col", role: "columnheader" }, name)),
      ),
    ),
    body,
  );
  return { table, body };
}

/** One document as a row. */
export function documentRow(found) {
  const address = documentAddress(found.document_type, found.document_id);
  const key = `${found.document_type}/${found.document_id}`;
  const open = () => go(new URLSearchParams(address.slice(1)));
  return h(
    "tr",
    {
      role: "row",
      tabindex: "0",
      "data-row": key,
      "aria-label": [
        `${format.words(found.document_type)} ${titleOf(found)}`,
        found.label && format.words(found.label),
        found.sentiment && format.words(found.sentiment),
      ]
        .filter(Boolean)
        .join(", "),
      onclick: (event) => event.target.closest("a, button") || String(getSelection()) || open(),
      onkeydown: (event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) {
          event.preventDefault();
          open();
        }
      },
    },
    h(
      "td.what",
      { role: "cell" },
      h(
        "div.what-head",
        marks.type(found.document_type),
        h("a.title", { href: address, tabindex: "-1" }, titleOf(found)),
        found.corrected && h("span.badge", "Corrected"),
      ),
      h("p.snippet", snippet(found)),
    ),
    h(
      "td.label",
      { role: "cell" },
      found.label ? h("span.label-name", format.words(found.label)) : h("span.faint", "Not answered"),
      found.label && marks.confidence(found.label_score),
    ),
    h("td.mood-cell", { role: "cell" }, marks.sentiment(found.sentiment)),
    h(
      "td.when",
      { role: "cell" },
      h("time", { datetime: found.at, title: format.moment(found.at) }, format.dayTime(found.at)),
      h("span.faint", found.document_id),
    ),
  );
}

export const titleOf = (found) => found.title || found.summary_text?.slice(0, 90) || found.document_id;

function snippet(found) {
  if (found.snippet?.length > 0) {
    return found.snippet.map((part) => (part.match ? h("mark.hit", part.text) : part.text));
  }
  return found.summary_text ?? "No summary.";
}
