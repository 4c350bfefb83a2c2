/** Tags of SSML (Amazon Polly developer guide, "Supported SSML tags"), with whatever attributes they have. */
export const TAG =
  /<\/?(?:speak|break|emphasis|lang|mark|p|s|phoneme|prosody|say-as|sub|w|voice|audio|amazon:[a-z-]+)(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

const ATTRIBUTE = /([\w:-]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/** What an attribute may hold that says how something is spoken. Any other value, as of an alias or a mark, is somebody's words. */
const VALUES: Readonly<Record<string, RegExp>> = {
  strength: /^(?:none|x-weak|weak|medium|strong|x-strong)$/,
  level: /^(?:strong|moderate|reduced|none)$/,
  time: /^\d{1,5}(?:\.\d{1,3})?m?s$/,
  rate: /^(?:x-slow|slow|medium|fast|x-fast|default|\d{1,3}%)$/,
  pitch: /^(?:x-low|low|medium|high|x-high|default|[+-]\d{1,3}%)$/,
  volume: /^(?:silent|x-soft|soft|medium|loud|x-loud|default|[+-]\d{1,2}(?:\.\d{1,2})?dB)$/,
  "interpret-as":
    /^(?:characters|spell-out|cardinal|number|ordinal|digits|fraction|unit|date|time|address|expletive|telephone)$/,
  format: /^(?:[mdy]{1,3}|[mdy]{1,4}[-/][mdy]{1,4}(?:[-/][mdy]{1,4})?|yyyymmdd)$/,
  alphabet: /^(?:ipa|x-sampa)$/,
  role: /^(?:amazon:[A-Z]{2,4})$/,
  "xml:lang": /^[a-z]{2,3}-[A-Z]{2}$/,
  alias: /^$/,
  ph: /^$/,
  name: /^$/,
  src: /^$/,
};

/** A tag in which nothing is left but what says how it is spoken; `scrub` takes the words of the rest. */
export function scrubTag(tag: string, scrub: (words: string) => string): string {
  const [head = ""] = /^<\/?[\w:-]+/.exec(tag) ?? [];
  const [tail = ""] = /\s*\/?>$/.exec(tag) ?? [];
  const body = tag.slice(head.length, tag.length - tail.length);
  let done = "";
  let at = 0;
  for (const match of body.matchAll(ATTRIBUTE)) {
    const [whole, name = "", equals = "", quoted = ""] = match;
    const quote = quoted[0] ?? "";
    const value = quoted.slice(1, -1);
    const known = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
    done += scrub(body.slice(at, match.index));
    done += `${known ? name : scrub(name)}${equals}${quote}${known?.test(value) ? value : scrub(value)}${quote}`;
    at = match.index + whole.length;
  }
  return `${head}${done}${scrub(body.slice(at))}${tail}`;
}
