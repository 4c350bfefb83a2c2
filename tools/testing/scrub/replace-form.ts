import { isIPv4 } from "node:net";
import { ibanDigits, withCardDigit } from "./check-digits.ts";
import { type Found, findForms } from "./forms.ts";
import { alike, alikeInHex, canonical, type Draw, type Pseudonyms, written } from "./pseudonyms.ts";
import { toPlainForm } from "./shadow.ts";

/** Words of an ARN's resource that say what it is, not whose. */
const RESOURCE_WORDS: ReadonlySet<string> = new Set([
  "app-instance",
  "channel",
  "channel-flow",
  "user",
  "bot",
  "bot-alias",
  "anonymous",
  "function",
  "role",
  "assumed-role",
  "table",
  "message",
  // Lex's own name of the test alias.
  "TSTALIASID",
]);

export interface Replacing {
  readonly pseudonyms: Pseudonyms;
  /** How far instants and dates are moved: whole days, so that times of day stay. */
  readonly days: number;
}

const DAY_MS = 86_400_000;

/** What stands in place of something that was found by its form: of the same form, and nobody's. */
export function replaceForm({ form, text }: Found, replacing: Replacing): string {
  const { pseudonyms, days } = replacing;
  if (pseudonyms.isOwn(text)) return text;
  const whole = (make: Parameters<Pseudonyms["of"]>[1]) => written(text, pseudonyms.of(text, make));
  // Other digits, spaces and dashes: check digits and calendars are reckoned with the plain ones.
  if (form !== "arn" && form !== "email" && [...text].some((one) => toPlainForm(one) !== one)) return whole(alike);
  switch (form) {
    case "arn":
      return arnLike(text, replacing);
    case "email":
      return emailLike(text, pseudonyms);
    case "ip":
      return addressLike(text, pseudonyms);
    case "instant":
    case "date":
      return moved(text, days);
    case "iban":
      return whole(ibanLike);
    case "card":
      return whole((digits, draw) => withCardDigit(`0${alike(digits.slice(1), draw)}`));
    case "number":
      // No telephone or account number begins with 000.
      return whole((digits, draw) => `000${alike(digits.slice(3), draw)}`);
    case "uuid":
    case "long-id":
      return whole(/^[0-9a-f-]+$/i.test(text) ? alikeInHex : alike);
    default:
      return whole(alike);
  }
}

/** An id, whose form says nothing of anybody: what is found in it by its form, and the words around that. */
export function replaceId(text: string, replacing: Replacing): string {
  return withForms(text, replacing, (rest) => replaceWords(rest, replacing.pseudonyms));
}

/** A text in which what has a form is replaced, and everything around it by `rest`. */
export function withForms(text: string, replacing: Replacing, rest: (text: string) => string): string {
  let done = "";
  let at = 0;
  for (const found of findForms(text)) {
    done += rest(text.slice(at, found.at)) + replaceForm(found, replacing);
    at = found.at + found.text.length;
  }
  return done + rest(text.slice(at));
}

/** Words: letters for letters and digits for digits, part by part. */
export function replaceWords(text: string, pseudonyms: Pseudonyms): string {
  return text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => replaceWord(word, pseudonyms));
}

export function replaceWord(word: string, pseudonyms: Pseudonyms): string {
  if (pseudonyms.isOwn(word)) return word;
  return written(word, pseudonyms.of(word, /^[0-9a-f]{16,}$/i.test(word) ? alikeInHex : alike));
}

function arnLike(text: string, replacing: Replacing): string {
  const [arn = "", partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  const number = account === "" ? "" : replaceForm({ form: "number", at: 0, text: account }, replacing);
  const resource = rest.join(":").replace(/[^:/]+/g, (part) => {
    return RESOURCE_WORDS.has(part) ? part : replaceId(part, replacing);
  });
  return [arn, partition, service, region, number, resource].join(":");
}

/** `example` is a top-level domain that nobody can have (RFC 2606). */
function emailLike(text: string, pseudonyms: Pseudonyms): string {
  const at = text.lastIndexOf("@");
  const host = text.slice(at + 1);
  return `${replaceWords(text.slice(0, at), pseudonyms)}@${pseudonyms.of(`host ${host}`, alike).slice(4)}.example`;
}

/** Addresses that are kept for documentation (RFC 5737, RFC 3849). */
function addressLike(text: string, pseudonyms: Pseudonyms): string {
  const key = text.replace(/[.:]/g, "x");
  if (isIPv4(text)) {
    const nets = ["192x0x2x", "198x51x100x", "203x0x113x"];
    return pseudonyms.of(key, (_, draw) => `${nets[draw(3)]}${draw(256)}`).replaceAll("x", ".");
  }
  const group = (draw: Draw) => draw(0x10000).toString(16);
  const found = pseudonyms.of(key, (_, draw) => `2001xdb8xx${group(draw)}x${group(draw)}`);
  return found.replaceAll("x", ":");
}

/** XX is a country code that is given to nobody (ISO 3166-1, user-assigned). */
function ibanLike(iban: string, draw: Draw): string {
  const rest = alike(iban.slice(4), draw);
  return `xx${ibanDigits("xx", rest)}${rest}`;
}

function moved(text: string, days: number): string {
  const date = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) + days * DAY_MS);
  return `${date.toISOString().slice(0, 10)}${text.slice(10)}`;
}

/** An epoch time in milliseconds or seconds, moved as far. */
export function movedNumber(value: number, { days, pseudonyms }: Replacing): number {
  if (pseudonyms.isOwn(canonical(String(value)))) return value;
  const isSeconds = value < 100_000_000_000;
  return value + days * (isSeconds ? DAY_MS / 1_000 : DAY_MS);
}
