// One place for the keyboard: single keys work wherever nobody is typing, and never with Ctrl, Alt or Meta.
import { address, go } from "./address.js";
import { showHelp } from "./dialog.js";

const GO = { n: "now", s: "say", f: "find", r: "rejects", c: "corrections", a: "ask" };
let handlers = {};
let awaitingView = 0;

/** Keys of the view that is shown, such as `{w: askWhy, Escape: leave}`; they hold until the next view sets its own. */
export const setViewKeys = (keys) => {
  handlers = keys;
};

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** Listens from now on. */
export function listen({ theme }) {
  addEventListener("keydown", (event) => {
    if (
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      event.defaultPrevented ||
      document.querySelector("dialog[open]")
    ) {
      return;
    }
    if (typing(event.target)) {
      if (event.key === "Escape") {
        event.target.blur();
        event.preventDefault();
      }
      return;
    }
    if (act(event, theme)) {
      event.preventDefault();
    }
  });
}

function act(event, theme) {
  const key = event.key;
  if (Date.now() < awaitingView && GO[key]) {
    awaitingView = 0;
    go(new URLSearchParams(address(GO[key])));
    return true;
  }
  if (handlers[key]) {
    return handlers[key](event) !== false;
  }
  switch (key) {
    case "g":
      awaitingView = Date.now() + 1500;
      return true;
    case "/":
      search();
      return true;
    case "?":
      showHelp();
      return true;
    case "t":
      theme();
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    default:
      return false;
  }
}

function search() {
  const focus = () => document.getElementById("search")?.focus();
  if (document.getElementById("search")) {
    focus();
  } else {
    addEventListener("viewshown", focus, { once: true });
    go(new URLSearchParams(address("find")));
  }
}

/** Moves the focus among the rows of the view's list. */
function step(by) {
  const rows = [...document.querySelectorAll("#main [data-row]")].filter((row) => row.getClientRects().length > 0);
  if (rows.length === 0) {
    return false;
  }
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}
