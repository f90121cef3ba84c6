// One dead letter: its original bytes shown safely, a place to repair them, and the way to send them again.
import { get, post } from "../api.js";
import { confirmed } from "../dialog.js";
import { fill, h, icon, say, toast } from "../dom.js";
import * as format from "../format.js";
import { failed, latest, skeleton } from "../states.js";

const ask = latest();

/** Where the original was read from, as far as the letter says. */
export const source = (reject) =>
  reject.source_topic === null
    ? "Source unknown"
    : `${reject.source_topic}-${reject.source_partition ?? "?"}@${reject.source_offset ?? "?"}`;

/** Whether somebody stands in the list of dead letters. */
const inList = () => Boolean(document.activeElement?.closest?.(".letter"));

/** Shows the dead letter of a place `topic/partition/offset`. */
export function rejectDetail({ place, root, close, replayed }) {
  const [topic, partition, offset] = place.split("/");
  const opened = inList();
  fill(root, h("section.card", skeleton(10)));
  const load = () =>
    ask((signal) => get(`/api/rejects/${[topic, partition, offset].map(encodeURIComponent).join("/")}`, signal), {
      answer: draw,
      failure: (e) => fill(root, h("section.card", failed(e, load))),
    });

  function draw(reject) {
    const { original } = reject;
    const editable = original.utf8 !== null || original.length === 0;
    const fixed = h("textarea.code", {
      id: "fixed",
      rows: "10",
      spellcheck: "false",
      autocomplete: "off",
      "aria-describedby": "json-state",
    });
    fixed.value = original.utf8 ?? "";
    const state = h("p.note", { id: "json-state" });
    const goesNowhere = reject.source_topic === null;
    const repaired = h("button.primary", { type: "button", onclick: () => send(fixed.value) }, "Replay repaired");
    const check = () => {
      state.textContent = jsonState(fixed.value);
      repaired.disabled = goesNowhere || fixed.value.trim() === "";
    };
    let pause = 0;
    fixed.addEventListener("input", () => {
      check();
      // Told when the hands rest: a fault that moves with every key would chatter.
      clearTimeout(pause);
      pause = setTimeout(() => fixed.isConnected && say(state.textContent), 1500);
    });
    check();
    const heading = h("h2", { tabindex: "-1" }, format.reason(reject.reason));
    fill(
      root,
      h(
        "section.card",
        { "aria-label": "One dead letter" },
        h(
          "div.card-head",
          heading,
          reject.replayed && h("span.badge", "Replayed"),
          h(
            "div.card-tools",
            h(
              "button.icon-button",
              { type: "button", "aria-label": "Close", title: "Close (Esc)", onclick: close },
              icon("close"),
            ),
          ),
        ),
        h("p", visible(reject.detail ?? "")),
        h(
          "dl.pairs",
          pair("Rejected at", format.moment(reject.at)),
          pair("Read from", source(reject)),
          pair("Lies in", `${reject.topic}-${reject.partition}@${reject.offset}`),
          pair("The same bytes later", reject.retryable ? "may succeed" : "will fail again: repair them"),
        ),
        h("h3", `Original bytes (${format.bytes(original.length)})`),
        bytes(original),
        h(
          "details.quiet-details",
          h("summary", `Headers (${format.whole(Object.keys(reject.headers).length)})`),
          h(
            "dl.pairs",
            Object.entries(reject.headers).map(([name, value]) => pair(name, String(value))),
          ),
        ),
        h("h3", h("label", { for: "fixed" }, "Repair")),
        editable ? null : h("p.note", "The bytes are not UTF-8; write the record anew as JSON."),
        fixed,
        state,
        goesNowhere &&
          h(
            "p.note",
            "This letter does not say which topic it came from, so it cannot be sent again from here. './runnel dead-letters replay' sends it to the topic that --to names.",
          ),
        h(
          "div.card-actions",
          h("button", { type: "button", disabled: goesNowhere, onclick: () => send(null) }, "Replay as it is"),
          repaired,
        ),
      ),
    );
    if (opened && (inList() || document.activeElement === document.body)) {
      heading.focus({ preventScroll: true });
      root.scrollIntoView({ block: "nearest" });
    }
  }

  async function send(text) {
    const yes = await confirmed(
      "Send it again?",
      [
        text === null
          ? "The original bytes are sent to the topic they came from."
          : `The repaired record (${format.bytes(new TextEncoder().encode(text).length)}) is sent to the topic that the original came from.`,
        "A job reads it like any other record. The dead letter stays where it is, and a line of the audit says what was done.",
      ],
      "Replay",
    );
    if (!yes) {
      return;
    }
    try {
      const done = await post("/api/rejects/replay", {
        confirm: true,
        topic,
        partition: Number(partition),
        offset: Number(offset),
        ...(text !== null && { value_base64: base64(text) }),
      });
      toast(
        done.replayed > 0
          ? `Sent again. Audit line ${done.audit_id}.`
          : done.refused[0] ?? "Left out: it was replayed before.",
        done.replayed > 0 ? "done" : "failed",
      );
      replayed();
    } catch (e) {
      toast(e.message, "failed");
    }
  }

  load();
}

const pair = (name, value) => h("div", h("dt", name), h("dd", value));

function base64(text) {
  let binary = "";
  new TextEncoder().encode(text).forEach((byte) => {
    binary += String.fromCharCode(byte);
  });
  return btoa(binary);
}

function jsonState(text) {
  if (text.trim() === "") {
    return "Empty: nothing to send yet.";
  }
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value)
      ? "One JSON object."
      : "JSON, but not one object.";
  } catch (e) {
    return `Not JSON yet: ${e.message}`;
  }
}

function bytes(original) {
  if (original.length === 0) {
    return h("p.faint", "None: the record has no value.");
  }
  return [
    original.utf8 !== null &&
      h("pre.code.original", { tabindex: "0", "aria-label": "As text" }, visible(original.utf8)),
    h(
      "details.quiet-details",
      { open: original.utf8 === null },
      h("summary", "As bytes"),
      h("pre.code", { tabindex: "0", "aria-label": "As bytes" }, dump(original.hex)),
    ),
  ];
}

/** Control characters, and those that turn the direction of writing, as signs that can be seen. */
export const visible = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(
      /[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
      (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );

function dump(hex) {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? [];
  const lines = [];
  for (let at = 0; at < pairs.length; at += 16) {
    const row = pairs.slice(at, at + 16);
    const letters = row.map((pair) => {
      const code = parseInt(pair, 16);
      return code >= 32 && code < 127 ? String.fromCharCode(code) : "·";
    });
    lines.push(`${at.toString(16).padStart(6, "0")}  ${row.join(" ").padEnd(47)}  ${letters.join("")}`);
  }
  return lines.join("\n");
}
