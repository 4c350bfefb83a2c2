import { isIPv4, isIPv6 } from "node:net";
import { hasCardDigits, hasIbanDigits } from "./check-digits.ts";
import { findInShadow, toPlainForm } from "./shadow.ts";

/** What is found by its form, wherever it stands. The first form that fits counts. */
export const FORMS = [
  "private-key",
  "arn",
  "url-credentials",
  "url-value",
  "email",
  "token",
  "uuid",
  "iban",
  "instant",
  "date",
  "ip",
  // Before the two below, which would find a part of it.
  "long-id",
  "card",
  "number",
] as const;
export type Form = (typeof FORMS)[number];

/** A place in a text that has a form. */
export interface Found {
  readonly form: Form;
  readonly at: number;
  readonly text: string;
}

const PATTERNS: Readonly<Record<Form, { readonly pattern: RegExp; readonly holds?: (text: string) => boolean }>> = {
  "private-key": { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g },
  arn: { pattern: /\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:\d{0,12}:[^\s"'<>,;()[\]{}\\]+/gi },
  "url-credentials": { pattern: /(?<=:\/\/)[^\s/@]+(?=@)/g },
  // What stands behind ?name= and #name=, and parts of a path that are made of letters and digits: links that let somebody in.
  "url-value": {
    pattern:
      /(?<=[?&#][\w.[\]%-]{1,64}=)[^\s&#"'<>]+|(?<=:\/\/[^\s"'<>]{1,200}\/)(?=[\w~-]*\d)(?=[\w~-]*[a-z])[\w~-]{8,}|(?<=:\/\/[^\s"'<>]{1,200}\/)[\w~-]{20,}/gi,
  },
  email: { pattern: /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  // Prefixes that services publish for their keys, JSON web tokens, and whatever follows "Bearer".
  token: {
    pattern:
      /\b(?:A[KS]IA|A[GIN]PA|A[IR](?:DA|OA)|ABIA|ACCA)[A-Z0-9]{12,}\b|\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?|\b(?:sk|pk|rk|whsec|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abeprs]|npm|pypi|dop_v1|hf|shpat|SG)[-_.][\w.-]{10,}|\bAIza[\w-]{30,}|(?<=\bBearer\s)[\w.~+/=-]{6,}/g,
  },
  uuid: { pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi },
  iban: { pattern: /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b/gi, holds: hasIbanDigits },
  instant: {
    pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?![\d:])/g,
    holds: isTime,
  },
  date: { pattern: /(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])/g, holds: isTime },
  ip: {
    pattern: /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:]|\.\d)/gi,
    holds: isAddress,
  },
  card: { pattern: /(?<![\d])\d(?:[ .-]?\d){11,18}(?![\d])/g, holds: hasCardDigits },
  // Telephone, account and identity numbers: seven digits or more, however they are grouped.
  number: { pattern: /\+?\(?\d(?:[ ()./-]{0,2}\d){6,}/g },
  "long-id": { pattern: /(?<![\w])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{16,}/gi },
};

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

function isAddress(text: string): boolean {
  // "::" alone is punctuation.
  return isIPv4(text) || (isIPv6(text) && /[0-9a-f]/i.test(text));
}

/** Everything in a text that has a form, in order, without overlaps. */
export function findForms(text: string): Found[] {
  const found: Found[] = [];
  for (const form of FORMS) {
    const { pattern, holds } = PATTERNS[form];
    for (const { seen, ...place } of findInShadow(text, pattern, toPlainForm)) {
      const candidate = { form, ...place };
      if (holds && !holds(seen)) continue;
      if (
        found.some((one) => one.at < candidate.at + candidate.text.length && candidate.at < one.at + one.text.length)
      ) {
        continue;
      }
      found.push(candidate);
    }
  }
  return found.sort((a, b) => a.at - b.at);
}
