import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { idsToClaimId } from "../../src/post/claim-calls.ts";
import type { FaultInput, Processor } from "../../tools/emulator/index.ts";
import { textToFailedEvents } from "../../tools/operate/failed-events.ts";
import { createRedrive } from "../../tools/operate/redrive.ts";
import { SYMPTOMS, shows, symptomToCondition, symptomToPlace } from "../../tools/operate/symptoms.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "../claims/table.ts";
import { type Standing, standUp } from "./emulator.ts";

const runbook = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8");
const ROWS = [...runbook.matchAll(/^\| \[([^|]+)\]\(#([^)]+)\) \| `([^`]+)` \| `([^`]+)` \|/gm)].map(
  ([, symptom = "", anchor = "", line = "", metric = ""]) => ({ symptom, anchor, line, metric }),
);

interface Scene {
  readonly env?: Record<string, string>;
  readonly fault?: FaultInput;
  readonly withTable?: true;
  /** An attempt claimed the delivery, asked Lex, and was never heard of again. */
  readonly diedBefore?: true;
  readonly functionTimeoutMs?: number;
  readonly retryDelaysMs?: number[];
  /** What the channel holds in the end. */
  readonly status?: "PENDING";
}

const ALWAYS = 1_000;
/** How each symptom of the page comes about. */
const SCENES: Readonly<Record<string, Scene>> = {
  "message pending": {
    fault: { name: "refuse", operation: "callback", status: "503", times: ALWAYS },
    functionTimeoutMs: 2_000,
    retryDelaysMs: [],
    status: "PENDING",
  },
  "message pending, because a permission is missing": {
    fault: { name: "refuse", operation: "callback", status: "403", times: ALWAYS },
    withTable: true,
    retryDelaysMs: [],
    status: "PENDING",
  },
  "in `reply`: the bot's answer is missing": {
    env: { CHIME_LEX_DELIVERY: "reply" },
    fault: { name: "refuse", operation: "send", status: "403", times: ALWAYS },
    retryDelaysMs: [],
  },
  "bot silent, message as it came": { env: { CHIME_LEX_STANDARD_MESSAGES: "NONE" } },
  "bot silent, for every message": { env: { CHIME_LEX_ONFAILURE: "deny" } },
  '`{"Code":403}` in the channel': { fault: { name: "lex-error", status: "403" } },
  "duplicate replies": { fault: { name: "redeliver", times: 1 } },
  "a reply that is cut": { fault: { name: "oversize" } },
  "throttled by Lex": { fault: { name: "throttle", operation: "lex", times: ALWAYS }, functionTimeoutMs: 3_000 },
  "throttled by Chime": {
    fault: { name: "throttle", operation: "callback", times: ALWAYS },
    functionTimeoutMs: 2_000,
    retryDelaysMs: [],
    status: "PENDING",
  },
  "slow replies": { fault: { name: "throttle", operation: "lex", times: 1 } },
  '`{"Code":504}` in the channel': { fault: { name: "hang", operation: "lex" }, functionTimeoutMs: 2_000 },
  "a failure instead of a reply, once": { withTable: true, diedBefore: true },
  "claims unavailable": { env: { CHIME_LEX_CLAIMS_TABLE: "no-such-table" } },
  "many answers are failures": { fault: { name: "lex-error", status: "424" } },
  "in `reply`: the answer comes a minute late": {
    env: { CHIME_LEX_DELIVERY: "reply" },
    fault: { name: "hang", operation: "callback", times: 1 },
    withTable: true,
    functionTimeoutMs: 3_000,
    retryDelaysMs: [],
  },
};

describe("the runbook", () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.close());

  it("has a scene for each of its symptoms", () => {
    expect(ROWS.map(({ symptom }) => symptom)).toEqual(Object.keys(SCENES));
  });

  it("is what the sources know of it: symptoms, lines, metrics and places", () => {
    expect(ROWS.map(({ symptom: title, line, metric }) => ({ title, line, metric }))).toEqual(SYMPTOMS);
    expect(ROWS.map(({ anchor }) => `docs/runbook.md#${anchor}`)).toEqual(SYMPTOMS.map(symptomToPlace));
  });

  it.each(SYMPTOMS)("$title: has a query to paste, and what to do", (symptom) => {
    const title = `${symptom.title[0]?.toUpperCase()}${symptom.title.slice(1)}`;
    const [, query = "", what = ""] =
      runbook.split(`## ${title}\n`)[1]?.match(/^\n```text\n([\s\S]*?)```\n\n(.+)\n/) ?? [];
    const [filter, ...steps] = query.trimEnd().split("\n");
    expect(filter).toBe(`filter message = "delivery" and ${symptomToCondition(symptom)}`);
    expect(steps.filter((step) => !/^\| (fields|stats|sort|limit) /.test(step))).toEqual([]);
    expect(steps.length).toBeGreaterThanOrEqual(1);
    expect(what.length).toBeGreaterThan(20);
  });

  it.each(ROWS)("$symptom: the line and the metric are written that it names", async ({ symptom, line, metric }) => {
    const { env, fault, withTable, diedBefore, status, ...options } = SCENES[symptom] ?? {};
    const claims = { CHIME_LEX_CLAIMS_TABLE: table.table };
    const standing = await standUp(
      { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint, ...(withTable ? claims : {}), ...env },
      options,
    );
    try {
      if (diedBefore) standing.emulator.setProcessor(afterDeadAttempt(standing, table));
      if (fault) standing.emulator.namedFaults.add(fault);
      await standing.emulator.send({ content: "Hello" });
      const records = () => standing.output.flatMap((text) => (text.startsWith("{") ? [JSON.parse(text)] : []));
      await expect.poll(() => records().some((record) => shows(record, { line })), { timeout: 15_000 }).toBe(true);
      await expect.poll(() => metricsSum(records(), metric), { timeout: 5_000 }).toBeGreaterThan(0);
      await expect.poll(() => standing.emulator.messages()[0]?.Status.Value).toBe(status ?? "SENT");
    } finally {
      await closeOf(standing);
    }
  });
});

/** Alarms that the page names beside a metric of AWS's own, which nothing here writes. */
const SILENT = [...runbook.matchAll(/^\| [^|]+ \| [^|`]+`(\w+)` \| `(\w+)` \|/gm)].map(
  ([, metric = "", alarm = ""]) => ({ metric, alarm }),
);
const template = parse(readFileSync(new URL("../../deploy/template.yaml", import.meta.url), "utf8"), {
  logLevel: "silent",
});
const HOUR_MS = 3_600_000;

describe("what no line of ours tells", () => {
  it("has an alarm on the metric that the page names", () => {
    expect(SILENT.map(({ alarm }) => alarm)).toEqual(["EventsDropped", "FailedEventsOld"]);
    for (const { metric, alarm } of SILENT) {
      expect(template.Resources[`${alarm}Alarm`].Properties).toMatchObject({ MetricName: metric });
    }
  });

  it("EventsDropped: every attempt dies, nothing is written, and the message stays pending", async () => {
    const standing = await standUp();
    try {
      standing.emulator.namedFaults.add({ name: "crash", at: "start", times: ALWAYS });
      await standing.emulator.send({ content: "Hello" });
      const attempts = () => standing.emulator.deliveries()[0]?.invocations ?? [];
      await expect.poll(() => attempts().filter(({ error }) => error !== undefined).length).toBe(3);
      expect(standing.output.filter((text) => text.includes('"delivery"'))).toEqual([]);
      expect(standing.emulator.messages()[0]?.Status.Value).toBe("PENDING");
    } finally {
      await closeOf(standing);
    }
  });

  it("FailedEventsOld: it goes off while the event can still be redriven, and after 48 hours none can", async () => {
    const standing = await standUp({}, { functionTimeoutMs: 2_000, retryDelaysMs: [] });
    try {
      standing.emulator.namedFaults.add({ name: "refuse", operation: "callback", status: "503", times: ALWAYS });
      await standing.emulator.send({ content: "Hello" });
      const delivery = () => standing.emulator.deliveries()[0];
      await expect.poll(() => delivery()?.invocations[0]?.error, { timeout: 5_000 }).toBeDefined();
      const [failed] = textToFailedEvents(JSON.stringify(delivery()?.event));
      if (!failed) return expect.fail("There is no failed event.");
      const fateAfter = async (ms: number) => {
        const tools = { how: "release", isDry: true, now: () => Date.now() + ms } as Parameters<
          typeof createRedrive
        >[0];
        return (await createRedrive(tools)(failed)).fate;
      };
      const alarmMs = template.Resources.FailedEventsOldAlarm.Properties.Threshold * 1_000;
      const heldMs = template.Resources.Function.Properties.EventInvokeConfig.MaximumEventAgeInSeconds * 1_000;
      expect(await fateAfter(alarmMs + heldMs + 12 * HOUR_MS)).toBe("would-release");
      expect(await fateAfter(48 * HOUR_MS)).toBe("expired");
    } finally {
      await closeOf(standing);
    }
  });
});

function afterDeadAttempt({ processor }: Standing, { table, endpoint }: TestTable): Processor {
  const claims = createDynamoClaims({ table, endpoint, now: Date.now, ...TABLE_ACCESS });
  return async (event, context) => {
    const { signal } = new AbortController();
    const id = idsToClaimId({ ...event.ChannelMessage, CallbackId: event.CallbackId });
    await claims.write(id, { kind: "claim", by: "a dead attempt", until: Date.now() - 1_000 }, { signal });
    return processor(event, context);
  };
}

function metricsSum(records: readonly Record<string, unknown>[], name: string): number {
  return records
    .flatMap((record) => ("_aws" in record ? Number(record[name] ?? 0) : []))
    .reduce((sum, one) => sum + one, 0);
}

async function closeOf(standing: Standing): Promise<void> {
  standing.emulator.reset();
  await standing.close();
}
