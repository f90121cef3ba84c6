// Dialogs that keep the focus, close with Esc and give the focus back: the browser's own, so that screen readers know them.
import { h, icon } from "./dom.js";

/** Opens a dialog; `build(close)` makes what stands in it. Resolves with what `close` was given, or null. */
export function openDialog(title, build) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: "dialog-title" }, title);
    const dialog = h("dialog", { "aria-labelledby": "dialog-title" });
    let answer = null;
    const close = (value = null) => {
      answer = value;
      dialog.close();
    };
    dialog.append(
      h(
        "div.dialog-head",
        heading,
        h("button.icon-button", { type: "button", "aria-label": "Close", onclick: () => close() }, icon("close")),
      ),
      build(close),
    );
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(answer);
    });
    dialog.addEventListener("click", (event) => event.target === dialog && close());
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks before something happens that cannot be taken back; resolves with true only on the button that names it. */
export const confirmed = (title, lines, action) =>
  openDialog(title, (close) =>
    h(
      "div.dialog-body",
      lines.map((line) => h("p", line)),
      h(
        "div.dialog-actions",
        h("button", { type: "button", onclick: () => close() }, "Cancel"),
        h("button.primary", { type: "button", onclick: () => close(true) }, action),
      ),
    ),
  ).then(Boolean);

/** Asks for the token that the dashboard printed; resolves with it, or null. */
export const askToken = () =>
  openDialog("Token needed", (close) => {
    const field = h("input", {
      type: "password",
      id: "token",
      autocomplete: "off",
      spellcheck: "false",
      required: true,
    });
    return h(
      "form.dialog-body",
      {
        onsubmit: (event) => {
          event.preventDefault();
          close(field.value);
        },
      },
      h(
        "p",
        "Writing, and SQL, need the token which the dashboard printed when it started, behind “#token=”. Paste it here; it is kept until this tab is closed.",
      ),
      h("label", { for: "token" }, "Token"),
      field,
      h(
        "div.dialog-actions",
        h("button", { type: "button", onclick: () => close() }, "Cancel"),
        h("button.primary", { type: "submit" }, "Use this token"),
      ),
    );
  });

const SHORTCUTS = [
  ["/", "Search"],
  ["j  k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["Esc", "Back, or close"],
  ["g then n s f r c a", "Go to Now, What they say, Find, Rejects, Corrections, Ask"],
  ["w", "Why: in a document"],
  ["m", "Mark a missed entity: in a document"],
  ["t", "Dark or light"],
  ["?", "This help"],
  ["Ctrl Enter", "Run the query: in Ask"],
];

/** Shows the keys. */
export const showHelp = () =>
  openDialog("Keyboard", () =>
    h(
      "div.dialog-body",
      h(
        "dl.keys",
        SHORTCUTS.map(([keys, does]) =>
          h(
            "div",
            h(
              "dt",
              keys.split("  ").map((key) => h("kbd", key)),
            ),
            h("dd", does),
          ),
        ),
      ),
    ),
  );
