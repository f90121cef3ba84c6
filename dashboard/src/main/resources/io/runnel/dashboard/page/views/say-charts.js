// The charts of the overview, as what ECharts wants and as tables.
import { base, categoryAxis, isNarrow, sideways, tip } from "../charts.js";
import * as format from "../format.js";
import { stacked } from "../stacked.js";

/** Documents over time, stacked by type or sentiment; a click picks the bucket and the series. */
export const overTime = ({ rows, bucket, key, order, pick }) =>
  stacked({
    rows: rows.map((row) => ({ at: row.at, name: row[key], count: row.documents })),
    bucket,
    names: [...order, ...new Set(rows.map((row) => row[key]).filter((name) => name && !order.includes(name)))],
    title: format.words,
    total: (name, n) => `${format.words(name)} ${format.whole(n)}`,
    colour: (c, name) => c(name) || c("ink-3"),
    pick,
    pickTime: (at) => pick(at, null),
  });

/** How many documents have a label of which confidence; a click keeps those at least so sure. */
export function confidenceOf(bins, pick) {
  const name = (bin) => `${format.share(bin.from)}–${format.share(bin.to)}`;
  return {
    describe: bins.map((bin) => `${name(bin)}: ${format.whole(bin.documents)}`).join(", "),
    table: () => ({
      columns: ["Confidence", "Documents"],
      rows: bins.map((bin) => ({ cells: [name(bin), format.whole(bin.documents)], pick: () => pick(bin.from) })),
    }),
    pick: (event) => pick(bins[event.dataIndex].from),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          formatter: ([shown]) =>
            tip(`${name(bins[shown.dataIndex])} sure`, [["Documents", format.whole(shown.value), c("accent")]]),
        },
        xAxis: categoryAxis(
          c,
          bins.map((bin) => format.share(bin.from)),
        ),
        series: [
          {
            type: "bar",
            barCategoryGap: "12%",
            cursor: "pointer",
            itemStyle: { color: c("accent"), borderRadius: [2, 2, 0, 0] },
            data: bins.map((bin) => bin.documents),
          },
        ],
      };
    },
  };
}

/** Spend by category of the currency with the most invoices; others stand in the table, for sums of two currencies are none. */
export function spendOf(rows, pick) {
  const counts = new Map();
  rows.forEach((row) => counts.set(row.currency, (counts.get(row.currency) ?? 0) + row.documents));
  const currency = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const shown = rows.filter((row) => row.currency === currency && row.label).slice(0, 10);
  return {
    note: currency
      ? `invoices in ${currency}${counts.size > 1 ? `; ${format.plural(counts.size - 1, "other currency", "other currencies")} in the table` : ""}`
      : "no invoices",
    describe:
      shown.length === 0
        ? "No invoice with a total."
        : shown.map((row) => `${format.words(row.label)} ${format.money(row.amount, currency)}`).join(", "),
    table: () => ({
      columns: ["Category", "Amount", "Invoices"],
      rows: rows.map((row) => ({
        cells: [format.words(row.label), format.money(row.amount, row.currency), format.whole(row.documents)],
        pick: row.label ? () => pick(row.label) : null,
      })),
    }),
    pick: (event) => pick(shown[event.dataIndex].label),
    draw: (c) => {
      const option = sideways(c, {
        names: shown.map((row) => format.words(row.label)),
        values: shown.map((row) => row.amount),
        colour: c("invoice"),
        shown: format.short,
        narrow: isNarrow(),
      });
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          formatter: ([each]) =>
            tip(format.words(shown[each.dataIndex].label), [
              ["Amount", format.money(each.value, currency), c("invoice")],
              ["Invoices", format.whole(shown[each.dataIndex].documents), "transparent"],
            ]),
        },
      };
    },
  };
}
