import { afterEach, describe, expect, it, vi } from "vitest";
import { decisionToMetrics } from "../../../src/lambda/delivery-metrics.ts";
import { createLog } from "../../../src/lambda/log.ts";
import { withMetrics } from "../../../src/lambda/metrics.ts";
import { type Decision, openDecision } from "../../../src/read/record.ts";

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
      "a grant that may be missing",
      { outcome: "settled", warnings: ["possible-missing-grant: 403"] },
      { Settled: 1, Duplicates: 1, PossibleMissingGrant: 1 },
    ],
    [
      "a grant that is missing",
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

describe("what the handler writes", () => {
  afterEach(() => vi.unstubAllEnvs());

  /** Powertools writes to a console of its own, on standard output. */
  function written(run: () => void): Record<string, unknown>[] {
    const lines: string[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    try {
      run();
    } finally {
      spy.mockRestore();
    }
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const deliver = (env: Record<string, string>, ...records: Decision[]) =>
    written(() => {
      const log = withMetrics(createLog(env), env);
      for (const record of records) log("info", "delivery", { ...record, requestId: "r1" });
    });

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
    vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "true");
    expect(deliver({}, decision({})).map((line) => line["message"])).toEqual(["delivery"]);
  });

  it("says what is no delivery without a metric and without another's id", () => {
    const lines = written(() =>
      withMetrics(createLog({}), {})("info", "claims", { problem: "In memory.", fix: "Set one." }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toHaveProperty("correlation_id");
  });
});
