// Builds elements from text alone: nothing that comes from a document is ever parsed as HTML, and no style attribute is set.

const SVG = "http://www.w3.org/2000/svg";
const OWN_ADDRESS = /^(\/(?!\/)|\?|#|blob:)/;

/** An element: `h("button.quiet", {onclick}, "Text", child)`. Strings become text nodes; null and false are left out. */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (tag === "ul") {
    // Safari tells VoiceOver of no list where no signs stand before its items, unless it is called one.
    element.setAttribute("role", "list");
  }
  return filled(element, classes, rest);
}

/** The same for SVG. */
export function svg(name, ...rest) {
  const [tag, ...classes] = name.split(".");
  return filled(document.createElementNS(SVG, tag), classes, rest);
}

function filled(element, classes, rest) {
  if (classes.length > 0) {
    element.classList.add(...classes);
  }
  const first = rest[0];
  const hasAttributes =
    first !== null && typeof first === "object" && !(first instanceof Node) && !Array.isArray(first);
  if (hasAttributes) {
    for (const [key, value] of Object.entries(first)) {
      set(element, key, value);
    }
  }
  put(element, hasAttributes ? rest.slice(1) : rest);
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (key.startsWith("on")) {
    if (typeof value !== "function") {
      throw new Error(`${key}: expected a function, found ${typeof value}. Handlers are never text.`);
    }
    element.addEventListener(key.slice(2), value);
  } else if (key === "class") {
    element.classList.add(...value.split(" ").filter(Boolean));
  } else if (key === "data") {
    Object.assign(element.dataset, value);
  } else if (key === "vars") {
    Object.entries(value).forEach(([name, of]) => element.style.setProperty(`--${name}`, of));
  } else if (key === "value" || key === "checked" || key === "disabled") {
    element[key] = value;
  } else if (key === "href" && !OWN_ADDRESS.test(value)) {
    throw new Error(`href: expected an address of this page, found '${value}'.`);
  } else if (key === "style" || key === "srcdoc" || key === "innerHTML") {
    throw new Error(`${key}: the page builds elements from text; use a class or 'vars'.`);
  } else {
    element.setAttribute(key, value === true ? "" : String(value));
  }
}

/** Puts children behind what is there. */
export function put(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
  return element;
}

/** Puts children in the place of what is there. */
export function fill(element, ...children) {
  element.replaceChildren();
  return put(element, children);
}

/** Writes a text where another one stands; one that is the same stays, and what somebody has selected of it. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const keys = new WeakMap();

/**
 * Lets the children be of these items. One whose key was there stays the same element, with the focus, a selection and a
 * press that has begun; `update(element, item)` tells it what is new.
 */
export function keep(parent, items, { key, make, update = () => {} }) {
  const before = new Map([...parent.children].map((each) => [keys.get(each), each]));
  const wanted = items.map((item) => {
    const element = before.get(key(item)) ?? make(item);
    keys.set(element, key(item));
    update(element, item);
    return element;
  });
  const focused = document.activeElement;
  const stays = new Set(wanted);
  [...parent.children].filter((each) => !stays.has(each)).forEach((each) => each.remove());
  wanted.forEach((each, i) => each !== parent.children[i] && parent.insertBefore(each, parent.children[i] ?? null));
  if (focused !== document.activeElement && parent.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}

const ICONS = {
  now: "M3 12h4l3-8 4 16 3-8h4",
  say: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  find: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
  rejects: "M12 3 2.5 20h19zM12 10v4M12 17v.5",
  corrections: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  ask: "M4 5h16v14H4zM8 10l3 2.5L8 15M13 15h4",
  theme: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8",
  help: "M9 9a3 3 0 1 1 4 2.8c-.7.3-1 1-1 1.7M12 17v.5",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14",
  filter: "M4 6h16M7 12h10M10 18h4",
  table: "M4 5h16v14H4zM4 10h16M10 10v9",
  pause: "M8 5v14M16 5v14",
  play: "M7 5l12 7-12 7z",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
};

/** A drawn sign beside a text; screen readers do not see it. */
export function icon(name) {
  return svg(
    "svg.icon",
    { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name] }),
  );
}

const politely = () => document.getElementById("say-politely");
let spoken = 0;

/** Tells screen readers once; what comes quickly after replaces it, so that nothing chatters. */
export function say(text) {
  clearTimeout(spoken);
  spoken = setTimeout(() => {
    politely().textContent = text;
  }, 250);
}

/** Shows a message that goes away by itself, and tells it to screen readers. */
export function toast(text, kind = "done") {
  const shown = h(`div.toast.${kind}`, text);
  document.getElementById("toasts").append(shown);
  say(text);
  setTimeout(() => shown.remove(), kind === "failed" ? 9000 : 4500);
}
