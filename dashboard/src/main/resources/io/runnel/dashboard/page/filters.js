// The filter bar: what is filtered stands in the address; each filter that is set is a button that takes it away.
import { change, clear, current, FILTERS, has, toggle } from "./address.js";
import { fill, h, icon } from "./dom.js";
import * as format from "./format.js";
import { SENTIMENTS, signOf, TYPES } from "./marks.js";

const RANGES = [
  ["", "All time"],
  ["3600", "Last hour"],
  ["86400", "Last 24 hours"],
  ["604800", "Last 7 days"],
  ["custom", "From – until…"],
];
const NAMES = {
  type: "Type",
  label: "Label",
  sentiment: "Sentiment",
  language: "Language",
  entity_group: "Entity type",
  entity: "Entity",
  vendor: "Vendor",
  from: "From",
  until: "Until",
  min_confidence: "Confidence",
  q: "Text",
  document_id: "Document",
};

/** A filter bar; `bar.update()` after each change of the address, `bar.offer(overview)` with what there is to choose. */
export function filterBar({ submitted = () => {} } = {}) {
  const types = segments(
    "Type",
    "type",
    TYPES.map((name) => [name, format.words(name)]),
  );
  const moods = segments(
    "Sentiment",
    "sentiment",
    SENTIMENTS.map((name) => [name, `${signOf(name)} ${format.words(name)}`]),
  );
  const label = choice("Label", "label");
  const language = choice("Language", "language");
  const group = choice("Entity type", "entity_group");
  const range = h(
    "select",
    { id: "f-range", onchange: () => pickRange(range.value) },
    RANGES.map(([value, text]) => h("option", { value }, text)),
  );
  const from = moment("From", "from");
  const until = moment("Until", "until");
  const custom = h("div.custom-range", { hidden: true }, from.field, until.field);
  const least = h("input", { type: "range", id: "f-confidence", min: "0", max: "0.95", step: "0.05", value: "0" });
  const leastText = h("output", { for: "f-confidence" });
  least.addEventListener("input", () => {
    leastText.textContent = atLeast(least.value);
  });
  least.addEventListener("change", () => change({ min_confidence: Number(least.value) > 0 ? least.value : null }));
  const text = searchField(submitted);
  const chips = h("div.chips");
  const count = h("span.badge");
  const body = h(
    "div.filter-body",
    types.field,
    moods.field,
    field("f-range", "Time", range),
    label.field,
    language.field,
    group.field,
    h("div.field", h("label", { for: "f-confidence" }, "Confidence ", leastText), least),
    custom,
  );
  const details = h("details.filters", h("summary", icon("filter"), "Filters ", count), body);
  details.open = matchMedia("(min-width: 56rem)").matches;
  const root = h("section.filter-bar", { "aria-label": "Filters" }, text.field, details, chips);

  function pickRange(value) {
    custom.hidden = value !== "custom";
    if (value !== "custom") {
      change({ from: value ? new Date(Date.now() - Number(value) * 1000).toISOString() : null, until: null });
    } else {
      custom.querySelector("input").focus();
    }
  }

  function update() {
    const params = current();
    [types, moods, label, language, group, from, until].forEach((each) => each.update(params));
    text.update(params);
    const set = params.has("from") || params.has("until");
    range.value = set ? "custom" : "";
    custom.hidden = !set;
    least.value = params.get("min_confidence") ?? "0";
    leastText.textContent = atLeast(least.value);
    const on = FILTERS.flatMap((key) =>
      params
        .getAll(key)
        .filter(Boolean)
        .map((value) => [key, value]),
    );
    count.textContent = on.length > 0 ? String(on.length) : "";
    fill(
      chips,
      on.map(([key, value]) => chip(key, value)),
      on.length > 1 && h("button.link", { type: "button", onclick: clear }, "Clear all"),
    );
  }

  return {
    root,
    update,
    offer(overview) {
      label.offer(overview.labels.map((each) => [each.label, format.words(each.label)]));
      language.offer(
        overview.languages
          .filter((each) => each.language)
          .map((each) => [each.language, format.language(each.language)]),
      );
      group.offer(overview.entities.map((each) => [each.entity_group, format.words(each.entity_group)]));
    },
  };
}

const atLeast = (value) => (Number(value) > 0 ? `at least ${format.share(Number(value))}` : "any");

const field = (id, name, input) => h("div.field", h("label", { for: id }, name), input);

function chip(key, value) {
  const shown =
    key === "from" || key === "until"
      ? format.dayTime(value)
      : key === "min_confidence"
        ? atLeast(value)
        : key === "language"
          ? format.language(value)
          : ["label", "entity_group", "type", "sentiment"].includes(key)
            ? format.words(value)
            : value;
  return h(
    "button.chip",
    { type: "button", "aria-label": `Remove filter ${NAMES[key]} ${shown}`, onclick: () => toggle(key, value) },
    h("span.faint", NAMES[key]),
    h("span.chip-text", shown),
    icon("close"),
  );
}

function segments(name, key, entries) {
  const buttons = entries.map(([value, text]) => [
    value,
    h("button", { type: "button", "aria-pressed": "false", onclick: () => toggle(key, value) }, text),
  ]);
  return {
    field: h(
      "div.field",
      { role: "group", "aria-label": name },
      h("span.label", { "aria-hidden": "true" }, name),
      h(
        "div.segments",
        buttons.map(([, button]) => button),
      ),
    ),
    update: () => buttons.forEach(([value, button]) => button.setAttribute("aria-pressed", String(has(key, value)))),
  };
}

/** A list of one value; what the address has stays choosable even where the data has it no more. */
function choice(name, key) {
  const id = `f-${key}`;
  const select = h("select", { id, onchange: () => change({ [key]: select.value || null }) });
  let offered = [];
  const draw = (params) => {
    const set = params.getAll(key);
    const entries = [...new Map([...offered, ...set.map((value) => [value, format.words(value)])])].sort((a, b) =>
      a[1].localeCompare(b[1]),
    );
    fill(
      select,
      h("option", { value: "" }, "Any"),
      entries.map(([value, text]) => h("option", { value }, text)),
    );
    select.value = set[0] ?? "";
  };
  return {
    field: field(id, name, select),
    update: draw,
    offer: (entries) => {
      offered = [...new Map([...offered, ...entries])];
      draw(current());
    },
  };
}

function moment(name, key) {
  const id = `f-${key}`;
  const input = h("input", {
    type: "datetime-local",
    id,
    step: "1",
    onchange: () => change({ [key]: input.value ? new Date(input.value).toISOString() : null }),
  });
  const update = (params) => {
    const iso = params.get(key);
    const at = iso ? new Date(iso) : null;
    input.value =
      at && !Number.isNaN(at.getTime())
        ? new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19)
        : "";
  };
  return { field: field(id, name, input), update };
}

function searchField(submitted) {
  const input = h("input", {
    type: "search",
    id: "search",
    placeholder: "Search documents and summaries",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  let waiting = 0;
  const search = () => {
    clearTimeout(waiting);
    change({ q: input.value.trim() || null }, current().has("q") ? "replace" : "push");
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 300);
  });
  return {
    field: h(
      "form.search",
      {
        role: "search",
        onsubmit: (event) => {
          event.preventDefault();
          search();
          submitted();
        },
      },
      h("label.sr", { for: "search" }, "Search documents and summaries"),
      icon("find"),
      input,
      h("kbd", { "aria-hidden": "true" }, "/"),
    ),
    update: (params) => {
      if (document.activeElement !== input) {
        input.value = params.get("q") ?? "";
      }
    },
  };
}
