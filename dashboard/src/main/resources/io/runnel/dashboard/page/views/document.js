// One document: what it says, what the models made of it, how sure they are, and where that comes from.
import { back, change, current } from "../address.js";
import { documentPath, get } from "../api.js";
import { fill, h, icon, say } from "../dom.js";
import * as format from "../format.js";
import { setViewKeys } from "../keys.js";
import * as marks from "../marks.js";
import { empty, failed, latest, skeleton } from "../states.js";
import { correct } from "./correct.js";
import { curve } from "./curve.js";
import { entityList } from "./entities.js";
import { facts } from "./facts.js";
import { textCard } from "./text.js";
import { whyPanel } from "./why.js";

export const title = "Document";

/** Shows the document that the address names. */
export function mount(root) {
  const ask = latest();
  let of = null;
  let drawnCurve = null;
  let why = null;

  const leave = () => back("find");

  function load() {
    const params = current();
    const [type, id] = [params.get("doc_type"), params.get("doc_id")];
    of = `${type}/${id}`;
    fill(
      root,
      h("div.view-head", backButton(leave), h("h1", h("span.sr", "Loading"), h("span.skeleton-line"))),
      h("div.card", skeleton(16)),
    );
    if (!type || !id) {
      fill(
        root,
        h("div.view-head", backButton(leave), h("h1", title)),
        empty("No document is named", "Choose one under Find.", h("a.quiet", { href: "?view=find" }, "Find")),
      );
      return;
    }
    ask((signal) => get(documentPath(type, id), signal), {
      answer: (answer) => {
        draw(answer);
        say(root.querySelector("h1").textContent);
      },
      failure: (e) => fill(root, h("div.view-head", backButton(leave), h("h1", title)), failed(e, load)),
    });
  }

  function draw(answer) {
    const { enriched, fields, turns } = answer;
    // The correction is in its topic already; the store reads it from there a moment later.
    const judged = (correction) => {
      if (correction) {
        draw({ ...answer, corrections: [correction, ...answer.corrections] });
        const judgedHere = correction.task === "entities" ? "[data-mark]" : `[data-wrong="${correction.task}"]`;
        root.querySelector(judgedHere)?.focus();
      }
    };
    const text = textCard({ answer, query: current().get("q"), judged });
    drawnCurve?.remove();
    drawnCurve =
      turns.length > 1 ? curve({ turns, movement: enriched.sentiment_detail.movement, pick: text.goTo }) : null;
    why = whyPanel({ enriched, show: text.showWhy });
    fill(
      root,
      h(
        "div.view-head.document-head",
        backButton(leave),
        h(
          "div.headline",
          h(
            "p.over",
            marks.type(enriched.document_type),
            h("span", enriched.document_id),
            enriched.channel && h("span", format.words(enriched.channel)),
            h("span", format.language(enriched.language)),
          ),
          h("h1", enriched.document.title || headline(fields) || enriched.document_id),
        ),
        h(
          "div.view-tools",
          h("button.quiet", { type: "button", onclick: copyLink }, icon("link"), h("span", "Copy link")),
        ),
      ),
      h(
        "div.document-grid",
        h(
          "div.side",
          decision({
            task: "classification",
            name: "Label",
            label: enriched.label,
            scores: enriched.classification.scores,
            answer,
            judged,
            why,
          }),
          decision({
            task: "sentiment",
            name: "Sentiment",
            label: enriched.sentiment,
            scores: enriched.sentiment_detail.scores,
            answer,
            judged,
            why,
          }),
          summaryCard(enriched),
          invoiceFields(enriched, text.goTo),
        ),
        h(
          "div.reading",
          drawnCurve?.frame,
          why.root,
          text.card,
          judgements(answer.corrections),
          entityList({ answer, judged, goTo: text.goTo }),
          facts(enriched),
        ),
      ),
    );
    document.title = `${enriched.document.title || enriched.document_id} · Runnel`;
    if (current().get("why")) {
      why.offer(current().get("why"));
    }
    setViewKeys({ Escape: leave, w: () => why.run("classification"), m: () => text.mark() });
  }

  setViewKeys({ Escape: leave });
  load();
  return {
    update: (params) => {
      if (`${params.get("doc_type")}/${params.get("doc_id")}` !== of) {
        load();
      }
    },
    leave: () => drawnCurve?.remove(),
  };
}

const backButton = (leave) =>
  h("button.icon-button", { type: "button", "aria-label": "Back", title: "Back (Esc)", onclick: leave }, icon("back"));

const headline = (fields) => fields[0]?.text.split("\n")[0].slice(0, 110);

async function copyLink(event) {
  const button = event.currentTarget.querySelector("span");
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
    say("The link is copied.");
  } catch {
    button.textContent = "Copy the address of this page";
  }
}

const SHOWN = 4;

/** A decision with how sure it is, why, and the way to judge it. */
function decision({ task, name, label, scores, answer, judged, why }) {
  const { enriched, corrections } = answer;
  const provenance = enriched.provenance.find((each) => each.task === task);
  const last = corrections.find((each) => each.task === task);
  const score = task === "classification" ? enriched.label_score : enriched.sentiment_score;
  const list = (some) =>
    h(
      "ul.scores",
      some.map((each) =>
        h(
          "li",
          h("span.score-name", task === "sentiment" ? marks.sentiment(each.label) : format.words(each.label)),
          marks.confidence(each.score),
        ),
      ),
    );
  const judge = (how) =>
    correct({ enriched, task, label, choices: scores.map((each) => each.label), how }).then(judged);
  return h(
    `section.card.decision.${task}`,
    { "aria-label": name },
    h("div.card-head", h("h2", name), h("p.note", provenance?.head ?? "")),
    label
      ? h(
          "p.verdict",
          task === "sentiment" ? marks.sentiment(label) : h("strong", format.words(label)),
          h("span.sure", `${format.share(score)} sure`),
        )
      : h(
          "p.verdict.faint",
          provenance?.status === "unsupported-language"
            ? "Not asked: the model was not trained for this language."
            : "Not answered.",
        ),
    last && h("p.judged", { "data-judged": task }, `A person said: ${format.words(last.right?.label)}`),
    scores.length > 1 && list(scores.slice(0, SHOWN)),
    scores.length > SHOWN &&
      h("details.quiet-details", h("summary", `All ${format.whole(scores.length)} labels`), list(scores.slice(SHOWN))),
    h(
      "div.card-actions",
      label &&
        h(
          "button",
          {
            type: "button",
            "data-why": task,
            "aria-label": `Why? ${name}`,
            onclick: () => {
              change({ why: task }, "replace");
              why.run(task);
            },
          },
          "Why?",
        ),
      label &&
        h(
          "button",
          { type: "button", "data-right": task, "aria-label": `Right: ${name}`, onclick: () => judge("right") },
          "Right",
        ),
      h(
        "button",
        {
          type: "button",
          "data-wrong": task,
          "aria-label": `${label ? "Wrong…" : "Give the right one…"} ${name}`,
          onclick: () => judge("wrong"),
        },
        label ? "Wrong…" : "Give the right one…",
      ),
    ),
  );
}

const summaryCard = (enriched) =>
  h(
    "section.card",
    { "aria-label": "Summary" },
    h("div.card-head", h("h2", "Summary"), h("p.note", format.words(enriched.summary.method))),
    enriched.summary_text
      ? h("p.summary", enriched.summary_text)
      : h("p.faint", "None was written: the model was not asked, or nothing was long enough."),
  );

const invoiceFields = (enriched, goTo) =>
  enriched.document_type === "invoice" &&
  h(
    "section.card",
    { "aria-label": "Invoice" },
    h("div.card-head", h("h2", "Invoice")),
    h(
      "dl.pairs",
      pair("Vendor", enriched.vendor),
      pair("Total", enriched.total && `${enriched.total} ${enriched.currency ?? ""}`),
      (enriched.fields ?? []).map((each) =>
        h(
          "div",
          h("dt", `${format.words(each.entity_group)} in the text`),
          h(
            "dd",
            h("button.link", { type: "button", onclick: () => goTo(each.field) }, each.text),
            " ",
            h("span.faint", format.share(each.score)),
          ),
        ),
      ),
    ),
  );

const pair = (name, value) => value && h("div", h("dt", name), h("dd", value));

const judgements = (list) =>
  list.length > 0 &&
  h(
    "section.card",
    { "aria-label": "Corrections" },
    h("div.card-head", h("h2", "Judged by people"), h("p.note", format.whole(list.length))),
    h(
      "ul.plain-list",
      list.map((each) =>
        h(
          "li",
          h(
            "span",
            `${format.words(each.task)}: ${words(each.given)}${each.agreed ? ", confirmed" : ` → ${words(each.right)}`}${each.note ? ` (${each.note})` : ""}`,
          ),
          h("time.faint", { datetime: each.at, title: format.moment(each.at) }, format.since(each.at)),
        ),
      ),
    ),
  );

const words = (value) =>
  value?.label
    ? format.words(value.label)
    : value?.entity_group
      ? `${value.text ?? ""} ${format.words(value.entity_group)}`.trim()
      : "none";
