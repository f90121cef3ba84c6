// Numbers, times and names as people read them, in the language of the browser.

/** A form that is made when it is first used: each takes milliseconds to make, and a view needs few of them. */
const lazy = (make) => {
  let made = null;
  return { format: (...what) => (made ??= make()).format(...what) };
};
const number = (options) => lazy(() => new Intl.NumberFormat(undefined, options));
const dateTime = (options) => lazy(() => new Intl.DateTimeFormat(undefined, options));

const count = number();
const compact = number({ notation: "compact", maximumFractionDigits: 1 });
const tenths = number({ maximumFractionDigits: 1, minimumFractionDigits: 1 });
const percent = number({ style: "percent", maximumFractionDigits: 0 });
const finePercent = number({ style: "percent", maximumFractionDigits: 1, minimumFractionDigits: 1 });
const full = dateTime({ dateStyle: "medium", timeStyle: "medium" });
const clock = dateTime({ hour: "2-digit", minute: "2-digit" });
const clockSeconds = dateTime({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayClock = dateTime({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const dayHour = dateTime({ day: "numeric", month: "short", hour: "numeric" });
const utc = (options) => dateTime({ ...options, timeZone: "UTC" });
const day = utc({ day: "numeric", month: "short" });
const BUCKETS = {
  hour: dayHour,
  day,
  week: utc({ day: "numeric", month: "short", year: "numeric" }),
  month: utc({ month: "short", year: "numeric" }),
  year: utc({ year: "numeric" }),
};
const ago = lazy(() => new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "narrow" }));
const moneyForms = new Map();
let languages = null;

export const NOTHING = "–";

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

export const whole = (value) => (known(value) ? count.format(value) : NOTHING);
export const short = (value) =>
  known(value) ? (Math.abs(value) < 10000 ? count.format(Math.round(value)) : compact.format(value)) : NOTHING;
export const rate = (value) =>
  known(value) ? (value < 100 ? tenths.format(value) : count.format(Math.round(value))) : NOTHING;
export const share = (value) => (known(value) ? percent.format(value) : NOTHING);
export const fineShare = (value) => (known(value) ? finePercent.format(value) : NOTHING);

/** Milliseconds as ms, s or min. */
export function duration(ms) {
  if (!known(ms)) {
    return NOTHING;
  }
  if (ms < 10) {
    return `${tenths.format(ms)} ms`;
  }
  if (ms < 1000) {
    return `${count.format(Math.round(ms))} ms`;
  }
  return ms < 60000 ? `${tenths.format(ms / 1000)} s` : `${tenths.format(ms / 60000)} min`;
}

/** Bytes as B, kB or MB. */
export function bytes(value) {
  if (!known(value)) {
    return NOTHING;
  }
  return value < 1000
    ? `${count.format(value)} B`
    : value < 1e6
      ? `${tenths.format(value / 1000)} kB`
      : `${tenths.format(value / 1e6)} MB`;
}

/** One form for each currency: making one takes longer than using it a hundred times. */
function moneyForm(currency, digits) {
  const name = `${currency} ${digits}`;
  if (!moneyForms.has(name)) {
    moneyForms.set(
      name,
      new Intl.NumberFormat(undefined, {
        style: "currency",
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
    );
  }
  return moneyForms.get(name);
}

/** An amount with its currency; a currency that is none of ISO 4217 stands as it was written. */
export function money(amount, currency) {
  if (!known(amount)) {
    return NOTHING;
  }
  try {
    return moneyForm(currency, Math.abs(amount) >= 1000 ? 0 : 2).format(amount);
  } catch {
    return `${count.format(Math.round(amount))} ${currency ?? ""}`.trim();
  }
}

const date = (iso) => (iso ? new Date(iso) : null);
const shown = (form) => (iso) => {
  const of = date(iso);
  return of && !Number.isNaN(of.getTime()) ? form.format(of) : NOTHING;
};

export const moment = shown(full);
export const time = shown(clock);
export const timeWithSeconds = shown(clockSeconds);
export const dayTime = shown(dayClock);
/** A day, which is one in UTC. */
export const dayOf = shown(day);

/** The start of a bucket, as precise as the bucket is wide; those of a day and more begin at midnight in UTC. */
export const bucketTime = (iso, bucket) => shown(BUCKETS[bucket] ?? clock)(iso);

/** The end of a bucket that starts at `iso`. */
export function bucketEnd(iso, bucket) {
  const end = new Date(iso);
  if (bucket === "year") {
    end.setUTCFullYear(end.getUTCFullYear() + 1);
  } else if (bucket === "month") {
    end.setUTCMonth(end.getUTCMonth() + 1);
  } else {
    const width = { minute: 60e3, hour: 3600e3, day: 86400e3, week: 7 * 86400e3 }[bucket] ?? 3600e3;
    end.setTime(end.getTime() + width);
  }
  return end.toISOString();
}

/** How long ago, in the largest unit that fits. */
export function since(iso, now = Date.now()) {
  if (!iso) {
    return NOTHING;
  }
  const seconds = (Date.parse(iso) - now) / 1000;
  const [unit, size] = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ].find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return ago.format(Math.round(seconds / size), unit);
}

/**
 * `fees-and-exchange-rates` as `Fees and exchange rates`; anything else as it is, but for control characters and those that turn the
 * direction of writing, which are shown as signs, and for what is longer than any name of a label.
 */
export function words(name) {
  if (!name) {
    return NOTHING;
  }
  const text = /^[\p{Ll}\d]+([-_][\p{Ll}\d]+)*$/u.test(name) ? name.replace(/[-_]/g, " ") : seen(String(name));
  const whole = text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

const LONGEST = 200;

const seen = (text) =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );

/** `MALFORMED_BYTES` as `Malformed bytes`. */
export const reason = (name) => (name && /^[A-Z0-9_]+$/.test(name) ? words(name.toLowerCase()) : (name ?? NOTHING));

/** `en` as `English`; a code that nobody knows as it is. */
export function language(code) {
  if (!code) {
    return "Not stated";
  }
  if (code === "und") {
    return "Undetermined";
  }
  try {
    languages ??= new Intl.DisplayNames(undefined, { type: "language" });
    return languages.of(code) ?? code;
  } catch {
    return words(code);
  }
}

/** `1 document`, `2 documents`. */
export const plural = (n, one, many = `${one}s`) => `${whole(n)} ${n === 1 ? one : many}`;
