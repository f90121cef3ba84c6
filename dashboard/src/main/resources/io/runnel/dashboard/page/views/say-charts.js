// The charts of the overview, as what ECharts wants and as tables.
import { base, categoryAxis, isNarrow, sideways, tip } from "../charts.js";
import * as format from "../format.js";

/** Stacked bars over time, one series for each of `order`; a click picks the bucket and the series. */
export function overTime({ rows, bucket, key, order, pick }) {
  const times = [...new Set(rows.map((row) => row.at))].sort();
  const by = new Map(rows.map((row) => [`${row.at} ${row[key]}`, row.documents]));
  const of = (at, name) => by.get(`${at} ${name}`) ?? 0;
  const names = [...order, ...new Set(rows.map((row) => row[key]).filter((name) => name && !order.includes(name)))];
  const totals = names.map(
    (name) =>
      `${format.plural(
        times.reduce((all, at) => all + of(at, name), 0),
        "document",
      )} ${name}`,
  );
  return {
    note: `by ${bucket}`,
    describe: `${totals.join(", ")}, in ${format.plural(times.length, bucket)}. The table has each.`,
    table: {
      columns: ["Time", ...names.map(format.words)],
      rows: times
        .map((at) => ({
          cells: [format.bucketTime(at, bucket), ...names.map((name) => format.whole(of(at, name)))],
          pick: () => pick(at, null),
        }))
        .reverse(),
    },
    pick: (event) => pick(times[event.dataIndex], names[event.seriesIndex]),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          formatter: (shown) =>
            tip(
              format.bucketTime(times[shown[0].dataIndex], bucket),
              shown.map((each) => [each.seriesName, format.whole(each.value), each.color]),
            ),
        },
        xAxis: categoryAxis(c, times, (at) => format.bucketTime(at, bucket)),
        series: names.map((name) => ({
          type: "bar",
          stack: "all",
          name: format.words(name),
          barMaxWidth: 28,
          barCategoryGap: "22%",
          cursor: "pointer",
          itemStyle: { color: c(name) || c("ink-3") },
          data: times.map((at) => of(at, name)),
        })),
      };
    },
  };
}

/** How many documents have a label of which confidence; a click keeps those at least so sure. */
export function confidenceOf(bins, pick) {
  const name = (bin) => `${format.share(bin.from)}–${format.share(bin.to)}`;
  return {
    describe: bins.map((bin) => `${name(bin)}: ${format.whole(bin.documents)}`).join(", "),
    table: {
      columns: ["Confidence", "Documents"],
      rows: bins.map((bin) => ({ cells: [name(bin), format.whole(bin.documents)], pick: () => pick(bin.from) })),
    },
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
    table: {
      columns: ["Category", "Amount", "Invoices"],
      rows: rows.map((row) => ({
        cells: [format.words(row.label), format.money(row.amount, row.currency), format.whole(row.documents)],
        pick: row.label ? () => pick(row.label) : null,
      })),
    },
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
