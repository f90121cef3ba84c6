// What stands around every view: name, views, theme, help, and what the store holds.
import { address, go, view } from "./address.js";
import { h, icon, fill, svg } from "./dom.js";
import { showHelp } from "./dialog.js";
import * as format from "./format.js";

const VIEWS = [
  ["now", "Now"],
  ["say", "What they say"],
  ["find", "Find"],
  ["rejects", "Rejects"],
  ["corrections", "Corrections"],
  ["ask", "Ask"],
];
const SHORT = { say: "Say", corrections: "Correct" };
const PARENT = { document: "find" };

/** Draws the frame once. */
export function draw() {
  fill(
    document.getElementById("top"),
    h("a.brand", { href: "/", "data-nav": "now", "aria-label": "Runnel, go to Now" }, wave(), h("span", "Runnel")),
    h("p.store", { id: "store" }),
    h(
      "div.top-actions",
      h("button.icon-button", { type: "button", id: "theme", onclick: switchTheme }, icon("theme")),
      h(
        "button.icon-button",
        { type: "button", "aria-label": "Keyboard help", title: "Keyboard help (?)", onclick: showHelp },
        icon("help"),
      ),
    ),
  );
  fill(
    document.getElementById("rail"),
    h(
      "ul",
      VIEWS.map(([name, text]) =>
        h(
          "li",
          h(
            "a",
            { href: `?view=${name}`, "data-nav": name },
            icon(name),
            h("span.wide", text),
            h("span.narrow", { "aria-hidden": "true" }, SHORT[name] ?? text),
          ),
        ),
      ),
    ),
  );
  document.addEventListener("click", followOwnLinks);
  document.addEventListener("click", focusPressed, { capture: true });
  nameTheme();
}

const wave = () =>
  svg(
    "svg.wave",
    { viewBox: "0 0 32 32", "aria-hidden": "true" },
    svg("rect", { width: 32, height: 32, rx: 8 }),
    svg("path", { d: "M5 12c4-4 7-4 11 0s7 4 11 0M5 20c4-4 7-4 11 0s7 4 11 0" }),
  );

/** Marks the view that is shown, and gives its links the filters of the address. */
export function markView() {
  const shown = PARENT[view()] ?? view();
  document.querySelectorAll("#rail a").forEach((link) => {
    const name = link.dataset.nav;
    link.setAttribute("href", address(name));
    if (name === shown) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
}

/** Says how much the store holds. */
export function showStore(status) {
  const older = status.store.taken_out.documents;
  fill(
    document.getElementById("store"),
    h(
      "span",
      { title: older > 0 && `Without ${format.plural(older, "older one")}, which ${older === 1 ? "is" : "are"} no longer kept here` },
      format.plural(status.store.documents, "document") + (older > 0 ? " kept" : ""),
    ),
    h("span.dot", { "aria-hidden": "true" }, "·"),
    h("span", status.store.kind === "postgresql" ? "PostgreSQL" : "DuckDB"),
  );
}

/** Safari gives no focus to a button that is pressed with the mouse; what comes back to it, such as the end of a dialog, needs it. */
function focusPressed(event) {
  const button = event.target.closest?.("button");
  if (button && !button.contains(document.activeElement)) {
    button.focus({ preventScroll: true });
  }
}

function followOwnLinks(event) {
  const link = event.target.closest?.("a[href]");
  if (
    !link ||
    link.hasAttribute("download") ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey
  ) {
    return;
  }
  const href = link.getAttribute("href");
  if (href === "/" || href.startsWith("?")) {
    event.preventDefault();
    go(new URLSearchParams(href.slice(1)));
  }
}

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
};

/** Goes from dark to light or back, and remembers it. */
export function switchTheme() {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("runnel-theme", next);
  } catch {
    // It holds until the page is left.
  }
  nameTheme();
  dispatchEvent(new Event("theme"));
}

function nameTheme() {
  const text = isDark() ? "Switch to light" : "Switch to dark";
  const button = document.getElementById("theme");
  button.setAttribute("aria-label", text);
  button.title = `${text} (t)`;
}
