import { findForms } from "./forms.ts";

/** The object or list that a text is, as JSON. */
export function textToJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where decoding is certain, as `messageToText` has it: encoding gives back what came. */
export function percentDecoded(text: string): string | undefined {
  if (!/%[0-9A-F]{2}/i.test(text) || /\s/.test(text)) return undefined;
  try {
    const decoded = decodeURIComponent(text);
    return decoded !== text && encodeURIComponent(decoded) === text ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** Every word, and everything that has a form, in a value: keys, JSON texts and percent-encoded ones included. */
export function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return wordsOfText(value);
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [...wordsOfText(key), ...wordsIn(one)]);
}

function wordsOfText(text: string): string[] {
  const words = [...(text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []), ...findForms(text).map((found) => found.text)];
  const inside = textToJson(text) ?? percentDecoded(text);
  return inside === undefined ? words : [...words, ...wordsIn(inside)];
}
