// Why: asks the model again without each word, and about each word by itself, and shows which words carried the decision, and what asking has cost.
import { change } from "../address.js";
import { documentPath, post } from "../api.js";
import { fill, h, icon, say } from "../dom.js";
import * as format from "../format.js";
import { failed, latest } from "../states.js";

const NAMES = { classification: "label", sentiment: "sentiment" };
const TOP = 8;

/** The panel above the text; `run(task)` asks, `offer(task)` asks whether to ask. */
export function whyPanel({ enriched, show }) {
  const root = h("section.card.why", { "aria-label": "Why", hidden: true, tabindex: "-1" });
  const ask = latest();

  function close() {
    root.hidden = true;
    show(null);
    change({ why: null }, "replace");
  }

  const head = (task, note) =>
    h(
      "div.card-head",
      h("h2", `Why this ${NAMES[task]}?`),
      h("p.note", note ?? ""),
      h(
        "div.card-tools",
        h("button.icon-button", { type: "button", "aria-label": "Close Why", onclick: close }, icon("close")),
      ),
    );

  function offer(task) {
    if (!NAMES[task]) {
      return;
    }
    root.hidden = false;
    fill(
      root,
      head(task),
      h(
        "p",
        "The model is asked again without each word, and about each word by itself. Long documents take some seconds of this machine's processor.",
      ),
      h("div.card-actions", h("button.primary", { type: "button", onclick: () => run(task) }, "Ask the model")),
    );
  }

  function run(task) {
    root.hidden = false;
    root.setAttribute("aria-busy", "true");
    fill(root, head(task), h("p.working", "Asking the model without each word, and about each by itself…"));
    say("Asking the model");
    ask((signal) => post(`${documentPath(enriched.document_type, enriched.document_id)}/why`, { task }, signal), {
      answer: (answer) => {
        root.removeAttribute("aria-busy");
        show(answer);
        fill(root, head(task, cost(answer)), told(answer));
        say(`The words that carried ${format.words(answer.label)} are shown.`);
      },
      failure: (e) => {
        root.removeAttribute("aria-busy");
        fill(
          root,
          head(task),
          failed(e, () => run(task)),
        );
      },
    });
    root.scrollIntoView({ block: "nearest" });
  }

  return { root, run, offer };
}

const cost = (answer) =>
  `${format.plural(answer.runs, "model run")}, ${format.duration(answer.model_ms)} of model time`;

function told(answer) {
  const strongest = [...answer.words]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, TOP)
    .filter((word) => Math.abs(word.weight) > 1e-6);
  const most = Math.max(...strongest.map((word) => Math.abs(word.weight)), 1e-9);
  if (strongest.length === 0) {
    return h(
      "p",
      "No single word matters: without it the answer stays as sure, and by itself it says nothing. The answer rests on many words together.",
    );
  }
  return [
    h(
      "p",
      `These words make the model more (or less) sure of “${format.words(answer.label)}”, of which it is ${format.share(answer.score)} sure. Each counts by what is lost without it and what it says by itself. In the text, those of less than a quarter of the heaviest are not marked.`,
    ),
    h(
      "ul.weights",
      strongest.map((word) =>
        h(
          "li",
          h("span.weight-word", word.text),
          h(
            "span.weight-track",
            { "aria-hidden": "true" },
            h(`span.weight-fill.${word.weight > 0 ? "for" : "against"}`, {
              vars: { part: Math.abs(word.weight) / most },
            }),
          ),
          h("span.number", `${word.weight > 0 ? "+" : "−"}${format.fineShare(Math.abs(word.weight))}`),
          h("span.sr", word.weight > 0 ? "speaks for it" : "speaks against it"),
        ),
      ),
    ),
    h(
      "ul.legend",
      h("li", h("span.swatch.for"), "speaks for it"),
      h("li", h("span.swatch.against"), "speaks against it"),
    ),
  ];
}
