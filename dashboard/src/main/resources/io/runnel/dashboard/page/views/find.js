// Find: full-text search and every filter, in a table that the keyboard walks.
import { change, current, filters } from "../address.js";
import { get } from "../api.js";
import { fill, h, say } from "../dom.js";
import { exportMenu } from "../exports.js";
import { filterBar } from "../filters.js";
import * as format from "../format.js";
import { documentRow, documentTable } from "../rows.js";
import { empty, failed, latest, skeleton } from "../states.js";

export const title = "Find";
const PAGE = 50;
const SORTS = [
  ["relevance desc", "Best match"],
  ["time desc", "Newest first"],
  ["time asc", "Oldest first"],
  ["confidence asc", "Least sure first"],
  ["confidence desc", "Most sure first"],
];

/** Lists what the address asks for. */
export function mount(root, { restoreRow, back }) {
  const bar = filterBar({
    submitted: () => {
      toFirst = true;
      load();
    },
  });
  const count = h("p.result-count", { id: "count" }, "\u00a0");
  const sort = h(
    "select",
    { id: "sort", "aria-label": "Sort", onchange: () => change({ sort: sort.value }) },
    SORTS.map(([value, text]) => h("option", { value }, text)),
  );
  const { table, body } = documentTable("Documents found");
  const box = h("div.card.results", skeleton(14));
  const more = h("button.more", { type: "button", onclick: loadMore }, "Show more");
  const ask = latest();
  let next = null;
  let returning = back;
  let toFirst = false;

  fill(
    root,
    h(
      "div.view-head",
      h("h1", title),
      count,
      h(
        "div.view-tools",
        sort,
        exportMenu([
          ["documents", "Documents"],
          ["entities", "Entities"],
        ]),
      ),
    ),
    bar.root,
    box,
  );
  get("/api/overview").then(bar.offer, () => {});

  function query(after) {
    const params = filters();
    const [by, order] = sorting();
    params.set("sort", by);
    params.set("order", order);
    params.set("limit", PAGE);
    if (after) {
      params.set("after", after);
    }
    return `/api/documents?${params}`;
  }

  function sorting() {
    const wished = current().get("sort");
    const found = SORTS.some(([value]) => value === wished)
      ? wished
      : current().has("q")
        ? "relevance desc"
        : "time desc";
    return found.split(" ");
  }

  function load() {
    bar.update();
    sort.value = sorting().join(" ");
    sort.querySelector('[value="relevance desc"]').disabled = !current().has("q");
    box.setAttribute("aria-busy", "true");
    ask((signal) => get(query(null), signal), {
      answer: show,
      failure: (e) => {
        box.removeAttribute("aria-busy");
        fill(box, failed(e, load));
      },
    });
  }

  function show(found) {
    box.removeAttribute("aria-busy");
    next = found.next;
    const text = `${found.total_is_exact === false ? "more than " : ""}${format.plural(found.total, "document")}`;
    count.textContent = text;
    say(`${text} found`);
    const focused = body.contains(document.activeElement) && document.activeElement.closest("[data-row]").dataset.row;
    fill(body, found.documents.map(documentRow));
    if (found.documents.length === 0) {
      fill(
        box,
        [...filters()].length > 0
          ? empty(
              "Nothing found",
              "Try fewer or other words, or take a filter away. Words are looked for in titles, texts and summaries.",
              h(
                "button",
                { type: "button", onclick: () => document.getElementById("search").focus() },
                "Change the search",
              ),
            )
          : empty(
              "No documents yet",
              "They appear as the jobs write them. './runnel demo' starts everything with documents of its own.",
            ),
      );
      return;
    }
    fill(box, table, next && more);
    if (toFirst) {
      toFirst = false;
      body.firstElementChild.focus();
    } else if (returning) {
      returning = false;
      restoreRow();
    } else if (focused) {
      // The list came anew under somebody's hands: the keyboard stays where it was.
      const same = [...body.children].find((row) => row.dataset.row === focused);
      (same ?? body.firstElementChild).focus();
    }
  }

  async function loadMore() {
    more.disabled = true;
    try {
      const found = await get(query(next));
      const first = body.children.length;
      body.append(...found.documents.map(documentRow));
      next = found.next;
      body.children[first]?.focus();
      if (!next) {
        more.remove();
      }
    } catch (e) {
      fill(box, table, failed(e, loadMore));
    }
    more.disabled = false;
  }

  load();
  return { update: load, leave: () => {} };
}
