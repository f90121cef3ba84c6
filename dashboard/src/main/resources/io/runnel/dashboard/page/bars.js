// Lists of bars that are buttons: each filters everything else by what it stands for.
import { h, svg, fill } from "./dom.js";
import { empty } from "./states.js";

/** A card with a list of bars. */
export function barCard({ title, note, size = "m" }) {
  const list = h(`div.bars.${size}`, { tabindex: "0", role: "group", "aria-label": title });
  const noteLine = h("p.note", note ?? "");
  const frame = h("section.card", h("div.card-head", h("h2", title), noteLine), list);
  return {
    frame,
    /** `rows`: {text, before, value, shown, colour, pressed, pick, trend, title}. */
    show(rows, nothing) {
      const most = Math.max(...rows.map((row) => row.value), 1e-9);
      fill(
        list,
        rows.length === 0
          ? empty("Nothing here", nothing)
          : h(
              "ul",
              rows.map((row) => h("li", bar(row, most))),
            ),
      );
    },
  };
}

function bar(row, most) {
  return h(
    `button.bar${row.colour ? `.${row.colour}` : ""}`,
    {
      type: "button",
      "aria-pressed": String(Boolean(row.pressed)),
      onclick: row.pick,
      title: row.title ?? null,
      vars: { part: row.value / most },
    },
    h("span.bar-text", row.before, row.text),
    row.trend && sparkline(row.trend),
    h("span.number", row.shown),
  );
}

/** A small line of how something went; the number beside it says how much. */
function sparkline(values) {
  const most = Math.max(...values, 1);
  const step = values.length > 1 ? 58 / (values.length - 1) : 0;
  const points = values
    .map((value, i) => `${(1 + i * step).toFixed(1)},${(15 - (13 * value) / most).toFixed(1)}`)
    .join(" ");
  return svg(
    "svg.spark",
    { viewBox: "0 0 60 16", "aria-hidden": "true", preserveAspectRatio: "none" },
    svg("polyline", { points }),
  );
}
