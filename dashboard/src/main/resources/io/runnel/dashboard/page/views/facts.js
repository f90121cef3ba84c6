// Where an answer comes from: source, models, times, and the record as it stands in the topic.
import { h } from "../dom.js";
import * as format from "../format.js";

/** The card of the provenance. */
export function facts(enriched) {
  const { source, processing } = enriched;
  const raw = h("pre", { tabindex: "0", "aria-label": "The record as JSON" });
  const json = h(
    "details.quiet-details",
    {
      ontoggle: () => {
        if (json.open && !raw.textContent) {
          raw.textContent = JSON.stringify(enriched, null, 2);
        }
      },
    },
    h("summary", "The record as JSON"),
    raw,
  );
  return h(
    "section.card",
    { "aria-label": "Where it comes from" },
    h("div.card-head", h("h2", "Where it comes from")),
    h(
      "dl.pairs",
      pair("Read from", `${source.topic}-${source.partition}@${source.offset}`),
      pair("At", format.moment(new Date(source.timestamp).toISOString())),
      source.event_source &&
        pair("CloudEvent", `${source.event_type ?? ""} ${source.event_source} ${source.event_id ?? ""}`),
      pair(
        "Language",
        `${format.language(enriched.language)}, ${enriched.language_source ?? "not looked for"}${enriched.language_score < 1 ? `, ${format.share(enriched.language_score)} sure` : ""}`,
      ),
      pair(
        "Length",
        `${format.plural(processing.tokens, "token")} in ${format.plural(processing.chunks, "chunk")}${processing.truncated ? ", cut at the end" : ", nothing cut"}`,
      ),
      pair(
        "Took",
        `${format.duration(processing.total_ms)}: ${format.duration(processing.queue_ms)} in the queue, ${format.duration(processing.model_ms)} in the model, ${format.duration(processing.tokenize_ms)} for tokens`,
      ),
      pair("Cache", processing.cache_hit ? "answered from the cache" : "asked of the model"),
      enriched.generation > 0 && pair("Generation", String(enriched.generation)),
    ),
    h(
      "div.table-scroll",
      { tabindex: "0", role: "region", "aria-label": "Models" },
      h(
        "table.plain",
        h("caption.sr", "Models"),
        h(
          "thead",
          h(
            "tr",
            ["Task", "Model", "Head", "Status"].map((name) => h("th", { scope: "col" }, name)),
          ),
        ),
        h(
          "tbody",
          enriched.provenance.map((each) =>
            h(
              "tr",
              h("th", { scope: "row" }, format.words(each.task)),
              h("td", { title: each.digest ?? null }, `${each.model}/${each.version} ${each.precision}`),
              h("td", each.head ?? format.NOTHING),
              h("td", format.words(each.status)),
            ),
          ),
        ),
      ),
    ),
    json,
  );
}

const pair = (name, value) => h("div", h("dt", name), h("dd", value));
