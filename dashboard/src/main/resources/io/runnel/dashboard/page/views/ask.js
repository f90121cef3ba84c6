// Ask: one read-only query over the store, its result as a table and a chart, and as a file.
import { change, current } from "../address.js";
import { get, post } from "../api.js";
import { base, categoryAxis, chart, isNarrow, sideways, tip } from "../charts.js";
import { fill, h, say } from "../dom.js";
import { sqlExportMenu } from "../exports.js";
import * as format from "../format.js";
import { empty, failed, latest } from "../states.js";

export const title = "Ask";
const LIMITS = [100, 1000, 10000];
const TIMEOUT = 30000;
const DRAWN = 15;
const NUMBER = /INT|DECIMAL|NUMERIC|DOUBLE|FLOAT|REAL/i;
const TIME = /TIMESTAMP|DATE/i;

/** Takes a query; one from the address is shown, and only run when a person says so. */
export function mount(root) {
  const sql = h("textarea.code", {
    id: "sql",
    rows: "8",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": "sql-help",
  });
  sql.value = current().get("sql") ?? "";
  const limit = h(
    "select",
    { id: "limit" },
    LIMITS.map((each) => h("option", { value: String(each) }, `${format.whole(each)} rows`)),
  );
  limit.value = "1000";
  const button = h("button.primary", { type: "submit" }, "Run");
  const ready = h("div.ready");
  const result = h(
    "div.result",
    h("section.card.hint", empty("No result yet", "Write a query, or choose a ready one, and press Run (Ctrl Enter).")),
  );
  const ask = latest();
  let wish = null;
  let drawn = null;

  const form = h(
    "form.card.query",
    {
      onsubmit: (event) => {
        event.preventDefault();
        run();
      },
    },
    h("div.card-head", h("h2", h("label", { for: "sql" }, "Query"))),
    sql,
    h(
      "p.note",
      { id: "sql-help" },
      "One SELECT, read-only, at most 30 seconds. Tables: documents, entities, rejects, corrections.",
    ),
    h(
      "div.card-actions",
      button,
      h("label.inline", { for: "limit" }, "At most"),
      limit,
      sqlExportMenu(() => sql.value),
    ),
  );
  sql.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  sql.addEventListener("input", () => {
    wish = null;
  });
  fill(
    root,
    h("div.view-head", h("h1", title), h("p.result-count", "read-only SQL over the store")),
    h(
      "div.grid.two-one",
      form,
      h("section.card", { "aria-label": "Ready queries" }, h("div.card-head", h("h2", "Ready queries")), ready),
    ),
    result,
  );
  loadReady();

  function loadReady() {
    get("/api/sql/queries").then(
      ({ queries }) =>
        fill(
          ready,
          h(
            "ul.plain-list",
            queries.map((query) =>
              h(
                "li",
                h(
                  "button.link",
                  {
                    type: "button",
                    onclick: () => {
                      sql.value = query.sql;
                      wish = query.chart;
                      run();
                    },
                  },
                  query.title,
                ),
              ),
            ),
          ),
        ),
      (e) => fill(ready, failed(e, loadReady)),
    );
  }

  function run() {
    if (sql.value.trim() === "") {
      sql.focus();
      return;
    }
    change({ sql: sql.value }, "replace");
    button.disabled = true;
    result.setAttribute("aria-busy", "true");
    const done = () => {
      button.disabled = false;
      result.removeAttribute("aria-busy");
    };
    ask((signal) => post("/api/sql", { sql: sql.value, limit: Number(limit.value), timeout_ms: TIMEOUT }, signal), {
      answer: (answer) => {
        done();
        show(answer);
      },
      failure: (e) => {
        done();
        drawn?.remove();
        drawn = null;
        fill(result, h("section.card", failed(e)));
      },
    });
  }

  function show(answer) {
    drawn?.remove();
    drawn = charted(answer, wish);
    const text = `${format.plural(answer.rows.length, "row")}${answer.truncated ? " (there are more; raise the limit or export)" : ""}, ${format.duration(answer.elapsed_ms)}`;
    say(text);
    fill(
      result,
      drawn?.frame,
      h(
        "section.card",
        { "aria-label": "Result" },
        h("div.card-head", h("h2", "Result"), h("p.note", text)),
        answer.rows.length === 0
          ? empty("No rows", "The query is right, and nothing fits it.")
          : h("div.table-scroll.tall", { tabindex: "0", role: "region", "aria-label": "Rows" }, table(answer)),
      ),
    );
  }

  return {
    update: (params) => {
      if (params.get("sql") !== null && document.activeElement !== sql) {
        sql.value = params.get("sql");
      }
    },
    leave: () => drawn?.remove(),
  };
}

const isNumber = (column) => NUMBER.test(column.type);

const table = ({ columns, rows }) =>
  h(
    "table.plain",
    h("caption.sr", "Result of the query"),
    h(
      "thead",
      h(
        "tr",
        columns.map((column) =>
          h(isNumber(column) ? "th.number" : "th", { scope: "col", title: column.type }, column.name),
        ),
      ),
    ),
    h(
      "tbody",
      rows.map((row) =>
        h(
          "tr",
          row.map((value, i) => h(isNumber(columns[i]) ? "td.number" : "td", cell(value, columns[i]))),
        ),
      ),
    ),
  );

function cell(value, column) {
  if (value === null || value === undefined) {
    return h("span.faint", "null");
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? format.whole(value) : String(Math.round(value * 1e6) / 1e6);
  }
  return TIME.test(column.type)
    ? format.moment(value)
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}

/** Every value of a few, and of many the first, the last and the ends. */
function told(values) {
  const each = ([name, , text]) => `${name} ${text}`;
  if (values.length <= DRAWN) {
    return `${values.map(each).join(", ")}.`;
  }
  const sorted = values.filter(([, number]) => number !== null).sort((a, b) => a[1] - b[1]);
  const ends = sorted.length > 0 ? ` The least: ${each(sorted[0])}; the most: ${each(sorted.at(-1))}.` : "";
  return `${format.plural(values.length, "value")} from ${each(values[0])} to ${each(values.at(-1))}.${ends} The table has each.`;
}

/** A chart where the first column names something and another one counts it. */
function charted({ columns, rows }, wish) {
  const value = columns.findIndex((column, i) => i > 0 && isNumber(column));
  if (wish === "table" || value < 0 || rows.length < 2 || isNumber(columns[0])) {
    return null;
  }
  const names = columns
    .slice(0, value)
    .map((column) => column.name)
    .join(", ");
  const overTime = TIME.test(columns[0].type);
  const line = wish === "line" || (wish === null && overTime);
  const shown = line || overTime ? rows : rows.slice(0, DRAWN);
  const cellName = (each, i) =>
    overTime && i === 0 ? format.dayTime(each) : each === null ? "null" : format.words(String(each));
  const name = (row) => row.slice(0, value).map(cellName).join(" · ");
  const made = chart({
    title: `${columns[value].name} by ${names}`,
    note: shown.length < rows.length ? `the first ${DRAWN}` : "",
    size: line || overTime ? "m" : "l",
  });
  made.show({
    describe: told(shown.map((row) => [name(row), row[value], cell(row[value], columns[value])])),
    table: () => ({
      columns: [names, columns[value].name],
      rows: shown.map((row) => ({ cells: [name(row), cell(row[value], columns[value])] })),
    }),
    draw: (c) => {
      if (!line && !overTime) {
        const option = sideways(c, {
          names: shown.map(name),
          values: shown.map((row) => row[value]),
          colour: c("accent"),
          shown: format.short,
          narrow: isNarrow(),
        });
        return {
          ...option,
          tooltip: {
            ...option.tooltip,
            formatter: ([each]) =>
              tip(name(shown[each.dataIndex]), [[columns[value].name, format.whole(each.value), c("accent")]]),
          },
        };
      }
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          formatter: ([each]) =>
            tip(name(shown[each.dataIndex]), [[columns[value].name, format.whole(each.value), c("accent")]]),
        },
        xAxis: { ...categoryAxis(c, shown.map(name)), ...(line ? { boundaryGap: false } : {}) },
        series: [
          {
            type: line ? "line" : "bar",
            symbol: "none",
            barMaxWidth: 36,
            lineStyle: { color: c("accent"), width: 2 },
            areaStyle: line ? { color: c("accent"), opacity: 0.12 } : undefined,
            itemStyle: { color: c("accent") },
            data: shown.map((row) => row[value]),
          },
        ],
      };
    },
  });
  return made;
}
