// The document's own words: entities by type, the sentences of the summary where they stand, or the words that carried a decision.
import { fill, h } from "../dom.js";
import * as format from "../format.js";
import { groupClass, sentiment } from "../marks.js";
import { pieces } from "../spans.js";
import { entityTypes } from "./entities.js";
import { ADDED, markedByPeople, markMissed, selectedWords } from "./mark.js";

const TURN = /^turns\[(\d+)]\.text$/;

/**
 * The card of the text. `goTo(field)` brings a field into view, `showWhy(answer|null)` shows weights in the place of entities, `mark()`
 * asks for an entity that the model missed.
 */
export function textCard({ answer, query, judged }) {
  const { enriched, fields, turns } = answer;
  const hidden = new Set();
  const marked = markedByPeople(answer);
  const groups = [...new Set([...enriched.entities, ...marked].map((entity) => entity.entity_group))];
  const turnAt = new Map(turns.map((turn) => [turn.index, turn]));
  const body = h("div.text");
  const legend = h("div.entity-legend", { role: "group", "aria-label": "Entity types that are shown" });
  const head = h("p.note");
  let why = null;

  const toggles = groups.map((group) =>
    h(
      "button",
      {
        type: "button",
        class: `tag ${groupClass(group)}`,
        "aria-pressed": "true",
        onclick: (event) => {
          hidden[hidden.has(group) ? "delete" : "add"](group);
          event.currentTarget.setAttribute("aria-pressed", String(!hidden.has(group)));
          draw();
        },
      },
      format.words(group),
    ),
  );
  const inSummary = enriched.summary.sentences.length > 0 && h("span.legend-summary", "In the summary");
  fill(legend, toggles, inSummary);

  function draw() {
    legend.hidden = why !== null || toggles.length === 0;
    head.textContent = why ? `the words that carried “${format.words(why.label)}”` : "";
    fill(body, fields.length === 0 ? h("p.faint", "The document has no text.") : fields.map(block));
  }

  function block({ field, text }) {
    const turn = TURN.exec(field);
    const index = turn ? Number(turn[1]) : -1;
    const content = h("p.words", pieces(text, spansOf(field, text)).map(piece));
    if (!turn) {
      return h("section.field", { "data-field": field, tabindex: "-1" }, h("h3", nameOf(field)), content);
    }
    const said = turnAt.get(index);
    return h(
      `section.field.turn`,
      { "data-field": field, tabindex: "-1" },
      h(
        "h3",
        said?.speaker || enriched.document.turns?.[index]?.speaker || `Turn ${index + 1}`,
        " ",
        said && sentiment(said.sentiment, said.score),
      ),
      content,
    );
  }

  function spansOf(field, text) {
    if (why) {
      return why.words.filter((word) => word.field === field).map((word) => ({ ...word, kind: "why" }));
    }
    return [
      ...enriched.summary.sentences
        .filter((each) => each.field === field)
        .map((each) => ({ ...each, kind: "summary" })),
      ...enriched.entities
        .filter((each) => each.field === field && !hidden.has(each.entity_group))
        .map((each) => ({ ...each, kind: "entity" })),
      ...marked
        .filter((each) => each.field === field && !hidden.has(each.entity_group))
        .map((each) => ({ ...each, kind: "marked" })),
      ...hits(text, query),
    ];
  }

  function piece({ text, spans }) {
    let node = text;
    for (const { span, first, last } of [...spans].reverse()) {
      node = WRAP[span.kind](node, { span, first, last, most });
    }
    return node;
  }

  const mark = () => markMissed({ answer, types: entityTypes(answer), selected: selectedWords() }).then(judged);
  const markButton =
    fields.length > 0 &&
    h(
      "button.quiet",
      {
        type: "button",
        "data-mark": "",
        title: "Select the words first, or name them (m)",
        // The press must not take the selection away.
        onmousedown: (event) => event.preventDefault(),
        onclick: mark,
      },
      "Mark a missed entity…",
    );

  let most = 1;
  draw();
  return {
    card: h(
      "section.card.text-card",
      { "aria-label": "Text" },
      h("div.card-head", h("h2", "Text"), head, markButton && h("div.card-tools", markButton)),
      legend,
      body,
    ),
    mark,
    goTo(field) {
      const found = [...body.children].find((each) => each.dataset.field === field);
      found?.scrollIntoView({ block: "center" });
      found?.focus({ preventScroll: true });
    },
    showWhy(next) {
      why = next;
      most = Math.max(...(next?.words ?? []).map((word) => Math.abs(word.weight)), 1e-9);
      draw();
    },
  };
}

/** Words below this share of the heaviest stay unmarked: most of them differ from nothing by chance only. */
const FAINT = 0.25;

const WRAP = {
  summary: (inside, { first }) => h("span.in-summary", first && h("span.sr", ADDED, "In the summary: "), inside),
  entity: (inside, { span, first, last }) =>
    h(
      "mark",
      {
        class: `entity ${groupClass(span.entity_group)}${first ? " first" : ""}${last ? " last" : ""}`,
        title: `${format.words(span.entity_group)}, ${format.share(span.score)} sure`,
      },
      inside,
      last && h("span.entity-type", ADDED, format.words(span.entity_group)),
    ),
  marked: (inside, { span, first, last }) =>
    h(
      "mark",
      {
        class: `entity marked ${groupClass(span.entity_group)}${first ? " first" : ""}${last ? " last" : ""}`,
        title: `${format.words(span.entity_group)}, marked by a person`,
      },
      inside,
      last && h("span.entity-type", ADDED, `${format.words(span.entity_group)}, marked by a person`),
    ),
  hit: (inside) => h("mark.hit", inside),
  why: (inside, { span, most }) => {
    const strength = Math.min(1, Math.abs(span.weight) / most);
    return strength < FAINT
      ? h("span", inside)
      : h(
          `span.weight.${span.weight > 0 ? "for" : "against"}`,
          {
            vars: { strength: strength.toFixed(3) },
            title: `${span.weight > 0 ? "For" : "Against"}: ${format.fineShare(Math.abs(span.weight))}`,
          },
          inside,
        );
  },
};

/** Where the words of the search stand, so that one who searched finds them again. */
function hits(text, query) {
  const words = (query ?? "")
    .replaceAll('"', " ")
    .split(/\s+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return words.length === 0
    ? []
    : [...text.matchAll(new RegExp(words.join("|"), "giu"))].map((match) => ({
        kind: "hit",
        start: match.index,
        end: match.index + match[0].length,
      }));
}

function nameOf(field) {
  const item = /^(\w+)\[(\d+)](?:\.(\w+))?$/.exec(field);
  return item ? `${format.words(item[1]).replace(/s$/, "")} ${Number(item[2]) + 1}` : format.words(field);
}
