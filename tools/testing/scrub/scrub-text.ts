import { percentDecoded, textToJson } from "./inside.ts";
import type { Kept } from "./kept.ts";
import { scrubTag, TAG } from "./markup.ts";
import { canonical } from "./pseudonyms.ts";
import { type Replacing, replaceId, replaceWords, withForms } from "./replace-form.ts";
import { findInShadow, toBareLetters } from "./shadow.ts";

export type Texts = "replaced" | "searched";

interface TextOptions {
  readonly replacing: Replacing;
  readonly kept: Kept;
  readonly texts: Texts;
  readonly names: readonly string[];
  /** Scrubs what a text holds as JSON. */
  readonly walk: (value: unknown, path: string, text: TextScrubber) => unknown;
}

const SCHEME = /\b(?:https?|mailto|tel)(?=:)/gi;

/** Scrubs texts: first what has a form, then names, then, where nothing may stay, every word. */
export class TextScrubber {
  private readonly options: TextOptions;
  private readonly name: RegExp | undefined;

  constructor(options: TextOptions) {
    this.options = options;
    const names = options.names
      .map((name) => [...name].map(toBareLetters).join("").trim())
      .filter((name) => name !== "")
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
    if (names.length > 0) this.name = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  }

  /** A text that means something to a person, or holds JSON, or is percent-encoded. */
  text(text: string, path: string): string {
    const kept = this.keptOrNot(text, path);
    if (kept !== undefined) return kept;
    const json = textToJson(text);
    if (json !== undefined) return JSON.stringify(this.options.walk(json, path, this));
    const decoded = percentDecoded(text);
    if (decoded !== undefined) return encodeURIComponent(this.text(decoded, path));
    return this.options.texts === "searched" ? this.searched(text) : this.replaced(text);
  }

  /** A text in which what has a form, and known names, are replaced. */
  searched(text: string): string {
    return withForms(text, this.options.replacing, (rest) => this.withNames(rest));
  }

  identity(text: string): string {
    return replaceId(text, this.options.replacing);
  }

  /** Keys are structure, unless they look like something else. */
  key(key: string, isPlain: boolean): string {
    return isPlain ? this.searched(key) : replaceId(key, this.options.replacing);
  }

  private replaced(text: string): string {
    return withForms(text, this.options.replacing, (rest) =>
      around(rest, TAG, {
        between: (words) => this.words(words),
        match: (tag) => scrubTag(tag, (words) => this.words(words)),
      }),
    );
  }

  private words(text: string): string {
    const { pseudonyms } = this.options.replacing;
    return around(text, SCHEME, { between: (plain) => replaceWords(plain, pseudonyms), match: (scheme) => scheme });
  }

  /** The text with its gaps scrubbed, where it is one that may stay. */
  private keptOrNot(text: string, path: string): string | undefined {
    const { kept } = this.options;
    if (kept.texts.has(canonical(text))) return text;
    for (const pattern of kept.patterns) {
      const [, ...groups] = pattern.exec(text) ?? [];
      if (groups.length > 0) return groups.map((part, at) => (at % 2 === 0 ? part : this.gap(part, path))).join("");
    }
    return undefined;
  }

  private gap(text: string, path: string): string {
    return text === "" ? text : this.text(text, path);
  }

  private withNames(text: string): string {
    if (this.name === undefined) return text;
    let done = "";
    let at = 0;
    for (const found of findInShadow(text, this.name, toBareLetters)) {
      done += text.slice(at, found.at) + replaceWords(found.text, this.options.replacing.pseudonyms);
      at = found.at + found.text.length;
    }
    return done + text.slice(at);
  }
}

/** Replaces what lies between the matches of a pattern, and the matches themselves. */
function around(
  text: string,
  pattern: RegExp,
  { between, match: matched }: Readonly<Record<"between" | "match", (text: string) => string>>,
): string {
  let done = "";
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    done += between(text.slice(at, match.index)) + matched(match[0]);
    at = match.index + match[0].length;
  }
  return done + between(text.slice(at));
}
