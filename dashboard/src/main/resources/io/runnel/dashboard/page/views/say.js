// What they say: how many, about what, in which mood, naming whom; every element filters all the others.
import { change, current, filters, has, toggle } from "../address.js";
import { get } from "../api.js";
import { barCard } from "../bars.js";
import { chart } from "../charts.js";
import { fill, h, say } from "../dom.js";
import { exportMenu } from "../exports.js";
import { filterBar } from "../filters.js";
import * as format from "../format.js";
import { groupClass, SENTIMENTS, signOf, TYPES } from "../marks.js";
import { empty, failed, latest } from "../states.js";
import { confidenceOf, overTime, spendOf } from "./say-charts.js";

export const title = "What they say";

/** Shows the overview of what the address filters. */
export function mount(root) {
  const bar = filterBar();
  const count = h("p.result-count", { id: "count" }, "\u00a0");
  const message = h("div");
  const volume = chart({ title: "Documents over time", legend: TYPES.map((type) => [format.words(type), type]) });
  const mood = chart({
    title: "Sentiment over time",
    legend: SENTIMENTS.map((name) => [format.words(name), name, signOf(name)]),
  });
  const sure = chart({ title: "Confidence of the label", note: "calibrated", size: "s" });
  const spend = chart({ title: "Spend by category", note: "invoices", size: "l" });
  const labels = barCard({ title: "Categories and queues", size: "l" });
  const entities = barCard({ title: "Named most", note: "with the trend", size: "l" });
  const languages = barCard({ title: "Languages", size: "s" });
  const vendors = barCard({ title: "Spend by vendor", note: "bars compare within a currency", size: "l" });
  const charts = [volume, mood, sure, spend];
  const grid = h(
    "div.say-grid",
    volume.frame,
    mood.frame,
    labels.frame,
    entities.frame,
    sure.frame,
    languages.frame,
    spend.frame,
    vendors.frame,
  );
  const ask = latest();

  fill(
    root,
    h(
      "div.view-head",
      h("h1", title),
      count,
      h(
        "div.view-tools",
        exportMenu([
          ["documents", "Documents"],
          ["entities", "Entities"],
        ]),
      ),
    ),
    bar.root,
    message,
    grid,
  );

  function load() {
    bar.update();
    grid.setAttribute("aria-busy", "true");
    ask((signal) => get(`/api/overview?${filters()}`, signal), {
      answer: show,
      failure: (e) => {
        grid.removeAttribute("aria-busy");
        fill(message, failed(e, load));
      },
    });
  }

  function show(overview) {
    grid.removeAttribute("aria-busy");
    bar.offer(overview);
    const filtered = [...filters()].length > 0;
    const range = overview.range?.from
      ? `, ${format.dayTime(overview.range.from)} to ${format.dayTime(overview.range.until)}`
      : "";
    count.textContent = format.plural(overview.documents, "document") + range;
    say(format.plural(overview.documents, "document"));
    grid.hidden = overview.documents === 0;
    fill(
      message,
      overview.documents === 0 &&
        (filtered
          ? empty(
              "Nothing fits these filters",
              "Take one of them away; each is a button above.",
              h(
                "button",
                { type: "button", onclick: () => document.querySelector(".chips .chip")?.focus() },
                "Go to the filters",
              ),
            )
          : empty(
              "No documents yet",
              "They appear as the jobs write them. './runnel feed' sends the demo's documents to your Kafka; './runnel demo' starts everything.",
            )),
    );
    if (overview.documents === 0) {
      return;
    }
    const inBucket = (at) => ({ from: at, until: format.bucketEnd(at, overview.bucket) });
    volume.show(
      overTime({
        rows: overview.volume,
        bucket: overview.bucket,
        key: "type",
        order: TYPES,
        pick: (at, type) => change({ ...inBucket(at), ...(type && { type }) }),
      }),
    );
    mood.show(
      overTime({
        rows: overview.sentiment,
        bucket: overview.bucket,
        key: "sentiment",
        order: SENTIMENTS,
        pick: (at, sentiment) => change({ ...inBucket(at), ...(sentiment && { sentiment }) }),
      }),
    );
    sure.show(confidenceOf(overview.confidence, (from) => change({ min_confidence: from > 0 ? String(from) : null })));
    spend.show(spendOf(overview.spend, (label) => toggle("label", label)));
    labels.show(
      overview.labels.map((each) => ({
        text: format.words(each.label),
        before: h(`span.swatch.${TYPES.includes(each.type) ? each.type : "other"}`),
        value: each.documents,
        shown: format.short(each.documents),
        pressed: has("label", each.label),
        title: `${format.words(each.type)}: ${format.plural(each.documents, "document")}, on average ${format.share(each.mean_confidence)} sure`,
        pick: () => toggle("label", each.label),
      })),
      "No document of these has a label; its language may not be one that the model was trained for.",
    );
    entities.show(
      overview.entities.map((each) => ({
        text: each.entity,
        before: h(`span.tag.${groupClass(each.entity_group)}`, format.words(each.entity_group)),
        value: each.documents,
        shown: format.short(each.documents),
        trend: each.trend,
        pressed: has("entity", each.entity),
        title: `In ${format.plural(each.documents, "document")}${each.trend?.length > 1 ? `; over time ${each.trend.join(", ")}` : ""}`,
        pick: () => toggle("entity", each.entity),
      })),
      "These documents name nobody and nothing.",
    );
    languages.show(
      overview.languages.map((each) => ({
        text: format.language(each.language),
        value: each.documents,
        shown: format.short(each.documents),
        pressed: has("language", each.language),
        pick: () => each.language && toggle("language", each.language),
      })),
      "No language is known.",
    );
    const dearest = new Map();
    overview.vendors.forEach((each) =>
      dearest.set(each.currency, Math.max(dearest.get(each.currency) ?? 0, each.amount)),
    );
    vendors.show(
      overview.vendors.map((each) => ({
        text: each.vendor || "Not stated",
        value: each.amount / (dearest.get(each.currency) || 1),
        shown: format.money(each.amount, each.currency),
        pressed: has("vendor", each.vendor),
        title: format.plural(each.documents, "invoice"),
        pick: () => each.vendor && toggle("vendor", each.vendor),
      })),
      "None of these documents is an invoice with a vendor and a total.",
    );
  }

  load();
  return { update: () => load(current()), leave: () => charts.forEach((each) => each.remove()) };
}
