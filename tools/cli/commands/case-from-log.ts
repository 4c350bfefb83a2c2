import { relative, resolve } from "node:path";
import type { BridgeConfig } from "../../../src/index.ts";
import type { HeardDelivery } from "../../testing/cassette/recording-bridge.ts";
import { differenceToText } from "../../testing/diff/difference.ts";
import { conversationsToCases } from "../../testing/from-log/conversations-to-cases.ts";
import { type LogContents, logToWords, readLog } from "../../testing/from-log/read-log.ts";
import { logToCases, type SkippedRecord, type WrittenCase } from "../../testing/from-log/write-case.ts";
import { CASE_CONFIG } from "../../testing/run-cases.ts";
import type { FromLogOptions } from "../args/case-args.ts";
import type { Io } from "../io.ts";
import { contentsToConversations, type LoggedContents, leftToText, readLogFile, scrubOf } from "../logs/logged.ts";
import { type Colours, coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";

/**
 * `case from-log`: a case folder for each decision record, entry of a conversation log of Lex, or answer in Chime's stream. Exit code 1 where a
 * case doesn't end as its delivery did, or none came of it.
 */
export async function caseFromLog(options: FromLogOptions, io: Io): Promise<number> {
  const log = readLogFile(options.log, io);
  const contents = readLog(log);
  if (!options.json) io.err(contentsToText(contents));
  if (contents.decisions.length === 0) {
    const logged = contentsToConversations(contents);
    if (logged) return fromConversations(logged, options, io);
  }
  const config = (options.config ? readJsonFile(options.config, io) : CASE_CONFIG) as BridgeConfig;
  const { written, skipped } = await logToCases(log, {
    into: resolve(io.cwd, options.into),
    config,
    ...(options.message ? { messageId: options.message } : {}),
  });
  if (options.json) io.out(`${JSON.stringify({ cases: written, skipped })}\n`);
  else {
    io.out(written.map((one) => writtenToText(one, io, coloursOf(io.colour))).join(""));
    io.err(skipped.map(skippedToText).join(""));
  }
  return written.length === 0 || written.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

function contentsToText(contents: LogContents): string {
  const given = logToWords(contents);
  const left = given.length > 1 ? "; cases are made of the first alone" : "";
  return given.length === 0 ? "" : `given: ${given.join(" and ")}${left}\n`;
}

async function fromConversations(
  { given, conversations, left }: LoggedContents,
  { into, message, cassettes, json, ...scrub }: FromLogOptions,
  io: Io,
): Promise<number> {
  const wanted = conversations.flatMap((one) => {
    const deliveries = one.deliveries.filter(({ heard }) => message === undefined || messageIdOf(heard) === message);
    return deliveries.length > 0 ? [{ ...one, deliveries }] : [];
  });
  const made = await conversationsToCases(wanted, {
    into: resolve(io.cwd, into),
    ...(await scrubOf(scrub, io)),
    ...(cassettes === undefined ? {} : { cassettes: resolve(io.cwd, cassettes) }),
  });
  if (json) io.out(`${JSON.stringify({ given, ...made, left })}\n`);
  else {
    for (const { folder, placeholders } of made.cases) {
      io.out(`${relative(io.cwd, folder)}\n${placeholders.map((one) => `  made up: ${printable(one)}\n`).join("")}`);
    }
    io.out(made.cassettes.map((path) => `${relative(io.cwd, path)}\n`).join(""));
    io.err([...made.warnings.map((one) => `! ${printable(one)}\n`), ...left.map(leftToText)].join(""));
  }
  return made.cases.length === 0 || made.warnings.length > 0 ? 1 : 0;
}

function messageIdOf({ event }: HeardDelivery): string {
  return (event as { readonly ChannelMessage: { readonly MessageId: string } }).ChannelMessage.MessageId;
}

function writtenToText({ folder, placeholders, differences, lossesOfRecord }: WrittenCase, io: Io, c: Colours): string {
  const made =
    placeholders.length > 0 ? `  made up, since the record doesn't hold it: ${placeholders.join(", ")}\n` : "";
  const other = differences.map((one) => `  not as the record: ${printable(differenceToText(one))}\n`).join("");
  const lost = lossesOfRecord
    ? `  placeholders lose something else than the words did: ${lossesOfRecord.join(", ") || "nothing"}\n`
    : "";
  const hint = other
    ? `  ${c.dim("The record holds no configuration: give the one it ran under with --config.")}\n`
    : "";
  return `${other ? c.yellow("!") : c.green("✓")} ${relative(io.cwd, folder)}\n${made}${lost}${other}${hint}`;
}

function skippedToText({ messageId, why }: SkippedRecord): string {
  return `skipped message ${printable(messageId)}: ${printable(why)}\n`;
}
