// Bars over time, stacked by what is counted.
import { base, timeAxis, tip } from "./charts.js";
import * as format from "./format.js";

const MOST_BARS = 500;

/** Every bucket from the first to the last, also those with nothing in them: a gap must look like one. */
function withGaps(found, bucket) {
  const known = new Set(found);
  const all = [];
  let at = found[0];
  while (at && Date.parse(at) <= Date.parse(found.at(-1)) && all.length < MOST_BARS) {
    all.push(at);
    known.delete(at);
    at = format.bucketEnd(at, bucket).replace(".000Z", "Z");
  }
  return known.size === 0 ? all : found;
}

/**
 * What a chart shows of `rows`, each `{at, name, count}`: a bar for each time, a part of it for each of `names`. `title(name)` is how a name
 * is written, `total(name, n)` how the sentence for screen readers tells its sum, `colour(c, name)` its colour; a click on a part calls
 * `pick(at, name)`, one on a row of the table `pickTime(at)`.
 */
export function stacked({ rows, bucket, names, title, total, colour, pick, pickTime }) {
  const found = [...new Set(rows.map((row) => row.at))].sort();
  const times = withGaps(found, bucket);
  const counts = new Map(rows.map((row) => [`${row.at} ${row.name}`, row.count]));
  const of = (at, name) => counts.get(`${at} ${name}`) ?? 0;
  const sum = (name) => times.reduce((all, at) => all + of(at, name), 0);
  const peak = () => {
    const [at, n] = times
      .map((time) => [time, names.reduce((all, name) => all + of(time, name), 0)])
      .reduce((most, each) => (each[1] > most[1] ? each : most));
    return `${format.whole(n)}, ${format.bucketTime(at, bucket)}`;
  };
  // A name that is nowhere needs no bars, which would take as long as others.
  const drawn = names.filter((name) => sum(name) > 0);
  return {
    note: times.length > 0 ? `by ${bucket}` : "",
    describe:
      times.length === 0
        ? "Nothing to show."
        : `${names.map((name) => total(name, sum(name))).join(", ")}, in ${format.plural(times.length, bucket)}${times.length > 1 ? `; the most ${peak()}` : ""}. The table has each.`,
    table: () => ({
      columns: ["Time", ...names.map(title)],
      rows: found
        .map((at) => ({
          cells: [format.bucketTime(at, bucket), ...names.map((name) => format.whole(of(at, name)))],
          pick: pickTime && (() => pickTime(at)),
        }))
        .reverse(),
    }),
    pick: (event) => pick(times[event.dataIndex], drawn[event.seriesIndex]),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          formatter: (shown) =>
            tip(
              format.bucketTime(times[shown[0].dataIndex], bucket),
              shown
                .filter((each) => each.value > 0)
                .map((each) => [each.seriesName, format.whole(each.value), each.color]),
            ),
        },
        yAxis: { ...option.yAxis, minInterval: 1 },
        xAxis: timeAxis(c, times, (at) => format.bucketTime(at, bucket)),
        series: drawn.map((name) => ({
          type: "bar",
          stack: "all",
          name: title(name),
          barMaxWidth: 28,
          barCategoryGap: "22%",
          cursor: "pointer",
          itemStyle: { color: colour(c, name) },
          data: times.map((at) => of(at, name)),
        })),
      };
    },
  };
}
