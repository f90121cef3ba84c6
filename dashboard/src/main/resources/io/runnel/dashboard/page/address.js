// The view and its filters stand in the address and nowhere else, so that any view can be shared, reloaded and gone back to.

export const FILTERS = [
  "type",
  "label",
  "sentiment",
  "language",
  "entity_group",
  "entity",
  "vendor",
  "from",
  "until",
  "min_confidence",
  "q",
  "document_id",
];
const SINGLE = new Set(["from", "until", "min_confidence", "q"]);
const listeners = new Set();

export const current = () => new URLSearchParams(location.search);
export const view = (params = current()) => params.get("view") ?? "now";

/** Calls back after every change of the address. */
export const onChange = (listener) => listeners.add(listener);

addEventListener("popstate", () => listeners.forEach((listener) => listener({ back: true })));

/** Goes to an address; a new one can be gone back from. */
export function go(params, how = "push") {
  const text = params.toString();
  const address = text ? `/?${text}` : "/";
  if (address === location.pathname + location.search) {
    return;
  }
  if (how === "replace") {
    history.replaceState(history.state, "", address);
  } else {
    history.pushState({ depth: depth() + 1 }, "", address);
  }
  listeners.forEach((listener) => listener({ back: false }));
}

/** How many steps lead back within this page. */
const depth = () => history.state?.depth ?? 0;

/** Goes back to where one was in this page, or to a view if one came from elsewhere. */
export function back(otherwise) {
  if (depth() > 0) {
    history.back();
  } else {
    go(new URLSearchParams(address(otherwise)));
  }
}

/** The address of another view with the filters of this one. */
export function address(name, more = {}) {
  const params = filters();
  params.set("view", name);
  Object.entries(more).forEach(([key, value]) =>
    value === null || value === undefined ? params.delete(key) : params.set(key, value),
  );
  return `?${params}`;
}

/** Only the filters of an address. */
export function filters(params = current()) {
  const kept = new URLSearchParams();
  FILTERS.forEach((key) =>
    params
      .getAll(key)
      .filter((value) => value !== "")
      .forEach((value) => kept.append(key, value)),
  );
  return kept;
}

/** Sets one filter to a value, or takes it away if it has that value already. */
export function toggle(key, value) {
  const params = current();
  const values = params.getAll(key);
  params.delete(key);
  if (SINGLE.has(key)) {
    if (values[0] !== value) {
      params.set(key, value);
    }
  } else {
    (values.includes(value) ? values.filter((each) => each !== value) : [...values, value]).forEach((each) =>
      params.append(key, each),
    );
  }
  go(params);
}

/** Sets several at once: a value, several, or null to take the key away. */
export function change(changes, how = "push") {
  const params = current();
  for (const [key, value] of Object.entries(changes)) {
    params.delete(key);
    [value]
      .flat()
      .filter((each) => each !== null && each !== undefined && each !== "")
      .forEach((each) => params.append(key, each));
  }
  go(params, how);
}

/** Takes every filter away. */
export const clear = () => change(Object.fromEntries(FILTERS.map((key) => [key, null])));

export const has = (key, value) => current().getAll(key).includes(value);

/** The address of one document, from which Back leads to where one was. */
export const documentAddress = (type, id, more = {}) => address("document", { doc_type: type, doc_id: id, ...more });
