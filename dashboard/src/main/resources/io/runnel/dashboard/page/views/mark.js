// Mark: a person shows an entity that the model missed, by selecting its words or by naming them.
import { openDialog } from "../dialog.js";
import { fill, h } from "../dom.js";
import * as format from "../format.js";
import { form, of, send } from "./correct.js";

const MOST_PLACES = 100;
const AROUND = 24;

/** Elements that the page adds to a text, such as the name of an entity's type; they are no words of the document. */
export const ADDED = { "data-added": "" };

/** What people marked as entities, as far as nobody took it back and the words still stand there; the last word about them counts. */
export function markedByPeople({ corrections, fields }) {
  const said = new Map();
  for (const each of corrections) {
    const place = `${each.field} ${each.start} ${each.end}`;
    if (each.task === "entities" && !said.has(place)) {
      said.set(place, each);
    }
  }
  const text = new Map(fields.map((each) => [each.field, each.text]));
  return [...said.values()]
    .filter((each) => each.right?.entity_group && !each.given?.entity_group && text.has(each.field))
    .map(({ field, start, end, right }) => ({
      mark: { field, start, end, entity_group: right.entity_group, text: text.get(field).slice(start, end) },
      said: right.text,
    }))
    .filter(({ mark, said: words }) => mark.text !== "" && (words ?? mark.text) === mark.text)
    .map(({ mark }) => mark);
}

/** The words that are selected, if they stand in one text of the document: in UTF-16 units, without blanks around them. */
export function selectedWords() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const inside = (node) => (node instanceof Element ? node : node.parentElement)?.closest(".words");
  const paragraph = inside(range.startContainer);
  if (!paragraph || paragraph !== inside(range.endContainer)) {
    return null;
  }
  const start = lengthBefore(paragraph, range.startContainer, range.startOffset);
  const end = lengthBefore(paragraph, range.endContainer, range.endOffset);
  const text = textOf(paragraph).slice(start, end);
  return text.trim() === ""
    ? null
    : {
        field: paragraph.closest("[data-field]").dataset.field,
        start: start + text.length - text.trimStart().length,
        end: end - (text.length - text.trimEnd().length),
      };
}

function lengthBefore(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return textOf(before.cloneContents()).length;
}

function textOf(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[data-added]").forEach((each) => each.remove());
  return copy.textContent;
}

/** Where words stand in a text, in any letter case and with any blanks between them. */
function placesOf(words, text) {
  const signs = words.trim().split(/\s+/).filter(Boolean);
  if (signs.length === 0) {
    return [];
  }
  const pattern = signs.map((sign) => sign.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("\\s+");
  return [...text.matchAll(new RegExp(pattern, "gi"))]
    .slice(0, MOST_PLACES)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Asks which words are which entity; resolves with what was written, or null. `selected` is what {@link selectedWords} gave. */
export async function markMissed({ answer, types, selected }) {
  const { enriched, fields } = answer;
  const textAt = (name) => fields.find((each) => each.field === name)?.text ?? "";
  const said = await openDialog("Mark a missed entity", (close) => {
    const field = h(
      "select",
      { id: "mark-field" },
      fields.map((each) => h("option", { value: each.field }, `${each.field}: ${each.text.slice(0, 40)}`)),
    );
    const words = h("input", {
      id: "mark-words",
      required: true,
      autocomplete: "off",
      maxlength: "500",
      autofocus: !selected,
    });
    const place = h("select", { id: "mark-place" });
    const found = h("p.note", { id: "mark-found", role: "status" });
    const another = h("option", { value: "another" }, "Another type…");
    const type = h(
      "select",
      { id: "mark-type", required: true, autofocus: Boolean(selected) },
      h("option", { value: "" }, "Choose…"),
      types.map((name) => h("option", { value: name }, format.words(name))),
      another,
    );
    const writes = () => type.selectedOptions[0] === another;
    const other = h("input", { id: "mark-other", autocomplete: "off", maxlength: "100" });
    const otherPart = h("div", { hidden: true }, h("label", { for: "mark-other" }, "The other type"), other);

    function look(wanted) {
      const text = textAt(field.value);
      const places = placesOf(words.value, text);
      if (wanted && !places.some((each) => each.start === wanted.start && each.end === wanted.end)) {
        places.unshift(wanted);
      }
      fill(
        place,
        places.map((each, i) => h("option", { value: `${each.start} ${each.end}` }, `${i + 1}. ${around(text, each)}`)),
      );
      if (wanted) {
        place.value = `${wanted.start} ${wanted.end}`;
      }
      const missing = words.value.trim() !== "" && places.length === 0;
      words.setCustomValidity(missing ? "These words do not stand in this text; write them as they stand there." : "");
      const told = words.value.trim() === "" ? "" : counted(places.length);
      if (found.textContent !== told) {
        found.textContent = told;
      }
    }

    if (selected) {
      field.value = selected.field;
      words.value = textAt(selected.field).slice(selected.start, selected.end).replace(/\s+/g, " ");
    }
    look(selected);
    field.addEventListener("change", () => look());
    words.addEventListener("input", () => look());
    type.addEventListener("change", () => {
      otherPart.hidden = !writes();
      other.required = writes();
      if (other.required) {
        other.focus();
      }
    });
    return form(
      close,
      [
        h("label", { for: "mark-field" }, "Text"),
        field,
        h("label", { for: "mark-words" }, "Words, as they stand there"),
        words,
        found,
        h("label", { for: "mark-place" }, "Which of them"),
        place,
        h("label", { for: "mark-type" }, "Type"),
        type,
        otherPart,
      ],
      () => {
        const [start, end] = place.value.split(" ").map(Number);
        return {
          field: field.value,
          start,
          end,
          entity_group: writes() ? other.value.trim() : type.value,
          text: textAt(field.value).slice(start, end),
        };
      },
    );
  });
  return said ? write(enriched, said.right, said.right.entity_group, said.note, "Marked.") : null;
}

const counted = (places) =>
  places === 0 ? "Not in this text." : `In this text ${format.plural(places, "time")}.`;

/** Says of words that somebody marked that they are no entity after all. */
export const takeBack = ({ enriched, mark }) => write(enriched, mark, null, null, "Taken back.");

const write = (enriched, { field, start, end, text }, group, note, done) =>
  send(
    {
      ...of(enriched),
      task: "entities",
      given: { entity_group: null, text },
      right: { entity_group: group, text },
      field,
      start,
      end,
      note,
    },
    done,
  );

/** The words with a few before and after them, so that one knows which of them are meant. */
function around(text, { start, end }) {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  return `${start > AROUND ? "…" : ""}${before}[${text.slice(start, end)}]${after}${end + AROUND < text.length ? "…" : ""}`;
}
