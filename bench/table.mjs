// What was measured, as rows with the aim beside each, and as text.
import { median, ratioOfPairs } from "./numbers.mjs";

const SHOWN = {
  ms: (value) => `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ms`,
  µs: (value) => `${value.toFixed(1)} µs`,
  bytes: (value) => `${(value / 2 ** 20).toFixed(1)} MB`,
  count: (value) => String(value),
};

/** `aim` is `{ factor }` of the hand-written one, or `{ most }` in the row's own unit. */
function row(what, unit, ours, theirs, { ratio = ours / theirs, aim } = {}) {
  const isMet = aim && (aim.factor === undefined ? ours <= aim.most : ratio <= aim.factor);
  return { what, unit, ours, theirs, ratio: theirs === undefined ? undefined : ratio, aim, isMet };
}

/** Two lists of batches that were taken in turns. */
function pairs(what, unit, ours, theirs, aim) {
  return row(what, unit, median(ours), median(theirs), { ratio: ratioOfPairs(ours, theirs), aim });
}

function wireRows(transport, [a, b], messages, aim) {
  return [
    pairs(`a message over ${transport}, wall`, "ms", a.wall, b.wall, aim),
    pairs(`a message over ${transport}, processor time`, "ms", a.cpu, b.cpu, aim),
    row(`connections to Lex, ${messages} messages over ${transport}`, "count", a.counts.lex, b.counts.lex),
    row(`connections to Chime, ${messages} messages over ${transport}`, "count", a.counts.chime, b.counts.chime),
  ];
}

export function rowsOf({ node, start, first, http, tls, mapping, cases, messages }) {
  const [ours, theirs, claimed] = start;
  const [a, b, c] = http;
  return [
    row("start, lowest", "ms", ours.lowest, theirs.lowest, { aim: { factor: 0.4 } }),
    row("start, median", "ms", ours.median, theirs.median),
    row("start added by a claims table, lowest", "ms", claimed.lowest - ours.lowest, undefined, { aim: { most: 8 } }),
    pairs("first message", "ms", first[0].first, first[1].first),
    pairs("start and first message", "ms", first[0].both, first[1].both, { factor: 0.5 }),
    pairs("memory once loaded", "bytes", first[0].loaded, first[1].loaded, { factor: 1 }),
    row(`memory after ${messages} messages`, "bytes", a.rss, b.rss),
    ...wireRows("HTTP", http, messages, { factor: node.startsWith("v20.") ? 0.45 : 0.55 }),
    ...(tls ? wireRows("TLS", tls, messages, { factor: 0.3 }) : []),
    row("requests to Lex a message", "count", a.counts.turns / messages, b.counts.turns / messages),
    pairs("a message with a claims table, beside none", "ms", c.wall, a.wall),
    pairs("a message with a claims table, beside theirs without", "ms", c.wall, b.wall, { factor: 0.8 }),
    row("writes a message with a claims table", "count", c.counts.writes / messages, undefined, { aim: { most: 2 } }),
    row("mapping ten messages that fit", "µs", mapping.fits, undefined, { aim: { most: 50 } }),
    row("mapping ten messages that must be cut", "µs", mapping.cut, undefined, { aim: { most: 150 } }),
    row("check of 1,000 cases, whole process", "ms", median(cases), undefined, { aim: { most: 10_000 } }),
  ];
}

/** One cell of several runs side by side. */
export function cellOf({ unit, ours, ratio } = {}) {
  if (ours === undefined) return "–";
  return `${SHOWN[unit](ours)}${ratio === undefined ? "" : ` (${ratio.toFixed(2)}×)`}`;
}

function cellsOf({ what, unit, ours, theirs, ratio, aim, isMet }) {
  const show = SHOWN[unit];
  return [
    what,
    show(ours),
    theirs === undefined ? "" : show(theirs),
    ratio === undefined ? "" : `${ratio.toFixed(3)}×`,
    aim === undefined ? "" : aim.factor === undefined ? `≤ ${show(aim.most)}` : `≤ ${aim.factor}×`,
    isMet === undefined ? "" : isMet ? "met" : "missed",
  ];
}

export function tableOf(rows, { node, tls }) {
  const line = ([what, ours, theirs, ratio, aim, mark]) =>
    `${what.padEnd(52)} ${ours.padStart(9)} ${theirs.padStart(12)} ${ratio.padStart(7)}  ${aim.padEnd(9)} ${mark}`.trimEnd();
  return [
    `Node ${node}; medians of turns, unless it says lowest`,
    "",
    line(["", "ours", "hand-written", "ratio", "aim", ""]),
    ...rows.map((each) => line(cellsOf(each))),
    ...(tls ? [] : ["a message over TLS: not measured: no openssl"]),
    "",
  ].join("\n");
}
