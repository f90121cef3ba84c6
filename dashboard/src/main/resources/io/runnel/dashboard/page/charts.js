// Charts drawn by ECharts on a canvas, each with the same numbers as a table, whose rows do what a click on the chart does.
import { fill, h, icon } from "./dom.js";

let loading = null;

/** Loads the library once, while the numbers are being counted; a chart waits for it, the page does not. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("lib/echarts.min.js", import.meta.url).pathname;
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => {
      loading = null;
      reject(new Error("The chart library could not be loaded; the tables have the same numbers."));
    };
    document.head.append(script);
  });
  return loading;
}

/** The colours of now, from the style sheet. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

const NUMBER_AXIS = (c) => ({
  type: "value",
  splitNumber: 3,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: c("line") } },
  axisLabel: { color: c("ink-3"), fontSize: 11 },
});

/** Axes, grid and tip that all charts share. */
export function base(c) {
  return {
    animation: false,
    textStyle: { fontFamily: c("sans"), color: c("ink-2") },
    grid: { left: 4, right: 28, top: 12, bottom: 2, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      className: "chart-tip",
      borderWidth: 0,
      padding: 0,
      backgroundColor: "transparent",
      extraCssText: "",
      axisPointer: { type: "shadow", shadowStyle: { color: c("shade") }, lineStyle: { color: c("ink-3") } },
    },
    yAxis: NUMBER_AXIS(c),
  };
}

export const categoryAxis = (c, data, label) => ({
  type: "category",
  data,
  axisLine: { lineStyle: { color: c("line-strong") } },
  axisTick: { show: false },
  axisLabel: {
    color: c("ink-3"),
    fontSize: 11,
    hideOverlap: true,
    alignMinLabel: "left",
    alignMaxLabel: "right",
    formatter: label,
  },
});

/** Times have four labels at most: the first is written from its bar to the right, so that automatic distances are too small. */
export function timeAxis(c, times, label) {
  const axis = categoryAxis(c, times, label);
  return { ...axis, axisLabel: { ...axis.axisLabel, interval: (index) => index % Math.ceil(times.length / 4) === 0 } };
}

/** What a chart's tip shows; made of elements, so that a document's words stay words. */
export const tip = (title, rows) =>
  h(
    "div.tip",
    h("p.tip-title", title),
    rows.map(([name, value, colour]) =>
      h("p.tip-row", h("span.swatch", { vars: { of: colour } }), h("span", name), h("b", value)),
    ),
  );

/**
 * A chart in a frame of a fixed height. `draw(c)` gives ECharts' option in the colours of now, `describe` the sentence for those who do not
 * see it, `table()` its numbers as `{columns, rows:[{cells, pick}]}` when somebody wants them, `pick(event)` what a click on an element does.
 */
export function chart({ title, note, size = "m", legend }) {
  const canvas = h(`div.canvas.${size}`, { role: "img" });
  const table = h(`div.chart-table.${size}`, {
    tabindex: "0",
    role: "region",
    "aria-label": `${title}, as a table`,
    hidden: true,
  });
  const noteLine = h("p.note", note ?? "");
  const toggle = h(
    "button.quiet",
    {
      type: "button",
      "aria-pressed": "false",
      "aria-label": `Table: ${title}`,
      title: "Show the numbers",
      onclick: () => swap(),
    },
    icon("table"),
    h("span", "Table"),
  );
  const frame = h(
    "figure.card.chart",
    h("figcaption.card-head", h("h2", title), noteLine, h("div.card-tools", toggle)),
    legend && legendOf(legend),
    canvas,
    table,
  );
  let given = null;
  let drawn = null;
  let resize = null;

  function swap() {
    const asTable = table.hidden;
    table.hidden = !asTable;
    canvas.hidden = asTable;
    toggle.setAttribute("aria-pressed", String(asTable));
    if (asTable) {
      fill(table, given && numbers(title, given.table()));
    } else {
      paint();
    }
  }

  async function paint() {
    if (!given || canvas.hidden) {
      return;
    }
    let echarts;
    try {
      echarts = await library();
    } catch (e) {
      fill(canvas, h("p.canvas-note", e.message));
      return;
    }
    if (!canvas.isConnected || canvas.clientWidth === 0) {
      return;
    }
    if (!drawn) {
      canvas.replaceChildren();
      drawn = echarts.init(canvas, null, { renderer: "canvas" });
      drawn.on("click", (event) => given.pick?.(event));
      resize = new ResizeObserver(fit);
      resize.observe(canvas);
    }
    drawn.setOption(given.draw(colours()), { notMerge: true });
  }

  /** Draws anew at another size only: an observer also calls when it begins. */
  function fit() {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth > 0 && (clientWidth !== drawn.getWidth() || clientHeight !== drawn.getHeight())) {
      drawn.resize();
    }
  }

  library().catch(() => {});
  addEventListener("theme", paint);
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", paint);

  return {
    frame,
    /** Shows these numbers. */
    show(next) {
      given = next;
      canvas.setAttribute("aria-label", `${title}. ${next.describe}`);
      if (next.note !== undefined) {
        noteLine.textContent = next.note;
      }
      if (!table.hidden) {
        fill(table, numbers(title, next.table()));
      }
      paint();
    },
    remove() {
      removeEventListener("theme", paint);
      media.removeEventListener("change", paint);
      resize?.disconnect();
      drawn?.dispose();
    },
  };
}

/** Names down the side and bars to the right; for words, which do not fit below a bar. */
export function sideways(c, { names, values, colour, shown, narrow }) {
  const option = base(c);
  return {
    ...option,
    grid: { left: narrow ? 118 : 168, right: 64, top: 4, bottom: 20 },
    yAxis: {
      ...categoryAxis(c, names),
      inverse: true,
      axisLabel: { color: c("ink-2"), fontSize: 12, width: narrow ? 108 : 156, overflow: "truncate", interval: 0 },
    },
    xAxis: {
      ...option.yAxis,
      splitNumber: 2,
      axisLabel: { ...option.yAxis.axisLabel, hideOverlap: true, formatter: shown },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 16,
        cursor: "pointer",
        itemStyle: { color: colour, borderRadius: [0, 2, 2, 0] },
        label: {
          show: true,
          position: "right",
          color: c("ink-2"),
          fontSize: 11,
          formatter: ({ value }) => shown(value),
        },
        data: values,
      },
    ],
  };
}

/** Whether there is little room beside a chart's bars. */
export const isNarrow = () => matchMedia("(max-width: 48rem)").matches;

const legendOf = (entries) =>
  h(
    "ul.legend",
    entries.map(([name, colour, mark]) =>
      h("li", h(`span.swatch.${colour}`), mark && h("span", { "aria-hidden": "true" }, mark), name),
    ),
  );

function numbers(title, { columns, rows }) {
  return h(
    "table.plain",
    h("caption.sr", title),
    h(
      "thead",
      h(
        "tr",
        columns.map((column) => h("th", { scope: "col" }, column)),
      ),
    ),
    h(
      "tbody",
      rows.map(({ cells, pick }) =>
        h(
          "tr",
          cells.map((cell, i) =>
            i === 0
              ? h("th", { scope: "row" }, pick ? h("button.link", { type: "button", onclick: pick }, cell) : cell)
              : h("td", cell),
          ),
        ),
      ),
    ),
  );
}
