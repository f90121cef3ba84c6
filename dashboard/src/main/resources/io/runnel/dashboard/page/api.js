// Every request of the page: with the token where there is one, and with the server's own sentence where it fails.

const KEY = "runnel-token";
let token = null;
let askForToken = async () => false;

/** Takes the token out of the printed address, so that it stands in no history and no screenshot. */
export function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (found) {
      sessionStorage.setItem(KEY, found);
    }
    token = found ?? sessionStorage.getItem(KEY);
  } catch {
    token = found;
  }
  if (found) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}

/** Keeps a token that a person pasted. */
export function keepToken(pasted) {
  token = pasted.trim();
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // It holds until the page is left.
  }
}

/** Says who asks the person for a token; answers whether there is one now. */
export const onTokenNeeded = (ask) => {
  askForToken = ask;
};

/** What went wrong, in the server's words. */
export class Failure extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(path, options = {}) {
  const headers = { ...options.headers };
  const sent = token;
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers, cache: "no-store", credentials: "omit" });
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new Failure(
      "The dashboard's server does not answer. See whether './runnel dashboard' (or the demo) still runs, then try again.",
      0,
    );
  }
  if (refusesToken(response) && (token !== sent || (await askForToken()))) {
    return request(path, options);
  }
  if (!response.ok) {
    throw new Failure(await sentence(response, path), response.status);
  }
  return response;
}

/** There is no token, or it is that of an earlier start of the dashboard. */
const refusesToken = (response) => response.status === 401 || (response.status === 403 && Boolean(token));

async function sentence(response, path) {
  try {
    const answer = await response.json();
    if (typeof answer.error === "string") {
      return answer.error;
    }
  } catch {
    // Not JSON: the sentence below has to do.
  }
  return `${path.split("?")[0]} answered ${response.status}. Try again; the server's log tells more.`;
}

export const get = async (path, signal) => (await request(path, { signal })).json();

export const post = async (path, body, signal) =>
  (
    await request(path, {
      method: "POST",
      signal,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json();

/** Fetches a file and hands it to the browser to save. */
export async function download(path, body) {
  const options = body
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const response = await request(path, options);
  const name = /filename="?([\w.-]+)"?/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return name;
}

export const hasToken = () => Boolean(token);

/** The path of one document; an id may hold anything. */
export const documentPath = (type, id) => `/api/documents/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;

/**
 * Follows server-sent events by fetch, because EventSource cannot send the token; comes back by itself after a loss.
 * `on.event(data)` for each, `on.state("live"|"lost")` when that changes. Returns the way to end it.
 */
export function follow(path, on) {
  const ended = new AbortController();
  let wait = 500;
  const run = async () => {
    while (!ended.signal.aborted) {
      try {
        const response = await request(path, { signal: ended.signal, headers: { Accept: "text/event-stream" } });
        on.state("live");
        wait = 500;
        await read(response.body.getReader(), on.event);
      } catch (e) {
        if (ended.signal.aborted || e.status === 401 || e.status === 403) {
          return;
        }
      }
      on.state("lost");
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, 10000);
    }
  };
  run();
  return () => ended.abort();
}

async function read(reader, onEvent) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    rest += decoder.decode(value, { stream: true }).replace(/\r\n?/g, "\n");
    let end;
    while ((end = rest.indexOf("\n\n")) >= 0) {
      const data = rest
        .slice(0, end)
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart())
        .join("\n");
      rest = rest.slice(end + 2);
      if (data) {
        onEvent(JSON.parse(data));
      }
    }
  }
}
