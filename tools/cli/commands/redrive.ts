import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createBridge as createBridgeOn } from "../../../src/bridge.ts";
import { openSdkPauses, openSdkTable } from "../../../src/claims/dynamodb/open-table.ts";
import { createMemoryPauses } from "../../../src/claims/memory-pauses.ts";
import { openClaims, openPauses } from "../../../src/claims/open.ts";
import { envToSettings } from "../../../src/config/env.ts";
import { regionOf } from "../../../src/config/settings.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { awsPorts } from "../../../src/index.ts";
import { type FailedEvent, queueMessageToEvent, textToFailedEvents } from "../../operate/failed-events.ts";
import { type FailedQueue, openFailedQueue } from "../../operate/failed-queue.ts";
import { createRedrive, type Fate, type Redriven } from "../../operate/redrive.ts";
import type { RedriveOptions } from "../args/operate-args.ts";
import type { Io } from "../io.ts";
import { printable } from "../terminal.ts";

/** A run's own time: a turn, the callback, and some waiting for a claim. */
const RUN_MS = 60_000;
const DONE: ReadonlySet<Fate> = new Set(["released", "ran", "settled", "repeated"]);

/** `redrive`: handles failed events again. Exit code 1 if one failed or isn't an event. */
export async function redrive(options: RedriveOptions, io: Io): Promise<number> {
  const how = options.run ? "run" : "release";
  const isDry = options.dryRun || !(options.release || options.run);
  const ports = toolsFor(options, isDry, io);
  const one = createRedrive({ how, isDry, now: Date.now, ...ports });
  const told: Redriven[] = [];

  const take = async (failed: FailedEvent, queue?: FailedQueue) => {
    const redriven = await one(failed);
    told.push(redriven);
    if (io.isTerminal && !options.json) io.status(`${told.length} taken up`);
    const isDone = DONE.has(redriven.fate) || (options.deleteRefused && redriven.fate === "refused");
    if (queue && !isDry && isDone && failed.receiptHandle) await queue.delete(failed.receiptHandle);
  };
  if (options.queue) await drain(await openFailedQueue(options.queue), take);
  else for (const failed of textToFailedEvents(read(options.file ?? "-", io))) await take(failed);
  if (io.isTerminal && !options.json) io.status("");

  const counts = countsOf(told);
  if (options.json) io.out(`${JSON.stringify({ dryRun: isDry, counts, events: told })}\n`);
  else io.out(told.map(toLine).join("") + summary(counts, isDry));
  return (counts.failed ?? 0) + (counts["no-event"] ?? 0) > 0 ? 1 : 0;
}

/** Until the queue returns nothing new: what stays in it is hidden for a while, then comes back. */
async function drain(
  queue: FailedQueue,
  take: (failed: FailedEvent, queue: FailedQueue) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    const messages = await queue.receive();
    const fresh = messages.filter(({ MessageId }) => MessageId === undefined || !seen.has(MessageId));
    if (fresh.length === 0) return;
    for (const message of fresh) {
      if (message.MessageId) seen.add(message.MessageId);
      await take(queueMessageToEvent({ ...message }), queue);
    }
  }
}

function toolsFor({ run, withoutTable }: RedriveOptions, isDry: boolean, { env, err }: Io) {
  if (!run || isDry) {
    const { channelFlowCallback } = awsPorts({ lexRegion: "us-east-1" });
    return { channelFlowCallback, handle: () => Promise.reject(new BridgeError("INTERNAL")) };
  }
  const settings = envToSettings(env);
  if (!settings.claims.table && !withoutTable) {
    throw new BridgeError(
      "USAGE",
      "--run without a table of claims can't tell which events took their turn: each takes another.",
      {
        fix: "Set CHIME_LEX_CLAIMS_TABLE to the function's table, or add --without-table.",
      },
    );
  }
  const ports = awsPorts({ lexRegion: regionOf(settings) });
  const log = (level: string, message: string, fields: Record<string, unknown>) => {
    if (message !== "delivery") err(`${level}: ${JSON.stringify(fields)}\n`);
  };
  const bridge = createBridgeOn(settings, {
    ...ports,
    log,
    now: Date.now,
    claims: openClaims(settings, openSdkTable, { log, now: Date.now }),
    // Without a table nobody knows whether a person has taken over: then nothing is paused, and --without-table said so.
    pauses: openPauses(settings, openSdkPauses, Date.now) ?? createMemoryPauses(Date.now),
  });
  return {
    channelFlowCallback: ports.channelFlowCallback,
    handle: (event: unknown) => bridge.handle(event, { deadline: Date.now() + RUN_MS }),
  };
}

function read(path: string, io: Io): string {
  try {
    return path === "-" ? io.stdin() : readFileSync(resolve(io.cwd, path), "utf8");
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read.`, {
      cause,
      fix: "Give --file the path of failed events, or -.",
    });
  }
}

function countsOf(told: readonly Redriven[]): Partial<Record<Fate, number>> {
  const counts: Partial<Record<Fate, number>> = {};
  for (const { fate } of told) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}

function toLine({ from, fate, messageId, detail }: Redriven): string {
  return `${printable([fate.padEnd(13), messageId ?? from, detail].filter(Boolean).join("  "))}\n`;
}

function summary(counts: Partial<Record<Fate, number>>, isDry: boolean): string {
  const parts = Object.entries(counts).map(([fate, count]) => `${count} ${fate}`);
  const hint = isDry && parts.length > 0 ? ". Nothing was done: add --release or --run" : "";
  return `${parts.length > 0 ? parts.join(", ") : "no events"}${hint}\n`;
}
