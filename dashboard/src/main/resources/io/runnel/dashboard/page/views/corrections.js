// Corrections: how often people agree with each head, over time, and what they said last.
import { documentAddress } from "../address.js";
import { get } from "../api.js";
import { base, timeAxis, chart, tip } from "../charts.js";
import { fill, h } from "../dom.js";
import { exportMenu } from "../exports.js";
import * as format from "../format.js";
import { type } from "../marks.js";
import { empty, failed, latest, skeleton } from "../states.js";

export const title = "Corrections";
const LIMIT = 200;

/** Shows the agreement of people with the models. */
export function mount(root) {
  const agreement = chart({
    title: "Agreement over time",
    note: "share of judged answers that people called right",
    size: "m",
  });
  const heads = h("div", skeleton(5));
  const list = h("div", skeleton(8));
  const askHeads = latest();
  const askList = latest();

  fill(
    root,
    h(
      "div.view-head",
      h("h1", title),
      h("p.result-count", "what people said of the models' answers"),
      h("div.view-tools", exportMenu([["corrections", "Corrections"]])),
    ),
    h(
      "div.grid.two-one",
      agreement.frame,
      h("section.card", { "aria-label": "Heads" }, h("div.card-head", h("h2", "Heads")), heads),
    ),
    h("section.card", { "aria-label": "Said last" }, h("div.card-head", h("h2", "Said last")), list),
  );

  function load() {
    askHeads((signal) => get("/api/agreement", signal), {
      answer: ({ heads: found }) => {
        fill(
          heads,
          found.length === 0
            ? empty(
                "Nothing judged yet",
                "Open a document and press Right or Wrong at its label, sentiment or entities.",
                h("a.quiet", { href: "?view=find&sort=confidence+asc" }, "The least sure documents"),
              )
            : headTable(found),
        );
        agreement.show(agreementOf(found));
      },
      failure: (e) => fill(heads, failed(e, load)),
    });
    askList((signal) => get(`/api/corrections?limit=${LIMIT}`, signal), {
      answer: ({ corrections }) =>
        fill(
          list,
          corrections.length === 0
            ? empty("None yet", "Each correction stands in the Kafka topic “corrections”, and here.")
            : table(corrections),
        ),
      failure: (e) => fill(list, failed(e, load)),
    });
  }

  load();
  return { update: load, leave: () => agreement.remove() };
}

const nameOf = (head) => `${format.words(head.document_type)}: ${format.words(head.task)}`;

const headTable = (heads) =>
  h(
    "div.table-scroll",
    { tabindex: "0", role: "region", "aria-label": "Agreement per head" },
    h(
      "table.plain",
      h("caption.sr", "Agreement per head"),
      h(
        "thead",
        h(
          "tr",
          ["Head", "Agreement", "Judged"].map((name, i) => h(i > 0 ? "th.number" : "th", { scope: "col" }, name)),
        ),
      ),
      h(
        "tbody",
        heads.map((head) =>
          h(
            "tr",
            h(
              "th",
              { scope: "row" },
              nameOf(head),
              h("span.faint.block", `${head.head ?? ""} ${head.model}/${head.version}`),
            ),
            h("td.number", h("strong", format.share(head.agreement))),
            h("td.number", format.whole(head.judged)),
          ),
        ),
      ),
    ),
  );

const table = (corrections) =>
  h(
    "div.table-scroll",
    { tabindex: "0", role: "region", "aria-label": "Last corrections" },
    h(
      "table.plain",
      h("caption.sr", "Last corrections"),
      h(
        "thead",
        h(
          "tr",
          ["Document", "Of", "Model said", "Right is", "Note", "Time"].map((name) => h("th", { scope: "col" }, name)),
        ),
      ),
      h(
        "tbody",
        corrections.map((each) =>
          h(
            "tr",
            h(
              "th",
              { scope: "row" },
              type(each.document_type),
              " ",
              h(
                "a",
                { href: documentAddress(each.document_type, each.document_id), "data-row": each.correction_id },
                each.document_id,
              ),
            ),
            h("td", format.words(each.task)),
            h("td", told(each.given)),
            h("td", told(each.right)),
            h("td", each.note ?? ""),
            h("td", h("time", { datetime: each.at, title: format.moment(each.at) }, format.dayTime(each.at))),
          ),
        ),
      ),
    ),
  );

const told = (value) =>
  value?.label
    ? format.words(value.label)
    : value?.entity_group
      ? `${value.text ?? ""} (${format.words(value.entity_group)})`
      : "No entity";

function agreementOf(heads) {
  const days = [...new Set(heads.flatMap((head) => head.over_time.map((each) => each.day)))].sort();
  const of = (head, day) => head.over_time.find((each) => each.day === day);
  const share = (each) => (each && each.judged > 0 ? each.agreed / each.judged : null);
  return {
    describe:
      heads.length === 0
        ? "Nothing judged yet."
        : heads
            .map((head) => `${nameOf(head)} ${format.share(head.agreement)} of ${format.whole(head.judged)}`)
            .join(", "),
    table: () => ({
      columns: ["Day", ...heads.map(nameOf)],
      rows: days
        .map((day) => ({
          cells: [
            format.dayOf(day),
            ...heads.map((head) => {
              const each = of(head, day);
              return each ? `${format.share(share(each))} of ${format.whole(each.judged)}` : format.NOTHING;
            }),
          ],
        }))
        .reverse(),
    }),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        grid: { ...option.grid, bottom: 28 },
        legend: {
          bottom: 0,
          left: 0,
          type: "scroll",
          icon: "roundRect",
          itemWidth: 10,
          itemHeight: 10,
          textStyle: { color: c("ink-2"), fontSize: 11 },
        },
        tooltip: {
          ...option.tooltip,
          axisPointer: { type: "line", lineStyle: { color: c("ink-3") } },
          formatter: (shown) =>
            tip(
              format.dayOf(days[shown[0].dataIndex]),
              shown.map((each) => [
                each.seriesName,
                each.value === null || each.value === undefined ? format.NOTHING : format.share(each.value),
                each.color,
              ]),
            ),
        },
        xAxis: timeAxis(c, days, format.dayOf),
        yAxis: {
          ...option.yAxis,
          min: 0,
          max: 1,
          interval: 0.25,
          axisLabel: { color: c("ink-3"), fontSize: 11, formatter: (value) => format.share(value) },
        },
        series: heads.map((head, i) => ({
          type: "line",
          name: nameOf(head),
          connectNulls: true,
          symbol: ["circle", "rect", "triangle", "diamond", "roundRect", "pin"][i % 6],
          symbolSize: 7,
          lineStyle: { width: 2, type: i % 2 ? "dashed" : "solid" },
          itemStyle: { color: c(`series-${(i % 6) + 1}`) },
          data: days.map((day) => share(of(head, day))),
        })),
      };
    },
  };
}
