import { caseToText } from "./case-report.ts";
import { differenceToText } from "./diff/difference.ts";
import type { CaseResult } from "./run-cases.ts";

export interface JUnitOptions {
  /** What the suite is called, `cases` by default. */
  readonly suite?: string;
  /** When the run began, in epoch milliseconds. */
  readonly at: number;
}

/** One test of a run, whatever it tests. It passed where it has none of the three. */
export interface JUnitTest {
  readonly name: string;
  readonly ms: number;
  readonly skipped?: string;
  /** Something is not as expected; `text` tells it at length. */
  readonly failure?: JUnitTrouble;
  /** It could not be run. */
  readonly error?: JUnitTrouble;
}

interface JUnitTrouble {
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** The results of cases as JUnit XML, one test each. */
export function casesToJUnit(results: readonly CaseResult[], { suite = "cases", at }: JUnitOptions): string {
  return testsToJUnit(results.map(caseToTest), { suite, at });
}

/**
 * Results as JUnit XML, the way Ant writes it and Jenkins, GitLab and others read it: one suite, a test case each, `failure` where
 * something differs, `error` where the case could not be run. Written for both published schemas: Ant's, which wants every
 * attribute and element there, and Jenkins's, which allows them.
 */
export function testsToJUnit(tests: readonly JUnitTest[], { suite = "cases", at }: JUnitOptions): string {
  const seconds = tests.reduce((sum, { ms }) => sum + ms, 0);
  const about = {
    name: token(suite),
    package: token(suite),
    id: "0",
    hostname: "localhost",
    // Without a zone and parts of seconds, as Ant's schema has it.
    timestamp: new Date(at).toISOString().slice(0, 19),
    tests: String(tests.length),
    failures: String(tests.filter(({ failure }) => failure).length),
    errors: String(tests.filter(({ error }) => error).length),
    time: toSeconds(seconds),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite ${attributes(about)}>`,
    "    <properties/>",
    ...tests.map((test) => testToXml(test, token(suite))),
    "    <system-out/>",
    "    <system-err/>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testToXml({ name, ms, skipped, failure, error }: JUnitTest, classname: string): string {
  const opening = `    <testcase ${attributes({ name: token(name), classname, time: toSeconds(ms) })}`;
  if (skipped !== undefined) return `${opening}>\n      <skipped/>\n    </testcase>`;
  const trouble = error ?? failure;
  if (!trouble) return `${opening}/>`;
  const { message, type, text } = trouble;
  const element = error ? "error" : "failure";
  return `${opening}>\n      <${element} ${attributes({ message, type })}>${escaped(text)}</${element}>\n    </testcase>`;
}

function caseToTest(result: CaseResult): JUnitTest {
  const { name, ms } = result;
  if (result.passed) return { name, ms };
  const first = result.differences[0];
  const more = result.differences.length - 1;
  const message = first
    ? `${differenceToText(first)}${more > 0 ? `, and ${more} more` : ""}`
    : (result.error?.message ?? "failed");
  const text = `${result.case?.about.title ?? result.folder}\n${caseToText(result)}`;
  if (result.error) return { name, ms, error: { type: result.error.code, message, text } };
  return { name, ms, failure: { type: "difference", message, text } };
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
