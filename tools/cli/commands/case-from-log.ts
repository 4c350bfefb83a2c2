import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { BridgeConfig } from "../../../src/index.ts";
import { readExport } from "../../emulator/lex/export/read-export.ts";
import { differenceToText } from "../../testing/diff/difference.ts";
import { findRecords } from "../../testing/from-log/find-records.ts";
import { findLexEntries } from "../../testing/from-log/lex-log.ts";
import { lexLogToCases } from "../../testing/from-log/lex-log-to-cases.ts";
import { logToCases, type SkippedRecord, type WrittenCase } from "../../testing/from-log/write-case.ts";
import { CASE_CONFIG } from "../../testing/run-cases.ts";
import { botsToKept } from "../../testing/scrub/kept.ts";
import type { FromLogOptions } from "../args/case-args.ts";
import type { Io } from "../io.ts";
import { type Colours, coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";

/** `case from-log`: a case folder for each decision record. Exit code 1 where one doesn't end as its record did, or none came of it. */
export async function caseFromLog(options: FromLogOptions, io: Io): Promise<number> {
  const log = readLog(options.log, io);
  const [records, entries] = [findRecords(log).length, findLexEntries(log).length];
  if (!options.json) io.err(givenToText(records, entries));
  if (records === 0 && entries > 0) return fromLexLog(log, options, io);
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

function givenToText(records: number, entries: number): string {
  const given = [
    ...(records > 0 ? [`${records} decision record${records === 1 ? "" : "s"}`] : []),
    ...(entries > 0 ? [`${entries} entr${entries === 1 ? "y" : "ies"} of a Lex V2 conversation log`] : []),
  ];
  const left = records > 0 && entries > 0 ? "; cases are made of the records alone" : "";
  return given.length === 0 ? "" : `given: ${given.join(" and ")}${left}\n`;
}

async function fromLexLog(log: string, { into, bot, names, cassettes, json }: FromLogOptions, io: Io): Promise<number> {
  const kept = bot === undefined ? undefined : botsToKept((await readExport(resolve(io.cwd, bot))).bots);
  const made = await lexLogToCases(log, {
    into: resolve(io.cwd, into),
    ...(kept ? { kept } : {}),
    ...(names ? { names } : {}),
    ...(cassettes === undefined ? {} : { cassettes: resolve(io.cwd, cassettes) }),
  });
  if (json) io.out(`${JSON.stringify({ given: "lex-conversation-log", ...made })}\n`);
  else {
    for (const { folder, unseen } of made.cases) {
      const hidden = unseen.length > 0 ? `  unseen, since the log hides it: ${printable(unseen.join(", "))}\n` : "";
      io.out(`${relative(io.cwd, folder)}\n${hidden}`);
    }
    io.out(made.cassettes.map((path) => `${relative(io.cwd, path)}\n`).join(""));
  }
  return 0;
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

function readLog(path: string, io: Io): string {
  try {
    return path === "-" ? io.stdin() : readFileSync(resolve(io.cwd, path), "utf8");
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read.`, {
      cause,
      fix: "Give the path of a log, or - for standard input.",
    });
  }
}
