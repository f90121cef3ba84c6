// Runs before the first paint, so that a page that is switched to dark never flashes light.
"use strict";
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("runnel-theme");
  } catch {
    // Storage is switched off: the system's choice holds.
  }
  if (chosen === "dark" || chosen === "light") {
    document.documentElement.dataset.theme = chosen;
  }
})();
