// What stands where data is not there yet, is not there at all, or could not be had: always with what to do.
import { h } from "./dom.js";

/** Grey lines in the height of what is to come. */
export const skeleton = (lines = 6) =>
  h(
    "div.skeleton",
    { "aria-hidden": "true" },
    Array.from({ length: lines }, () => h("span")),
  );

/** Nothing is there, and what to do about it. */
export const empty = (title, todo, ...actions) => h("div.empty", h("p.empty-title", title), h("p", todo), actions);

/** It failed, in the server's words, and the way to try again. */
export const failed = (error, again) =>
  h(
    "div.failure",
    { role: "alert" },
    h("p.empty-title", "That did not work"),
    h("p", error.message),
    again && h("button", { type: "button", onclick: again }, "Try again"),
  );

/** Runs the newest request only: an older answer that comes late is thrown away. */
export function latest() {
  let controller = new AbortController();
  return async (ask, on) => {
    controller.abort();
    const mine = (controller = new AbortController());
    try {
      const answer = await ask(mine.signal);
      if (!mine.signal.aborted) {
        on.answer(answer);
      }
    } catch (e) {
      if (!mine.signal.aborted && e.name !== "AbortError") {
        on.failure(e);
      }
    }
  };
}
