// The conversation's mood, turn by turn, from sure negative to sure positive.
import { base, chart, tip } from "../charts.js";
import * as format from "../format.js";
import { SENTIMENTS, signOf, valence } from "../marks.js";

const SYMBOL = { negative: "path://M0 0L10 0L5 9Z", neutral: "circle", positive: "path://M0 9L10 9L5 0Z" };

/** The chart; a click on a turn goes to it. */
export function curve({ turns, movement, pick }) {
  const made = chart({
    title: "Mood of the conversation",
    note: movement ? moved(movement) : "",
    size: "s",
    legend: SENTIMENTS.map((name) => [format.words(name), name, signOf(name)]),
  });
  const field = (turn) => `turns[${turn.index}].text`;
  made.show({
    describe: `${format.plural(turns.length, "turn")}: ${moods(turns)}${movement ? `; it ${moved(movement)}` : ""}. The table has each.`,
    table: () => ({
      columns: ["Turn", "Speaker", "Sentiment", "Sure"],
      rows: turns.map((turn) => ({
        cells: [
          String(turn.index + 1),
          turn.speaker ?? format.NOTHING,
          format.words(turn.sentiment),
          format.share(turn.score),
        ],
        pick: () => pick(field(turn)),
      })),
    }),
    pick: (event) => pick(field(turns[event.dataIndex])),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          axisPointer: { type: "line", lineStyle: { color: c("ink-3") } },
          formatter: ([shown]) => {
            const turn = turns[shown.dataIndex];
            return tip(`${turn.index + 1}. ${turn.speaker ?? ""}`, [
              [
                `${signOf(turn.sentiment)} ${format.words(turn.sentiment)}`,
                format.share(turn.score),
                c(turn.sentiment),
              ],
            ]);
          },
        },
        xAxis: {
          type: "category",
          data: turns.map((turn) => String(turn.index + 1)),
          boundaryGap: false,
          axisTick: { show: false },
          axisLine: { show: false },
          axisLabel: { color: c("ink-3"), fontSize: 11, hideOverlap: true },
        },
        yAxis: {
          ...option.yAxis,
          min: -1,
          max: 1,
          interval: 1,
          axisLabel: {
            color: c("ink-3"),
            fontSize: 11,
            formatter: (value) => (value > 0 ? "▲" : value < 0 ? "▼" : "●"),
          },
        },
        series: [
          {
            type: "line",
            smooth: 0.25,
            smoothMonotone: "x",
            cursor: "pointer",
            lineStyle: { color: c("ink-3"), width: 1.5 },
            areaStyle: { color: c("ink-3"), opacity: 0.08, origin: 0 },
            symbolSize: turns.length > 80 ? 5 : 9,
            showAllSymbol: true,
            data: turns.map((turn) => ({
              value: valence(turn.sentiment, turn.score),
              symbol: SYMBOL[turn.sentiment] ?? "circle",
              itemStyle: { color: c(turn.sentiment) || c("ink-3") },
            })),
          },
        ],
      };
    },
  });
  return made;
}

/** How many turns have which mood, and where it begins and ends. */
function moods(turns) {
  const counts = SENTIMENTS.map((name) => [name, turns.filter((turn) => turn.sentiment === name).length]);
  const told = (turn) => `${turn.sentiment ?? "not answered"}, ${format.share(turn.score)} sure`;
  return [
    ...counts.filter(([, n]) => n > 0).map(([name, n]) => `${format.whole(n)} ${name}`),
    `the first ${told(turns[0])}`,
    `the last ${told(turns.at(-1))}`,
  ].join(", ");
}

function moved({ change }) {
  return change > 0.15
    ? "ends better than it begins"
    : change < -0.15
      ? "ends worse than it begins"
      : "ends as it begins";
}
