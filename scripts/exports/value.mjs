// Values that fit a slot, so that a walk through a bot that nobody knows gets to its end.

/** By the built-in type; several where a bot's conditions may refuse the first. */
const BUILT_IN = {
  alphanumeric: ["ABC123"],
  city: ["Porto"],
  confirmation: ["yes"],
  country: ["Portugal"],
  currency: ["$20"],
  date: ["2026-12-24", "tomorrow", "1990-05-03"],
  duration: ["2 hours"],
  emailaddress: ["ana@example.com"],
  firstname: ["Ana"],
  freeforminput: ["as you like"],
  lastname: ["Gomez"],
  number: ["5", "1", "2", "20", "100", "1000"],
  percentage: ["50%"],
  phonenumber: ["+1 206 555 0100"],
  state: ["Washington"],
  streetname: ["Main Street"],
  time: ["17:00", "10:00"],
  ukpostalcode: ["SW1A 1AA"],
};

/** A value of a slot or of a part of one; `tries` goes on to the next that fits. */
export function valueFor({ typeName, multiple }, slotTypes, tries) {
  const type = slotTypes.find(({ name }) => name === typeName);
  const all = valuesOf(type, typeName);
  const value = all[tries % all.length];
  return multiple && all.length > 1 ? `${value}, ${all[(tries + 1) % all.length]}` : value;
}

function valuesOf(type, typeName) {
  if (type?.regexFilter !== undefined) return [sampleOf(type.regexFilter)];
  if (type !== undefined && type.values.length > 0) return type.values.map(({ value }) => value);
  const name = (type?.parent ?? typeName).replace(/^AMAZON\./i, "").toLowerCase();
  return BUILT_IN[name] ?? BUILT_IN.freeforminput;
}

/** A text that a simple regular expression matches: characters, classes, groups, alternatives (the first) and counts (the least). */
export function sampleOf(pattern) {
  let at = 0;
  const peek = () => pattern[at];
  const alternatives = () => {
    const first = sequence();
    while (peek() === "|") {
      at++;
      sequence();
    }
    return first;
  };
  const sequence = () => {
    let text = "";
    while (at < pattern.length && peek() !== "|" && peek() !== ")") text += counted(atom());
    return text;
  };
  const atom = () => {
    const char = pattern[at++];
    if (char === "(") {
      if (pattern.startsWith("?:", at)) at += 2;
      const inner = alternatives();
      at++;
      return inner;
    }
    if (char === "[") return fromClass();
    if (char === "\\") return fromEscape(pattern[at++]);
    if (char === "^" || char === "$") return "";
    return char === "." ? "a" : char;
  };
  const fromClass = () => {
    const end = pattern.indexOf("]", at + 1);
    const body = pattern.slice(at, end);
    at = end + 1;
    if (body.startsWith("^")) return [..."a0 -"].find((char) => !new RegExp(`[${body.slice(1)}]`).test(char)) ?? "_";
    return body.startsWith("\\") ? fromEscape(body[1]) : (body[0] ?? "");
  };
  const fromEscape = (char) => ({ d: "0", w: "a", s: " ", b: "" })[char] ?? char;
  const counted = (text) => {
    const count = /^(?:\{(\d+)(?:,\d*)?\}|([*+?]))\??/.exec(pattern.slice(at));
    if (count === null) return text;
    at += count[0].length;
    return text.repeat(count[1] !== undefined ? Number(count[1]) : count[2] === "+" ? 1 : 0);
  };
  return alternatives();
}
