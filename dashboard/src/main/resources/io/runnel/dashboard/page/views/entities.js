// The entities of a document as a table: the way for the keyboard, and to say that one is wrong.
import { address } from "../address.js";
import { h } from "../dom.js";
import * as format from "../format.js";
import { ENTITY_TYPES, groupClass } from "../marks.js";
import { correctEntity } from "./correct.js";
import { markedByPeople, takeBack } from "./mark.js";

const FIRST = 12;
/** The types that the models know, and those of the document. */
export const entityTypes = ({ enriched }) => [
  ...new Set([...ENTITY_TYPES, ...enriched.entities.map((each) => each.entity_group)]),
];

/** The card, what people marked first; the model's beyond the first dozen come on demand. */
export function entityList({ answer, judged, goTo }) {
  const { enriched } = answer;
  const marked = markedByPeople(answer);
  const body = h("tbody", marked.map(markedRow), enriched.entities.slice(0, FIRST).map(row));
  const more =
    enriched.entities.length > FIRST &&
    h(
      "button.more",
      {
        type: "button",
        onclick: () => {
          body.append(...enriched.entities.slice(FIRST).map(row));
          more.remove();
        },
      },
      `Show all ${format.whole(enriched.entities.length)}`,
    );

  function named({ entity_group: group, field, text }) {
    return [
      h("td", h("span", { class: `tag ${groupClass(group)}` }, format.words(group))),
      h(
        "th",
        { scope: "row" },
        h("button.link", { type: "button", title: `Go to ${field}`, onclick: () => goTo(field) }, text),
      ),
    ];
  }

  function markedRow(mark) {
    return h(
      "tr",
      named(mark),
      h("td.number", "By a person"),
      h(
        "td.row-actions",
        h(
          "button.quiet",
          {
            type: "button",
            "aria-label": `Take back: ${mark.text}`,
            onclick: () => takeBack({ enriched, mark }).then(judged),
          },
          "Take back",
        ),
      ),
    );
  }

  function row(entity) {
    return h(
      "tr",
      named(entity),
      h("td.number", format.share(entity.score)),
      h(
        "td.row-actions",
        h(
          "a.quiet",
          {
            href: `?${new URLSearchParams({ view: "find", entity: entity.text })}`,
            "aria-label": `Others that name ${entity.text}`,
          },
          "Others",
        ),
        h(
          "button.quiet",
          {
            type: "button",
            "aria-label": `Wrong: ${entity.text}`,
            onclick: () => correctEntity({ enriched, entity, groups: entityTypes(answer) }).then(judged),
          },
          "Wrong…",
        ),
      ),
    );
  }

  return h(
    "section.card",
    { "aria-label": "Entities" },
    h("div.card-head", h("h2", "Entities"), h("p.note", format.whole(enriched.entities.length))),
    enriched.entities.length + marked.length === 0
      ? h(
          "p.faint",
          "It names nobody and nothing, as far as the model sees. ",
          h("a", { href: address("find") }, "Find others"),
        )
      : h(
          "div.table-scroll",
          { tabindex: "0", role: "region", "aria-label": "Entities of the document" },
          h(
            "table.plain.entities",
            h("caption.sr", "Entities"),
            h(
              "thead.sr",
              h(
                "tr",
                ["Type", "Text", "Sure", "Actions"].map((name) => h("th", { scope: "col" }, name)),
              ),
            ),
            body,
          ),
        ),
    more,
  );
}
