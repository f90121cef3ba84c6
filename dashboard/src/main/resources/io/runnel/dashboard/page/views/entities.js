// The entities of a document as a table: the way for the keyboard, and to say that one is wrong.
import { address } from "../address.js";
import { h } from "../dom.js";
import * as format from "../format.js";
import { groupClass } from "../marks.js";
import { correctEntity } from "./correct.js";

const FIRST = 12;
const GROUPS = [
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
  "other",
];

/** The card; rows beyond the first dozen come on demand. */
export function entityList({ answer, judged, goTo }) {
  const { enriched } = answer;
  const groups = [...new Set([...GROUPS, ...enriched.entities.map((each) => each.entity_group)])];
  const body = h("tbody", enriched.entities.slice(0, FIRST).map(row));
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

  function row(entity) {
    return h(
      "tr",
      h("td", h("span", { class: `tag ${groupClass(entity.entity_group)}` }, format.words(entity.entity_group))),
      h(
        "th",
        { scope: "row" },
        h(
          "button.link",
          { type: "button", title: `Go to ${entity.field}`, onclick: () => goTo(entity.field) },
          entity.text,
        ),
      ),
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
            onclick: () => correctEntity({ enriched, entity, groups }).then(judged),
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
    enriched.entities.length === 0
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
