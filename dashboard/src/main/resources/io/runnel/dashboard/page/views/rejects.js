// Rejects: what could not be enriched, why, since when; each can be looked at, repaired and sent again.
import { change, current } from "../address.js";
import { get, post } from "../api.js";
import { barCard } from "../bars.js";
import { chart } from "../charts.js";
import { confirmed } from "../dialog.js";
import { fill, h, keep, say, toast } from "../dom.js";
import { exportMenu } from "../exports.js";
import * as format from "../format.js";
import { setViewKeys } from "../keys.js";
import { stacked } from "../stacked.js";
import { empty, failed, latest, skeleton } from "../states.js";
import { rejectDetail, source, visible } from "./reject.js";

export const title = "Rejects";
const KEYS = ["topic", "reason"];
const PAGE = 100;

/** Lists the dead letters that the address asks for, and the one that it names. */
export function mount(root) {
  const count = h("p.result-count", "\u00a0");
  const reasons = barCard({ title: "Reasons", note: "a reason and its topic filter the rest", size: "m" });
  const over = chart({ title: "Over time" });
  const chips = h("div.chips");
  const box = h("div", skeleton(8));
  const letters = h("ul.letters");
  const shown = h("p.note", { role: "status" });
  const gone = h("p.note");
  const more = h("button.more", { type: "button", onclick: loadMore }, "More");
  const detail = h("div.reject-detail");
  const audit = h("div", skeleton(3));
  // It comes once the letters are there: a long list would push it away.
  const people = h(
    "section.card",
    { "aria-label": "Audit", hidden: true },
    h("div.card-head", h("h2", "What people did"), h("p.note", "the newest first")),
    audit,
  );
  const ask = latest();
  const askAudit = latest();
  let opened = null;
  let listed = null;
  let next = null;
  let total = 0;
  let older = 0;
  let wanted = PAGE;

  fill(
    root,
    h("div.view-head", h("h1", title), count, h("div.view-tools", exportMenu([["rejects", "Rejects"]]))),
    h("div.grid.one-two", reasons.frame, over.frame),
    h(
      "div.rejects-grid",
      h(
        "section.card.reject-list",
        { "aria-label": "Dead letters" },
        h("div.card-head", h("h2", "Dead letters"), chips),
        box,
        gone,
      ),
      detail,
    ),
    people,
  );

  function query(after) {
    const params = new URLSearchParams({ limit: PAGE });
    KEYS.forEach((key) =>
      current()
        .getAll(key)
        .forEach((value) => params.append(key, value)),
    );
    if (after) {
      params.set("after", after);
    }
    return `/api/rejects?${params}`;
  }

  /** As many letters as were shown before, so that none goes when one of them is opened. */
  async function pages(signal) {
    const found = await get(query(null), signal);
    while (found.next && found.rejects.length < wanted) {
      const page = await get(query(found.next), signal);
      found.rejects.push(...page.rejects);
      found.next = page.next;
    }
    return found;
  }

  function load() {
    if (listed !== query(null)) {
      listed = query(null);
      wanted = PAGE;
    }
    ask(pages, {
      answer: show,
      failure: (e) => {
        fill(box, failed(e, load));
        people.hidden = false;
      },
    });
    loadAudit();
    openNamed();
  }

  const loadAudit = () =>
    askAudit((signal) => get("/api/audit?limit=20", signal), {
      answer: ({ lines }) => fill(audit, auditTable(lines)),
      failure: (e) => fill(audit, failed(e, loadAudit)),
    });

  function show(found) {
    const [topic, reason] = KEYS.map((key) => current().get(key));
    const all = found.reasons.reduce((sum, each) => sum + each.count, 0);
    count.textContent = format.plural(all, "dead letter");
    reasons.show(
      found.reasons.map((each) => ({
        text: format.reason(each.reason),
        before: [h("span.swatch", { vars: { of: colourOf(found, each.reason) } }), h("span.faint", each.topic)],
        value: each.count,
        shown: format.short(each.count),
        pressed: each.topic === topic && each.reason === reason,
        title: `First ${format.moment(each.first)}, last ${format.moment(each.last)}`,
        pick: () =>
          each.topic === topic && each.reason === reason
            ? change({ topic: null, reason: null })
            : change({ topic: each.topic, reason: each.reason }),
      })),
      "Nothing was rejected: every record was a document that the models could answer.",
    );
    over.show(rejectsOverTime(found, (value) => change({ reason: value })));
    const filtered = topic || reason;
    const shownCount = found.reasons
      .filter((each) => (!topic || each.topic === topic) && (!reason || each.reason === reason))
      .reduce((sum, each) => sum + each.count, 0);
    fill(
      chips,
      filtered &&
        h(
          "button.chip",
          {
            type: "button",
            "aria-label": `Remove filter ${[topic, reason && format.reason(reason)].filter(Boolean).join(", ")}`,
            onclick: () => change({ topic: null, reason: null }),
          },
          [topic, reason && format.reason(reason)].filter(Boolean).join(", "),
          " ×",
        ),
      reason &&
        h(
          "button",
          { type: "button", onclick: () => replayAll(topicsOf(found, topic, reason), reason, shownCount) },
          `Replay all ${format.whole(shownCount)}`,
        ),
    );
    if (found.rejects.length === 0) {
      fill(box, empty("None", filtered ? "Take the filter away to see the others." : "Nothing was rejected."));
    } else if (box.firstElementChild !== letters) {
      fill(box, letters, h("div.card-actions", more, shown));
    }
    keep(letters, found.rejects, { key: JSON.stringify, make: letter });
    older = found.taken_out.count;
    gone.textContent = older > 0 ? noLongerKept(found.taken_out, topic) : "";
    next = found.next;
    total = shownCount;
    told();
    mark();
    people.hidden = false;
  }

  /** Says how many there are here, and offers the rest. */
  function told() {
    shown.textContent = `${format.whole(letters.children.length)} of ${format.plural(total, "dead letter")} shown`;
    more.hidden = !next;
  }

  async function loadMore() {
    const of = listed;
    more.disabled = true;
    try {
      const found = await get(query(next));
      if (of === listed) {
        append(found);
      }
    } catch (e) {
      toast(e.message, "failed");
    }
    more.disabled = false;
  }

  /** One that came meanwhile moves the others down: what is here already is not shown twice. */
  function append(found) {
    const before = new Set([...letters.querySelectorAll(".letter")].map((each) => each.dataset.row));
    const fresh = found.rejects.filter((each) => !before.has(place(each))).map(letter);
    letters.append(...fresh);
    next = found.next;
    wanted = letters.children.length;
    told();
    mark();
    fresh[0]?.querySelector("button").focus();
  }

  const place = (reject) => `${reject.topic}/${reject.partition}/${reject.offset}`;

  const letter = (reject) =>
    h(
      "li",
      h(
        "button.letter",
        { type: "button", "data-row": place(reject), onclick: () => change({ reject: place(reject) }) },
        h(
          "span.letter-head",
          h("strong", format.reason(reject.reason)),
          reject.replayed && h("span.badge", "Replayed"),
          h("time.faint", { datetime: reject.at, title: format.moment(reject.at) }, format.dayTime(reject.at)),
        ),
        h("span.snippet", visible(reject.detail ?? "")),
        h("span.faint", `${source(reject)}, ${format.bytes(reject.bytes)}`),
      ),
    );

  function openNamed() {
    const named = current().get("reject");
    mark();
    setViewKeys(named ? { Escape: () => change({ reject: null }) } : {});
    root.querySelector(".rejects-grid").classList.toggle("open", Boolean(named));
    if (!named) {
      opened = null;
      fill(
        detail,
        h(
          "section.card.hint",
          empty("Choose a dead letter", "Its bytes are shown safely; you can repair them and send them again."),
        ),
      );
    } else if (named !== opened) {
      opened = named;
      rejectDetail({
        place: named,
        root: detail,
        close: () => change({ reject: null }),
        replayed: () => {
          opened = null;
          load();
        },
      });
    }
  }

  function mark() {
    box
      .querySelectorAll(".letter")
      .forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.row === current().get("reject"))));
  }

  async function replayAll(topics, reason, n) {
    const yes = await confirmed(
      `Replay ${format.plural(n, "dead letter")}?`,
      [
        `All with the reason “${format.reason(reason)}”${topics.length > 0 ? ` in ${topics.join(", ")}` : ""} are sent to their topics again, as they are. Those that were replayed before are left out.`,
        older > 0 &&
          `Older ones that are no longer kept here are sent, too, as far as ${topics.length === 1 ? "the topic has" : "the topics have"} them: there may be more than ${format.whole(n)}.`,
        "What caused them should be gone: another schema, another model, more time. The same bytes fail again otherwise.",
      ].filter(Boolean),
      `Replay ${format.whole(n)}`,
    );
    if (!yes) {
      return;
    }
    try {
      for (const topic of topics) {
        const done = await post("/api/rejects/replay", { confirm: true, reason, topic });
        toast(
          `${format.plural(done.replayed, "record")} of ${topic} sent again, ${format.whole(done.skipped)} left out. Audit line ${done.audit_id}.`,
        );
      }
      load();
    } catch (e) {
      toast(e.message, "failed");
    }
  }

  load();
  say(title);
  return { update: load, leave: () => over.remove() };
}

/** What the list and its numbers leave out, and where it is. */
const noLongerKept = ({ count, newest }, topic) =>
  `${format.plural(count, "older dead letter")}, the newest of ${format.dayTime(newest)}, replayed or not, ${count === 1 ? "is" : "are"} no longer kept here; the numbers above are without them. Kafka may still have them: ./runnel dead-letters list --topic ${topic ?? "TOPIC"}`;

/** The topics that have letters of a reason: the chosen one, or all of them, since each is replayed by itself. */
const topicsOf = (found, topic, reason) =>
  topic ? [topic] : [...new Set(found.reasons.filter((each) => each.reason === reason).map((each) => each.topic))];

const auditTable = (lines) =>
  lines.length === 0
    ? empty("Nothing yet", "Each replay leaves a line here before it is done, and one after.")
    : h(
        "div.table-scroll",
        { tabindex: "0", role: "region", "aria-label": "Audit lines" },
        h(
          "table.plain.audit",
          h("caption.sr", "Audit"),
          h(
            "thead",
            h(
              "tr",
              ["Time", "What", "Of", "How", "Result"].map((name) => h("th", { scope: "col" }, name)),
            ),
          ),
          h(
            "tbody",
            lines.map((line) =>
              h(
                "tr",
                h("td", format.moment(line.at)),
                h("td", format.words(line.action)),
                h("td", line.target),
                h("td", line.detail),
                h("td", line.result),
              ),
            ),
          ),
        ),
      );

/** A reason keeps its colour, whatever is filtered. */
const colourOf = (found, reason) =>
  `var(--series-${([...new Set(found.reasons.map((each) => each.reason))].sort().indexOf(reason) % 6) + 1})`;

const rejectsOverTime = (found, pick) =>
  stacked({
    rows: found.over_time.map((each) => ({ at: each.at, name: each.reason, count: each.count })),
    bucket: found.bucket ?? "hour",
    names: [...new Set(found.over_time.map((each) => each.reason))].sort(),
    title: format.reason,
    total: (reason, n) => `${format.reason(reason)} ${format.whole(n)}`,
    colour: (c, reason) => c(colourOf(found, reason).slice(6, -1)),
    pick: (at, reason) => pick(reason),
  });
