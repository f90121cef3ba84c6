// Now: what flows this second, and the documents that came last.
import { address, current } from "../address.js";
import { follow, get } from "../api.js";
import { base, chart, tip } from "../charts.js";
import { fill, h, icon, say } from "../dom.js";
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
  const latestRows = documentTable("The documents that came last");
  const latestBox = h("div.latest", skeleton(8));
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
    numbers.rate.textContent = format.rate(sum(out, "documents_per_second"));
    notes.rate.textContent = `${format.short(sum(out, "total"))} enriched`;
    numbers.lag.textContent = format.short(sum(into, "lag"));
    notes.lag.textContent = sum(into, "lag") > 0 ? "records not enriched yet" : "nothing waits";
    numbers.rejects.textContent = format.whole(rejected);
    notes.rejects.textContent = rejected > 0 ? "see the reasons below" : "all could be read";
    numbers.model.textContent = format.duration(now.model_ms?.p50);
    notes.model.textContent = `1 in 100 above ${format.duration(now.model_ms?.p99)}`;
    numbers.queue.textContent = format.duration(now.queue_ms?.p50);
    notes.queue.textContent = `1 in 100 above ${format.duration(now.queue_ms?.p99)}`;
    speed.show(speedOf(now.documents_per_second));
    fill(topics, topicTable(now.topics));
    fill(
      reasons,
      now.rejects_last_minute.length === 0
        ? empty(
            "None",
            "Every record of the last minute was a document. Older ones are under Rejects.",
            h("a.quiet", { href: "?view=rejects" }, "Rejects"),
          )
        : h(
            "ul.plain-list",
            now.rejects_last_minute.map((each) =>
              h(
                "li",
                h(
                  "a",
                  { href: `?${new URLSearchParams({ view: "rejects", reason: each.reason })}` },
                  format.reason(each.reason),
                ),
                h("span.number", format.whole(each.count)),
              ),
            ),
          ),
    );
    const all = sum(now.topics, "total");
    if (all !== total && Date.now() - asked > REFRESH) {
      total = all;
      asked = Date.now();
      arrived();
    }
  }

  const arrived = () =>
    ask((signal) => get("/api/documents?sort=arrival&order=desc&limit=8", signal), {
      answer: ({ documents }) => {
        const focused = document.activeElement?.closest?.("[data-row]")?.dataset.row;
        fill(latestRows.body, documents.map(documentRow));
        fill(
          latestBox,
          documents.length === 0
            ? empty(
                "No documents yet",
                "They appear here as the jobs write them. './runnel feed' sends the demo's documents to your Kafka; './runnel demo' starts everything.",
              )
            : latestRows.table,
        );
        [...latestRows.body.children].find((row) => row.dataset.row === focused)?.focus();
      },
      failure: (e) => fill(latestBox, failed(e, arrived)),
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

const topicTable = (topics) =>
  h(
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
    h(
      "tbody",
      topics.map((topic) =>
        h(
          "tr",
          h("th", { scope: "row" }, topic.topic),
          h("td", h("span.faint", KINDS[topic.kind] ?? topic.kind)),
          h("td.number", format.rate(topic.documents_per_second)),
          h("td.number", format.whole(topic.total)),
          h("td.number", topic.kind === "input" ? format.whole(topic.lag) : format.NOTHING),
        ),
      ),
    ),
  );
