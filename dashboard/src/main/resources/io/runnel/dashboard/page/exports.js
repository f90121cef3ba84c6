// Export: any table as CSV, JSON lines or Parquet, with the filters of the view.
import { filters } from "./address.js";
import { download } from "./api.js";
import { h, icon, toast } from "./dom.js";

const FORMATS = [
  ["csv", "CSV"],
  ["jsonl", "JSON lines"],
  ["parquet", "Parquet"],
];

async function save(path, body) {
  try {
    toast(`Saved ${await download(path, body)}.`);
  } catch (e) {
    toast(e.message, "failed");
  }
}

/** A menu that saves one of these tables, as they are filtered now. */
export const exportMenu = (tables) =>
  menu(
    tables.flatMap(([table, text]) =>
      FORMATS.map(([format, name]) => [
        `${text} as ${name}`,
        () => {
          const query = filters();
          query.set("table", table);
          query.set("format", format);
          save(`/api/export?${query}`);
        },
      ]),
    ),
  );

/** A menu that saves the rows of a query. */
export const sqlExportMenu = (sql) =>
  menu(FORMATS.map(([format, name]) => [`Result as ${name}`, () => save("/api/sql/export", { sql: sql(), format })]));

function menu(entries) {
  const details = h(
    "details.menu",
    h("summary", icon("down"), h("span", "Export")),
    h(
      "div.menu-list",
      entries.map(([text, act]) =>
        h(
          "button",
          {
            type: "button",
            onclick: () => {
              details.open = false;
              act();
            },
          },
          text,
        ),
      ),
    ),
  );
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      details.querySelector("summary").focus();
      event.preventDefault();
      event.stopPropagation();
    }
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) {
      details.open = false;
    }
  });
  return details;
}
