// Signs for sentiment, type, label and entity type: always a word beside the colour.
import { h } from "./dom.js";
import * as format from "./format.js";

export const SENTIMENTS = ["negative", "neutral", "positive"];
export const TYPES = ["ticket", "invoice", "transcript"];
const SIGN = { negative: "▼", neutral: "●", positive: "▲" };

/** The entity types of the bundled models, each with a colour of its own. */
export const ENTITY_TYPES = [
  "person",
  "organisation",
  "place",
  "date",
  "time",
  "money",
  "percent",
  "quantity",
  "product",
  "event",
  "law",
  "other",
];

/** The class of an entity type's colour; types of other models share one. */
export const groupClass = (group) => (ENTITY_TYPES.includes(group) ? `e-${group}` : "e-unknown");

/** A sentiment: sign, word, and how sure. */
export function sentiment(name, score) {
  const known = SENTIMENTS.includes(name);
  return h(
    `span.mood.${known ? name : "none"}`,
    h("span", { "aria-hidden": "true" }, known ? SIGN[name] : "○"),
    h("span", name ? format.words(name) : "Not answered"),
    score !== undefined && score !== null && h("span.faint", format.share(score)),
  );
}

export const signOf = (name) => SIGN[name] ?? "";

/** A document's type. */
export const type = (name) => h(`span.type.${TYPES.includes(name) ? name : "other"}`, format.words(name));

/** How sure, as a bar and a number. */
export const confidence = (score) =>
  score === null || score === undefined
    ? h("span.faint", format.NOTHING)
    : h(
        "span.confidence",
        h("span.track", { "aria-hidden": "true" }, h("span.fill", { vars: { part: Math.max(0, Math.min(1, score)) } })),
        h("span.number", format.share(score)),
      );

/** A value of sentiment from -1 to 1, as Runnel's movement counts it: sure negative is -1, sure positive 1. */
export const valence = (name, score) => (name === "negative" ? -score : name === "positive" ? score : 0);
