// Now: what flows this second, and the documents that came last.
import { address, current } from "../address.js";
import { follow, get } from "../api.js";
import { base, chart, tip } from "../charts.js";
import { fill, h, icon, keep, say, write } from "../dom.js";
import * as format from "../format.js";
import { TYPES } from "../marks.js";
import { documentRow, documentTable } from "../rows.js";
import { empty, failed, latest, skeleton } from "../states.js";

export const title = "Now";
const KINDS = { input: "Documents in", enriched: "Enriched", "dead-letters": "Rejects" };
const REFRESH = 2000;

/** Follows the server until it is left. */
export function mount(root, { status }) {
  const trouble = h("div.failure", { role: "status", hidden: true });
  const state = h("span.live-state", "Connecting");
  const pause = h("button", { type: "button", onclick: () => (end ? stop() : start()) });
  const numbers = Object.fromEntries(
    ["rate", "lag", "rejects", "model", "queue"].map((name) => [name, h("strong", format.NOTHING)]),
  );
  const notes = Object.fromEntries(["rate", "lag", "rejects", "model", "queue"].map((name) => [name, h("p.note")]));
  const speed = chart({
    title: "Documents a second",
    note: "the last five minutes",
    size: "m",
    legend: TYPES.map((type) => [format.words(type), type]),
  });
  const topics = h("div.table-scroll.topics", { tabindex: "0", role: "region", "aria-label": "Topics" }, skeleton(5));
  const reasons = h("div.reasons", skeleton(3));
  const topicRows = topicTable();
  const reasonList = h("ul.plain-list");
  const noReasons = empty(
    "None",
    "Every record of the last minute was a document. Older ones are under Rejects.",
    h("a.quiet", { href: "?view=rejects" }, "Rejects"),
  );
  const noDocuments = empty(
    "No documents yet",
    "They appear here as the jobs write them. './runnel feed' sends the demo's documents to your Kafka; './runnel demo' starts everything.",
  );
  const latestRows = documentTable("The documents that came last");
  const latestBox = h("div.latest", skeleton(8));
  const held = h("p.note");
  const ask = latest();
  let end = null;
  let total = -1;
  let asked = 0;

  fill(
    root,
    h("div.view-head", h("h1", title), h("p.live", state), h("div.view-tools", pause)),
    trouble,
    h(
      "section.kpis",
      { "aria-label": "Key numbers" },
      kpi("Documents a second", "rate"),
      kpi("Waiting", "lag"),
      kpi("Rejects, last minute", "rejects"),
      kpi("Model time", "model"),
      kpi("In the queue", "queue"),
    ),
    h("div.grid.two-one", speed.frame, h("section.card", h("div.card-head", h("h2", "Rejects, last minute")), reasons)),
    h(
      "section.card",
      h(
        "div.card-head",
        h("h2", "Just arrived"),
        held,
        h("div.card-tools", h("a.quiet", { href: address("find") }, "Find more")),
      ),
      latestBox,
    ),
    h("section.card", h("div.card-head", h("h2", "Topics")), topics),
  );

  function kpi(name, key) {
    return h("div.kpi", h("h2", name), numbers[key], notes[key]);
  }

  /** Says what is not followed now, and why. */
  function tell({ problem, deleted_topics: deleted }) {
    const gone =
      deleted.length > 0 &&
      `${deleted.join(", ")} ${deleted.length === 1 ? "was" : "were"} deleted in Kafka. What was read stays here; if made anew, it is read from its beginning.`;
    const lines = [problem, gone].filter(Boolean);
    if (trouble.dataset.lines !== lines.join("\n")) {
      trouble.dataset.lines = lines.join("\n");
      trouble.hidden = lines.length === 0;
      fill(
        trouble,
        h("p.empty-title", "Not everything is followed"),
        lines.map((line) => h("p", line)),
      );
    }
  }

  function show(now) {
    status().then(tell, () => {});
    const into = now.topics.filter((topic) => topic.kind === "input");
    const out = now.topics.filter((topic) => topic.kind === "enriched");
    const sum = (list, key) => list.reduce((all, topic) => all + (topic[key] ?? 0), 0);
    const rejected = now.rejects_last_minute.reduce((all, each) => all + each.count, 0);
    write(numbers.rate, format.rate(sum(out, "documents_per_second")));
    write(notes.rate, `${format.short(sum(out, "total"))} enriched`);
    write(numbers.lag, format.short(sum(into, "lag")));
    write(notes.lag, sum(into, "lag") > 0 ? "records not enriched yet" : "nothing waits");
    write(numbers.rejects, format.whole(rejected));
    write(notes.rejects, rejected > 0 ? "see the reasons below" : "all could be read");
    write(numbers.model, format.duration(now.model_ms?.p50));
    write(notes.model, `1 in 100 above ${format.duration(now.model_ms?.p99)}`);
    write(numbers.queue, format.duration(now.queue_ms?.p50));
    write(notes.queue, `1 in 100 above ${format.duration(now.queue_ms?.p99)}`);
    speed.show(speedOf(now.documents_per_second));
    keep(topicRows.body, now.topics, { key: (topic) => topic.topic, make: topicRow, update: writeTopic });
    stand(topics, topicRows.table);
    keep(reasonList, now.rejects_last_minute, { key: (each) => each.reason, make: reasonItem, update: writeReason });
    stand(reasons, now.rejects_last_minute.length > 0 ? reasonList : noReasons);
    const all = sum(now.topics, "total");
    write(held, isHeld() ? "stands still while a row has the focus" : "");
    if (all !== total && !isHeld() && Date.now() - asked > REFRESH) {
      total = all;
      asked = Date.now();
      arrived();
    }
  }

  /** Whether somebody stands in the list or presses on it: it would go from under their hands. */
  const isHeld = () => latestRows.body.contains(document.activeElement);

  const arrived = () =>
    ask((signal) => get("/api/documents?sort=arrival&order=desc&limit=8", signal), {
      answer: ({ documents }) => {
        if (isHeld()) {
          total = -1;
          return;
        }
        keep(latestRows.body, documents, { key: JSON.stringify, make: documentRow });
        stand(latestBox, documents.length > 0 ? latestRows.table : noDocuments);
      },
      failure: (e) => {
        total = -1;
        fill(latestBox, failed(e, arrived));
      },
    });

  function start() {
    fill(pause, icon("pause"), h("span", "Pause"));
    end = follow("/api/now/stream", {
      event: (now) => show(now),
      state: (is) => {
        const text = is === "live" ? "Live" : "Connection lost, trying again";
        if (state.textContent !== text) {
          state.textContent = text;
          state.className = `live-state ${is}`;
          say(text);
        }
      },
    });
  }

  function stop() {
    end?.();
    end = null;
    state.textContent = "Paused";
    state.className = "live-state paused";
    fill(pause, icon("play"), h("span", "Go on"));
  }

  arrived();
  start();
  return {
    update: () => current(),
    leave: () => {
      end?.();
      speed.remove();
    },
  };
}

function speedOf(points) {
  const last = points[points.length - 1];
  return {
    describe: last
      ? `At last ${TYPES.map((type) => `${format.rate(last[type])} ${type}s`).join(", ")} a second.`
      : "Nothing yet.",
    table: () => ({
      columns: ["Time", ...TYPES.map(format.words), "Rejects"],
      rows: points
        .slice(-60)
        .reverse()
        .map((point) => ({
          cells: [
            format.timeWithSeconds(point.at),
            ...TYPES.map((type) => format.rate(point[type])),
            format.rate(point.rejects),
          ],
        })),
    }),
    draw: (c) => {
      const option = base(c);
      return {
        ...option,
        tooltip: {
          ...option.tooltip,
          axisPointer: { type: "line", lineStyle: { color: c("ink-3") } },
          formatter: (rows) =>
            tip(
              format.timeWithSeconds(rows[0].value[0]),
              rows.map((row) => [row.seriesName, format.rate(row.value[1]), row.color]),
            ),
        },
        xAxis: {
          type: "time",
          axisLine: { lineStyle: { color: c("line-strong") } },
          splitLine: { show: false },
          axisTick: { show: false },
          axisLabel: {
            color: c("ink-3"),
            fontSize: 11,
            hideOverlap: true,
            formatter: (value) => format.time(new Date(value).toISOString()),
          },
        },
        series: TYPES.map((type) => ({
          type: "line",
          name: format.words(type),
          stack: "all",
          symbol: "none",
          lineStyle: { width: 1.5, color: c(type) },
          itemStyle: { color: c(type) },
          areaStyle: { color: c(type), opacity: 0.22 },
          data: points.map((point) => [point.at, point[type] ?? 0]),
        })),
      };
    },
  };
}

/** Lets this stand in a box, alone; what stands there already is not touched. */
const stand = (box, element) => box.firstElementChild === element || fill(box, element);

const reasonItem = (each) =>
  h(
    "li",
    h(
      "a",
      { href: `?${new URLSearchParams({ view: "rejects", reason: each.reason })}` },
      format.reason(each.reason),
    ),
    h("span.number"),
  );

const writeReason = (item, each) => write(item.lastElementChild, format.whole(each.count));

/** The table's frame; topics go into its body. */
function topicTable() {
  const body = h("tbody");
  const table = h(
    "table.plain",
    h("caption.sr", "Topics: documents a second, in all, and waiting"),
    h(
      "thead",
      h(
        "tr",
        ["Topic", "What", "A second", "In all", "Waiting"].map((name, i) =>
          h(i > 1 ? "th.number" : "th", { scope: "col" }, name),
        ),
      ),
    ),
    body,
  );
  return { table, body };
}

const topicRow = (topic) =>
  h(
    "tr",
    h("th", { scope: "row" }, topic.topic),
    h("td", h("span.faint", KINDS[topic.kind] ?? topic.kind)),
    [0, 1, 2].map(() => h("td.number")),
  );

function writeTopic(row, topic) {
  const [rate, all, waiting] = row.querySelectorAll(".number");
  write(rate, format.rate(topic.documents_per_second));
  write(all, format.whole(topic.total));
  write(waiting, topic.kind === "input" ? format.whole(topic.lag) : format.NOTHING);
}
