#!/usr/bin/env node
// Channel messages as JSON, one a line, to text that a person can read:
//
//   node filter.js [--bot <arn>]… [--locale de_DE] [--spoken] < messages.jsonl
//
// A line that is no JSON object is told on stderr, and the filter goes on; it exits with 1 in the end.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cleanLine, cleanText, readReply, replyToText } from "chime-lex-bridge/mappers";

/**
 * @typedef {object} FilterOptions
 * @property {readonly string[] | undefined} bots ARNs of the bots: replies of others are marked. Undefined: nothing is.
 * @property {string | undefined} locale
 * @property {boolean} isSpoken
 */

/**
 * One line of JSON as text, or undefined where it is no JSON object. Names and words come from anybody: nothing in them moves the
 * cursor, colours the screen, or starts a line that looks like another sender's.
 *
 * @param {string} line
 * @param {FilterOptions} options
 * @returns {string | undefined}
 */
export function lineToText(line, { bots, locale, isSpoken }) {
  const message = parse(line);
  if (message === undefined) return undefined;
  const reply = readReply(message, { from: bots });
  const style = isSpoken ? "spoken" : "plain";
  const ours = replyToText(reply, { style, locale, markUntrusted: bots !== undefined });
  const others = { foreign: cleanText(textOf(message.Content) ?? ""), typing: "…", unreadable: ours };
  const said = reply.kind === "none" ? others[reply.reason] : ours;
  const name = cleanLine(textOf(message.Sender?.Name) ?? textOf(message.Sender?.Arn) ?? "") || "?";
  const words =
    reply.kind !== "none" && reply.input !== undefined ? [`${name}: ${indent(cleanText(reply.input))}`] : [];
  const speaker = words.length > 0 ? "Bot" : name;
  return [...words, `${speaker}: ${indent(said)}`].join("\n");
}

/** @param {string} text */
function indent(text) {
  return text.trim().replaceAll("\n", "\n  ");
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" ? value : undefined;
}

/** @param {string} line */
function parse(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {readonly string[]} args
 * @param {{ stdin: NodeJS.ReadableStream, stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream }} io
 * @returns {Promise<number>} The exit code.
 */
export async function run(args, { stdin, stdout, stderr }) {
  const { values } = parseArgs({
    args: [...args],
    options: { bot: { type: "string", multiple: true }, locale: { type: "string" }, spoken: { type: "boolean" } },
  });
  let number = 0;
  let code = 0;
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === "") continue;
    const text = lineToText(line, { bots: values.bot, locale: values.locale, isSpoken: values.spoken ?? false });
    if (text === undefined) {
      stderr.write(`Line ${number} is no JSON object.\n`);
      code = 1;
    } else if (!stdout.write(`${text}\n`)) await once(stdout, "drain");
  }
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Whoever reads may have read enough, as `head` has.
  process.stdout.on("error", () => process.exit(0));
  process.exitCode = await run(process.argv.slice(2), process);
}
