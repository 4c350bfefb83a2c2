import { caseToText } from "./case-report.ts";
import { differenceToText } from "./diff/difference.ts";
import type { CaseResult } from "./run-cases.ts";

export interface JUnitOptions {
  /** What the suite is called, `cases` by default. */
  readonly suite?: string;
  /** When the run began, in epoch milliseconds. */
  readonly at: number;
}

/**
 * Results as JUnit XML, the way Ant writes it and Jenkins, GitLab and others read it: one suite, a test case each, `failure` where
 * something differs, `error` where the case could not be run. Written for both published schemas: Ant's, which wants every
 * attribute and element there, and Jenkins's, which allows them.
 */
export function casesToJUnit(results: readonly CaseResult[], { suite = "cases", at }: JUnitOptions): string {
  const errors = results.filter(({ error }) => error).length;
  const failures = results.filter(({ passed, error }) => !passed && !error).length;
  const seconds = results.reduce((sum, { ms }) => sum + ms, 0);
  const about = {
    name: token(suite),
    package: token(suite),
    id: "0",
    hostname: "localhost",
    // Without a zone and parts of seconds, as Ant's schema has it.
    timestamp: new Date(at).toISOString().slice(0, 19),
    tests: String(results.length),
    failures: String(failures),
    errors: String(errors),
    time: toSeconds(seconds),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite ${attributes(about)}>`,
    "    <properties/>",
    ...results.map((result) => caseToXml(result, token(suite))),
    "    <system-out/>",
    "    <system-err/>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseToXml(result: CaseResult, classname: string): string {
  const opening = `    <testcase ${attributes({ name: token(result.name), classname, time: toSeconds(result.ms) })}`;
  if (result.passed) return `${opening}/>`;
  const [element, type] = result.error ? ["error", result.error.code] : ["failure", "difference"];
  const first = result.differences[0];
  const more = result.differences.length - 1;
  const message = first
    ? `${differenceToText(first)}${more > 0 ? `, and ${more} more` : ""}`
    : (result.error?.message ?? "failed");
  const text = `${result.case?.about.title ?? result.folder}\n${caseToText(result)}`;
  return `${opening}>\n      <${element} ${attributes({ message, type })}>${escaped(text)}</${element}>\n    </testcase>`;
}

function attributes(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, value]) => `${name}="${escaped(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`)
    .join(" ");
}

/** What XML 1.0 can't hold at all (control characters, half a pair) becomes the replacement character. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll("\r", "&#13;")
  );
}

/** A name as the schema's `token`: no line breaks, no white space at its ends, and not empty. */
function token(name: string): string {
  return name.replace(/\s+/g, " ").trim() || "cases";
}

function toSeconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
