// Correct: a person says that an answer is right, or gives the right one; it becomes a record of the topic `corrections`.
import { post } from "../api.js";
import { openDialog } from "../dialog.js";
import { h, toast } from "../dom.js";
import * as format from "../format.js";
import { SENTIMENTS } from "../marks.js";

/** Writes a correction and says so; resolves with it, or null. */
export async function send(correction, text) {
  try {
    const written = await post("/api/corrections", correction);
    toast(text);
    return { ...correction, correction_id: written.correction_id, at: new Date().toISOString() };
  } catch (e) {
    toast(e.message, "failed");
    return null;
  }
}

/** Which document a correction is about. */
export const of = (enriched) => ({ document_type: enriched.document_type, document_id: enriched.document_id });

/** Judges a label or a sentiment; resolves with what was written, or null. */
export async function correct({ enriched, task, label, choices, how }) {
  const given = { label: label ?? null };
  if (how === "right") {
    return send({ ...of(enriched), task, given, right: given }, "Noted as right.");
  }
  const known = task === "sentiment" ? SENTIMENTS : [...choices].sort();
  const answer = await openDialog(
    task === "sentiment" ? "Which sentiment is right?" : "Which label is right?",
    (close) => {
      const right =
        known.length > 0
          ? chooser(known.filter((each) => each !== label))
          : h("input", { id: "right", required: true, autocomplete: "off" });
      return form(
        close,
        [
          label && h("p", "The model said ", h("strong", format.words(label)), "."),
          h("label", { for: "right" }, "Right is"),
          right,
        ],
        () => ({ label: right.value }),
      );
    },
  );
  return answer
    ? send({ ...of(enriched), task, given, right: answer.right, note: answer.note }, "Correction written.")
    : null;
}

/** Judges an entity: another type, or none at all. */
export async function correctEntity({ enriched, entity, groups }) {
  const answer = await openDialog("What is it?", (close) => {
    const right = h(
      "select",
      { id: "right", required: true },
      h("option", { value: "" }, "Choose…"),
      h("option", { value: "none" }, "No entity"),
      groups
        .filter((group) => group !== entity.entity_group)
        .map((group) => h("option", { value: group }, format.words(group))),
    );
    return form(
      close,
      [
        h("p", "The model took ", h("strong", entity.text), ` for: ${format.words(entity.entity_group)}.`),
        h("label", { for: "right" }, "Right is"),
        right,
      ],
      () => ({ entity_group: right.value === "none" ? null : right.value, text: entity.text }),
    );
  });
  const { field, start, end } = entity;
  return answer
    ? send(
        {
          ...of(enriched),
          task: "entities",
          given: { entity_group: entity.entity_group, text: entity.text },
          right: answer.right,
          field,
          start,
          end,
          note: answer.note,
        },
        "Correction written.",
      )
    : null;
}

const chooser = (names) =>
  h(
    "select",
    { id: "right", required: true },
    h("option", { value: "" }, "Choose…"),
    names.map((name) => h("option", { value: name }, format.words(name))),
  );

/** A dialog's form around these fields, with a note. */
export function form(close, fields, right) {
  const note = h("input", { id: "note", autocomplete: "off", maxlength: "500" });
  return h(
    "form.dialog-body",
    {
      onsubmit: (event) => {
        event.preventDefault();
        close({ right: right(), note: note.value.trim() || null });
      },
    },
    fields,
    h("label", { for: "note" }, "Note (may be empty)"),
    note,
    h("p.note", "It is written to the Kafka topic “corrections”, from which models are taught and measured."),
    h(
      "div.dialog-actions",
      h("button", { type: "button", onclick: () => close() }, "Cancel"),
      h("button.primary", { type: "submit" }, "Write the correction"),
    ),
  );
}
