// The way in: draws the frame, then the view that the address names, and again whenever the address changes.
import { onChange, view, current } from "./address.js";
import { get, keepToken, onTokenNeeded, takeToken } from "./api.js";
import { askToken } from "./dialog.js";
import { fill, say } from "./dom.js";
import { listen, setViewKeys } from "./keys.js";
import { draw, markView, showStore, switchTheme } from "./shell.js";
import { failed } from "./states.js";

const VIEWS = {
  now: () => import("./views/now.js"),
  say: () => import("./views/say.js"),
  find: () => import("./views/find.js"),
  document: () => import("./views/document.js"),
  rejects: () => import("./views/rejects.js"),
  corrections: () => import("./views/corrections.js"),
  ask: () => import("./views/ask.js"),
};

let shown = { name: null, leave: () => {} };
let turn = 0;
let lastRow = null;

async function show({ back }) {
  const name = VIEWS[view()] ? view() : "now";
  markView();
  if (shown.name === name && shown.update) {
    shown.update(current());
    return;
  }
  const mine = ++turn;
  let module;
  try {
    module = await VIEWS[name]();
  } catch {
    fill(
      document.getElementById("main"),
      failed(new Error("A part of the page could not be loaded. See whether the dashboard still runs."), () =>
        location.reload(),
      ),
    );
    return;
  }
  if (mine !== turn) {
    return;
  }
  rememberRow();
  shown.leave?.();
  setViewKeys({});
  const main = document.getElementById("main");
  main.className = `view-${name}`;
  const first = shown.name === null;
  shown = { name, ...module.mount(main, { status, back, restoreRow }) };
  document.title = `${module.title} · Runnel`;
  if (!first) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
    say(module.title);
  }
  dispatchEvent(new Event("viewshown"));
}

function rememberRow() {
  const row = document.activeElement?.closest?.("[data-row]");
  lastRow = row ? row.dataset.row : lastRow;
}

/** Gives the focus back to the row from which a document was opened. */
function restoreRow() {
  const row = lastRow && [...document.querySelectorAll("[data-row]")].find((each) => each.dataset.row === lastRow);
  row?.focus({ preventScroll: false });
}

let statusAnswer = null;

/** What the server said of itself; asked once and then again when it is wanted fresh. */
function status(how = "known") {
  if (!statusAnswer || how === "fresh") {
    statusAnswer = get("/api/status");
    statusAnswer.then(showStore, () => {
      statusAnswer = null;
    });
  }
  return statusAnswer;
}

let asking = null;

/** Asks the person once, however many requests wait for the token. */
function tokenOfPerson() {
  asking ??= askToken().then((token) => {
    asking = null;
    if (token) {
      keepToken(token);
    }
    return Boolean(token);
  });
  return asking;
}

/** Keeps the number of documents true while somebody looks; whoever is asked something is asked nothing more. */
function look() {
  if (document.visibilityState === "visible" && !document.querySelector("dialog[open]")) {
    status("fresh");
  }
}

takeToken();
onTokenNeeded(tokenOfPerson);
draw();
listen({ theme: switchTheme });
onChange(show);
show({ back: false }).then(() => status());
setInterval(look, 15000);
