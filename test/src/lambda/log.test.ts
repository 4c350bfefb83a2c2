import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { asksForPowertools, chooseLog } from "../../../src/lambda/choose-log.ts";
import { decisionToMetrics } from "../../../src/lambda/delivery-metrics.ts";
import { createPlainLog } from "../../../src/lambda/log.ts";
import { createPowertoolsLog } from "../../../src/lambda/powertools.ts";
import type { Log } from "../../../src/ports/ports.ts";
import type { Decision } from "../../../src/read/decision.ts";
import { openDecision } from "../../../src/read/record.ts";

const IDS = {
  CallbackId: "c".repeat(36),
  ChannelArn: "arn:aws:chime:us-east-1:1:app-instance/a/channel/b",
  MessageId: "m1",
};
const decision = (changes: Partial<Decision>): Decision => ({ ...openDecision(IDS), outcome: "replied", ...changes });
const FAILURE = { fault: "configuration", fix: "Mend it." } as const;

/** The counts alone; times are told apart below. */
const countsOf = (changes: Partial<Decision>) =>
  Object.fromEntries(
    decisionToMetrics(decision(changes)).flatMap(({ name, unit, value }) => (unit === "Count" ? [[name, value]] : [])),
  );

describe("the metrics of a delivery", () => {
  it.each<[what: string, changes: Partial<Decision>, counts: Record<string, number>]>([
    ["a reply is counted as one, and nothing else is", {}, { Replied: 1 }],
    ["a failure reply", { outcome: "errored" }, { Errored: 1 }],
    ["a release", { outcome: "released" }, { Released: 1 }],
    ["a denial", { outcome: "denied" }, { Denied: 1 }],
    ["a delivery that was settled is a duplicate", { outcome: "settled" }, { Settled: 1, Duplicates: 1 }],
    ["a delivery that another holds is a duplicate", { outcome: "yielded" }, { Yielded: 1, Duplicates: 1 }],
    ["a release because we broke", { outcome: "failed" }, { Failed: 1, ReleasedBroken: 1 }],
    [
      "a callback that never went through is no release",
      { outcome: "failed", pending: true, error: { ...FAILURE, code: "CALLBACK_THROTTLED" } },
      { Failed: 1, LeftPending: 1, Throttles: 1 },
    ],
    [
      "an answer that could not be sent leaves nothing pending, and nothing as if it had been refused an answer",
      { outcome: "failed", unsent: true, error: { ...FAILURE, code: "SEND_FORBIDDEN" } },
      { Failed: 1, LeftUnsent: 1 },
    ],
    [
      "a permission that may be missing",
      { outcome: "settled", warnings: ["possible-missing-grant: 403"] },
      { Settled: 1, Duplicates: 1, PossibleMissingGrant: 1 },
    ],
    [
      "a permission that is missing",
      { outcome: "failed", pending: true, error: { ...FAILURE, code: "CALLBACK_NOT_GRANTED" } },
      { Failed: 1, LeftPending: 1, PossibleMissingGrant: 1 },
    ],
    [
      "a table that can't be used",
      { outcome: "failed", warnings: ["claims-unavailable: late"] },
      { Failed: 1, ReleasedBroken: 1, ClaimsUnavailable: 1 },
    ],
    [
      "what Lex throttles for good",
      { outcome: "errored", error: { ...FAILURE, code: "LEX_THROTTLED" } },
      { Errored: 1, Throttles: 1 },
    ],
    [
      "retries and losses by their number",
      {
        retries: { turn: 1, callback: 2, claims: 3, send: 4 },
        losses: [
          { what: "cut-text", where: "Messages[0].Content" },
          { what: "dropped-push", where: "PushNotification" },
        ] as unknown as Decision["losses"],
      },
      { Replied: 1, LexRetries: 1, CallbackRetries: 2, ClaimsRetries: 3, SendRetries: 4, Losses: 2 },
    ],
  ])("%s", (_what, changes, counts) => {
    expect(countsOf(changes)).toEqual({ Deliveries: 1, ...counts });
  });

  it("times what was done, and leaves out what was not", () => {
    const timesOf = (timings: Decision["timings"]) =>
      decisionToMetrics(decision({ timings })).filter(({ unit }) => unit === "Milliseconds");
    expect(timesOf({ total: 5 })).toEqual([]);
    expect(timesOf({ turn: 400, claims: 4, post: 30, total: 440, left: 59_560 })).toEqual([
      { name: "LexLatency", unit: "Milliseconds", value: 400 },
      { name: "CallbackLatency", unit: "Milliseconds", value: 30 },
      { name: "TimeLeft", unit: "Milliseconds", value: 59_560 },
    ]);
  });

  it("says that nothing is left, where the time was over", () => {
    const [left] = decisionToMetrics(decision({ timings: { total: 9, left: -20 } })).filter(
      ({ name }) => name === "TimeLeft",
    );
    expect(left?.value).toBe(0);
  });
});

/** What is written to standard output and to standard error, in its order. */
function written(run: () => void): string[] {
  const lines: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((chunk) => lines.push(`${stream.fd} ${chunk}`) > 0),
  );
  try {
    run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines;
}

const read = (line: string | undefined) => JSON.parse(line?.slice(2) ?? "") as Record<string, unknown>;

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe.each([
  ["the plain lines", createPlainLog],
  ["Powertools", createPowertoolsLog],
])("what the handler writes, by %s", (_by, makeLog) => {
  const deliver = (env: Record<string, string>, ...records: Decision[]) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    return written(() => {
      const log = makeLog(env);
      for (const record of records) log("info", "delivery", { ...record, requestId: "r1" });
    }).map(read);
  };

  it("is one line of the record, found by the message's id, and one of its metrics", () => {
    const [line, metrics, ...rest] = deliver({}, decision({}));
    expect(rest).toEqual([]);
    expect(line).toMatchObject({
      level: "INFO",
      message: "delivery",
      service: "chime-lex-bridge",
      correlation_id: "m1",
      function_request_id: "r1",
      delivery: { outcome: "replied", messageId: "m1" },
    });
    expect(metrics).toMatchObject({ service: "chime-lex-bridge", Deliveries: 1, Replied: 1, ColdStarts: 1 });
    expect(metrics?.["_aws"]).toMatchObject({
      CloudWatchMetrics: [{ Namespace: "ChimeLexBridge", Dimensions: [["service"]] }],
    });
  });

  it("counts a container's first delivery as its cold start, and no other", () => {
    const lines = deliver({}, decision({}), decision({ outcome: "released" }));
    expect(lines.filter((line) => "_aws" in line).map((line) => line["ColdStarts"])).toEqual([1, undefined]);
    expect(lines.at(-1)).not.toHaveProperty("Replied");
  });

  it("takes namespace and service from the variables that Powertools users know", () => {
    const env = { POWERTOOLS_METRICS_NAMESPACE: "Mine", POWERTOOLS_SERVICE_NAME: "chat" };
    const [line, metrics] = deliver(env, decision({}));
    expect(line).toMatchObject({ service: "chat" });
    expect(metrics).toMatchObject({ service: "chat", _aws: { CloudWatchMetrics: [{ Namespace: "Mine" }] } });
  });

  it("is the record alone where metrics are turned off", () => {
    const lines = deliver({ POWERTOOLS_METRICS_DISABLED: "true" }, decision({}));
    expect(lines.map((line) => line["message"])).toEqual(["delivery"]);
  });

  it("says what is no delivery without a metric and without another's id", () => {
    const lines = written(() => makeLog({})("info", "claims", { problem: "In memory.", fix: "Set one." }));
    expect(lines).toHaveLength(1);
    expect(read(lines[0])).not.toHaveProperty("correlation_id");
  });
});

describe("the plain lines and those of Powertools", () => {
  const both = (env: Record<string, string>, say: (log: Log) => void): [string[], string[]] => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_790_000_000_123 });
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    return [written(() => say(createPlainLog(env))), written(() => say(createPowertoolsLog(env)))];
  };

  it.each<[what: string, env: Record<string, string>]>([
    ["no variable", {}],
    ["a service and a namespace", { POWERTOOLS_SERVICE_NAME: " chat ", POWERTOOLS_METRICS_NAMESPACE: "Mine" }],
    ["no metrics", { POWERTOOLS_METRICS_DISABLED: "true" }],
    ["metrics", { POWERTOOLS_METRICS_DISABLED: "false" }],
    ["a trace with its fields", { _X_AMZN_TRACE_ID: "Root=1-5759e988-bd862e3f;Parent=557abcec;Sampled=1" }],
    ["a trace without a root", { _X_AMZN_TRACE_ID: "Parent=557abcec;Sampled=1" }],
    ["a bare trace", { _X_AMZN_TRACE_ID: "1-5759e988-bd862e3f" }],
    ["Lambda's own level and time zone", { AWS_LAMBDA_LOG_LEVEL: "INFO", TZ: ":UTC" }],
  ])("are the same with %s", (_what, env) => {
    const record = decision({ timings: { total: 5, left: 3, turn: 2 }, warnings: ["a: b"] });
    const [plain, powertools] = both(env, (log) => {
      log("info", "wire", { wire: "lean", reason: "the environment asks for nothing else" });
      log("warn", "claims", { problem: "In memory.", fix: "" });
      for (const level of ["info", "warn", "error"] as const) {
        log(level, "delivery", { ...record, requestId: "r1" });
        log(level, "delivery", { ...record, messageId: "", requestId: "" });
        log(level, "delivery", { ...record, messageId: undefined, nothing: null });
      }
    });
    expect(plain).toEqual(powertools);
  });

  it("are the same for any fields", () => {
    const key = fc.string({ unit: "grapheme" });
    const fields = fc
      .dictionary(key, fc.oneof(fc.jsonValue(), fc.constant(undefined)), { noNullPrototype: true })
      // At whatever depth, Powertools loses such a member.
      .filter((some) => !JSON.stringify(some).includes('"__proto__":'));
    fc.assert(
      fc.property(fields, (some) => {
        const [plain, powertools] = both({}, (log) => log("info", "hook", some));
        expect(plain).toEqual(powertools);
      }),
    );
  });
});

describe("Powertools writes", () => {
  it.each<[name: string, value: string, asks: boolean]>([
    ["POWERTOOLS_SERVICE_NAME", "chat", false],
    ["POWERTOOLS_METRICS_NAMESPACE", "Mine", false],
    ["POWERTOOLS_METRICS_DISABLED", "true", false],
    ["POWERTOOLS_METRICS_DISABLED", "1", true],
    ["POWERTOOLS_LOG_LEVEL", "WARN", true],
    ["POWERTOOLS_LOGGER_SAMPLE_RATE", "0.1", true],
    ["POWERTOOLS_DEV", "true", true],
    ["POWERTOOLS_DEV", "", false],
    ["LOG_LEVEL", "ERROR", true],
    ["AWS_LAMBDA_LOG_LEVEL", "INFO", false],
    ["AWS_LAMBDA_LOG_LEVEL", "WARN", true],
    ["AWS_LAMBDA_MAX_CONCURRENCY", "10", true],
    ["TZ", ":UTC", false],
    ["TZ", "Europe/Berlin", true],
    ["AWS_REGION", "us-east-1", false],
  ])("where %s is %j: %s", (name, value, asks) => {
    expect(asksForPowertools({ [name]: value })).toBe(asks);
  });

  it.each(["POWERTOOLS_LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL"])(
    "the metrics alone where %s is WARN, and the record of what went wrong too",
    (variable) => {
      vi.stubEnv(variable, "WARN");
      const kinds = (level: "info" | "warn") =>
        written(() => createPowertoolsLog({})(level, "delivery", { ...decision({}) }))
          .map(read)
          .map((line) => ("_aws" in line ? "metrics" : line["level"]));
      expect(kinds("info")).toEqual(["metrics"]);
      expect(kinds("warn")).toEqual(["WARN", "metrics"]);
    },
  );

  it("what was said before it was loaded, in its order, at the level that its variable asks for", async () => {
    vi.stubEnv("POWERTOOLS_LOG_LEVEL", "WARN");
    const said: unknown[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      // Others write here too, such as Node with a warning.
      vi.spyOn(stream, "write").mockImplementation((chunk) => {
        const line = String(chunk);
        if (line.startsWith("{")) said.push(JSON.parse(line).message);
        return true;
      }),
    );
    try {
      const log = chooseLog({ POWERTOOLS_LOG_LEVEL: "WARN" });
      log("info", "wire", { wire: "lean" });
      log("warn", "claims", { problem: "In memory." });
      log("error", "configuration", { code: "CONFIG_INVALID" });
      // Loading takes as long as it takes.
      await vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(2), { timeout: 15_000 });
      expect(said).toEqual(["claims", "configuration"]);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});
