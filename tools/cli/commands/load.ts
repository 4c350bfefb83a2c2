import { relative, resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { conversationToTranscript } from "../../testing/conversation/results/transcript.ts";
import { readConversations } from "../../testing/conversation/script/read-script.ts";
import type { Conversation } from "../../testing/conversation/script/script.ts";
import { emulatedUsers } from "../../testing/load/emulated-user.ts";
import { type LoadReport, loadToReport, loadToText } from "../../testing/load/load-report.ts";
import { loadToSvg } from "../../testing/load/load-to-svg.ts";
import { messagesDue } from "../../testing/load/plan.ts";
import { realClock } from "../../testing/load/real-clock.ts";
import { type LoadRun, type LoadSample, runLoad } from "../../testing/load/run-load.ts";
import type { LoadOptions } from "../args/load-args.ts";
import { type Embedded, startEmbedded } from "../embedded.ts";
import type { Io } from "../io.ts";
import { printable } from "../terminal.ts";
import { checkReport, writeReport } from "../write-report.ts";

/** `load`: a conversation held by many users, on an emulator of this command's own. Exit code 1 if anything failed, was never sent, or wasn't as scripted. */
export async function load(options: LoadOptions, io: Io): Promise<number> {
  const plot = options.plot === undefined ? undefined : resolve(io.cwd, options.plot);
  if (plot !== undefined) checkReport(plot, "--plot");
  const conversation = await readScript(resolve(io.cwd, options.script));
  const embedded = await startEmbedded(toEmbedded(options, conversation), io);
  const run = await runOn(embedded, conversation, options, io).finally(() => embedded.close());
  const report = loadToReport(run);
  if (plot !== undefined) writeReport(plot, loadToSvg(run), "--plot");
  if (options.json) io.out(`${JSON.stringify(toJson(report, run))}\n`);
  else {
    if (run.miss) io.err(printable(conversationToTranscript(run.miss)));
    io.out(printable(loadToText(report)));
    if (plot !== undefined) io.out(`${relative(io.cwd, plot)}\n`);
  }
  return report.passed ? 0 : 1;
}

async function readScript(path: string): Promise<Conversation> {
  const [conversation, other] = await readConversations(path);
  if (conversation === undefined || other !== undefined)
    throw new BridgeError("USAGE", "--script takes one conversation.", { fix: "Give the path of a file." });
  return conversation;
}

function toEmbedded(
  { bot: given, codeHooks, ...options }: LoadOptions,
  { bot = given, config, codeHooks: hooks, seed, fulfillment }: Conversation,
) {
  return {
    ...options,
    bots: bot === undefined ? [] : [bot],
    codeHooks: { ...hooks, ...codeHooks },
    ...(config ? { overrides: config } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(fulfillment === undefined ? {} : { fulfillment }),
    port: 0,
    host: "127.0.0.1",
  };
}

async function runOn(
  { emulator }: Embedded,
  conversation: Conversation,
  { timeoutMs, users, rate, seconds, messages, json }: LoadOptions,
  io: Io,
): Promise<LoadRun> {
  const plan = { users, rate, seconds, messages };
  let isStopped = false;
  const stopped = io.ended().then(() => {
    isStopped = true;
  });
  const clock = realClock(stopped);
  const inEmulator = emulatedUsers(emulator, clock, timeoutMs);
  const progress = io.isTerminal && !json ? toProgress(messagesDue(plan), io) : undefined;
  try {
    return await runLoad({
      ...{ plan, conversation, clock, open: inEmulator.open, graceMs: timeoutMs, stopped: () => isStopped },
      ...(progress ? { heard: progress } : {}),
    });
  } finally {
    inEmulator.close();
    if (progress) io.status("");
  }
}

/** Often enough to be read. */
const STATUS_MS = 200;

function toProgress(due: number, io: Io): (sample: LoadSample) => void {
  let [heard, failed, shownAt] = [0, 0, 0];
  return ({ error }) => {
    heard++;
    if (error !== undefined) failed++;
    if (heard < due && Date.now() - shownAt < STATUS_MS) return;
    shownAt = Date.now();
    io.status(`${heard} of ${due} messages answered${failed > 0 ? `, ${failed} failed` : ""}`);
  };
}

/** The report, and every message for who wants to draw for themselves. */
function toJson(report: LoadReport, { samples }: LoadRun): object {
  const rounded = (ms: number) => Math.round(ms * 10) / 10;
  return {
    ...report,
    samples: samples.map(({ dueAt, sentAt, answeredAt, error }) => ({
      ...{ dueAt: rounded(dueAt), sentAt: rounded(sentAt) },
      ...(answeredAt === undefined ? {} : { answeredAt: rounded(answeredAt) }),
      ...(error === undefined ? {} : { error }),
    })),
  };
}
