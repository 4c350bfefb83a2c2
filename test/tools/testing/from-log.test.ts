import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Decision } from "../../../src/read/decision.ts";
import { readCases } from "../../../tools/testing/case-folder.ts";
import { findRecords } from "../../../tools/testing/from-log/find-records.ts";
import { placeholder, placeholderMessages } from "../../../tools/testing/from-log/placeholder.ts";
import { logToCases } from "../../../tools/testing/from-log/write-case.ts";
import { CASE_CONFIG, playCase, runCases } from "../../../tools/testing/run-cases.ts";

const cases = readCases(new URL("../../../fixtures/cases", import.meta.url));
/** Ones whose configuration is the usual one: a record doesn't hold it. */
const usual = cases.filter(({ about }) => about.config === undefined && about.outcome !== "failed");

let into: string;
beforeEach(() => {
  into = mkdtempSync(join(tmpdir(), "from-log-"));
});
afterEach(() => rmSync(into, { recursive: true }));

const recordOf = async (name: string, config = CASE_CONFIG): Promise<Decision> => {
  const one = cases.find((other) => other.name === name);
  return (await playCase(one as (typeof cases)[number], config)).decision;
};

describe("a decision record becomes a case", () => {
  it("that ends as the delivery did, for every one of our cases", async () => {
    const told: string[] = [];
    const others: string[] = [];
    for (const one of usual) {
      const { decision } = await playCase(one, CASE_CONFIG);
      const { written, skipped } = await logToCases(JSON.stringify(decision), {
        into: join(into, one.name),
        config: CASE_CONFIG,
      });
      const differences = written.flatMap((made) => made.differences.map(({ what, how }) => `${what} ${how ?? ""}`));
      if (written.some(({ lossesOfRecord }) => lossesOfRecord)) others.push(one.name);
      if (differences.length + skipped.length > 0) told.push(`${one.name}: ${JSON.stringify([differences, skipped])}`);
    }
    expect(told).toEqual([]);
    // Where the words decide what is lost, placeholders lose something else, and the case says so.
    expect(others).toEqual([
      "a-card-too-large-alone-gives-up-title-then-buttons",
      "a-custom-payload-is-kept-whole-or-dropped",
      "ten-messages-in-a-wide-script-fit-after-cutting",
      "the-last-buttons-go-when-nothing-else-is-left-to-give",
      "trailing-messages-go-but-the-last-card-with-buttons-stays",
    ]);
    expect(usual.length).toBeGreaterThan(50);
    const results = await runCases(into);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it("with words of the same length in place of those it doesn't hold, which case.json names", async () => {
    const record = await recordOf("a-plain-text-reply-takes-the-place-of-the-question");
    const { written } = await logToCases(JSON.stringify(record), { into, config: CASE_CONFIG });
    const folder = written[0]?.folder ?? "";
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
    expect(written[0]?.name).toBe("replied-Welcome-6e4f7c2a");
    expect(readdirSync(folder)).toEqual([
      "1-event.json",
      "2-turn-request.json",
      "3-turn-result.json",
      "4-callback.json",
      "case.json",
    ]);
    expect(read("case.json")).toMatchObject({
      outcome: "replied",
      source: expect.stringMatching(/words as letters of the same length/),
      placeholders: ["1-event.json ChannelMessage.Content", "3-turn-result.json messages"],
    });
    expect(read("1-event.json").ChannelMessage.Content).toBe("lorem");
    expect(read("2-turn-request.json").sessionId).toBe(record.sessionId);
    expect(Buffer.byteLength(read("4-callback.json").ChannelMessage.Content)).toBe(record.sizes.content);
  });

  it("with the real words where logContent was on, and then nothing is made up", async () => {
    const record = await recordOf("all-four-message-types-keep-their-order", { ...CASE_CONFIG, logContent: true });
    const { written } = await logToCases(JSON.stringify(record), { into, config: CASE_CONFIG });
    expect(written[0]?.placeholders).toEqual([]);
    const [made] = readCases(written[0]?.folder ?? "");
    expect(made?.about).not.toHaveProperty("placeholders");
    expect(made?.turnResult).toMatchObject({ messages: record.content?.messages });
  });

  it("that fails as Lex did, with a status where there was one and a code where there was none", async () => {
    const record = await recordOf("a-Lex-500-becomes-a-lex-error");
    const late = { ...record, error: { code: "LEX_TIMEOUT", fault: "bot", fix: "…" }, messageId: "late00000001" };
    const { written } = await logToCases([record, late].map((one) => JSON.stringify(one)).join("\n"), {
      into,
      config: CASE_CONFIG,
    });
    expect(written.map(({ differences }) => differences)).toEqual([[], []]);
    expect(readCases(into).map(({ turnFailure }) => turnFailure)).toEqual([
      { status: 500, name: "InternalServerException" },
      { code: "LEX_TIMEOUT" },
    ]);
  });

  it("and says where the configuration must have been another", async () => {
    const record = { ...(await recordOf("a-plain-text-reply-takes-the-place-of-the-question")), outcome: "denied" };
    const { written } = await logToCases(JSON.stringify(record), { into, config: CASE_CONFIG });
    expect(written[0]?.differences[0]).toMatchObject({ what: "outcome", how: "denied → released" });
  });
});

describe("what is no case", () => {
  it("is skipped with the reason: what another attempt settled, and what is there already", async () => {
    const record = await recordOf("a-plain-text-reply-takes-the-place-of-the-question");
    const log = [record, { ...record, outcome: "settled" }, record].map((one) => JSON.stringify(one)).join("\n");
    const { written, skipped } = await logToCases(log, { into, config: CASE_CONFIG });
    expect(written).toHaveLength(1);
    expect(skipped.map(({ why }) => why)).toEqual([
      "No case can show it: settled.",
      expect.stringMatching(/replied-Welcome-6e4f7c2a is there already\.$/),
    ]);
  });

  it.each([
    ["a log without a record", "START RequestId: 1\n{}\n", undefined, /There is no decision record\. Give the log/],
    ["another message's", undefined, "other", /There is no decision record of message other\./],
  ])("%s is one error", async (_what, log, messageId, told) => {
    const record = JSON.stringify(await recordOf("a-plain-text-reply-takes-the-place-of-the-question"));
    const options = { into, config: CASE_CONFIG, ...(messageId ? { messageId } : {}) };
    await expect(logToCases(log ?? record, options)).rejects.toThrow(told);
  });
});

describe("records are found", () => {
  it.each<[what: string, wrap: (record: Decision) => string]>([
    ["alone", (record) => JSON.stringify(record, null, 2)],
    ["in the handler's log line", (record) => JSON.stringify({ level: "INFO", message: "delivery", delivery: record })],
    [
      "after what a console puts before it, between other lines",
      (record) => `START\n2026-11-24T09:30:00Z [stream] ${JSON.stringify({ delivery: record })}\nEND {broken\n`,
    ],
    [
      "in an export of CloudWatch Logs, whose lines are texts",
      (record) => JSON.stringify({ events: [{ message: `2026 INFO ${JSON.stringify({ delivery: record })}\n` }] }),
    ],
  ])("%s", async (_what, wrap) => {
    const record = await recordOf("a-control-message-is-released");
    expect(findRecords(wrap(record))).toMatchObject([{ messageId: record.messageId, outcome: "released" }]);
  });
});

describe("placeholders", () => {
  it("are as long as what they stand for, and end in no white space", () => {
    fc.assert(
      fc.property(fc.nat(3_000), (length) => {
        expect(placeholder(length)).toHaveLength(length);
        expect(placeholder(length)).toBe(placeholder(length).trim());
      }),
    );
  });

  it("make an envelope of exactly the size of the record's, whatever it was from the smallest on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 12_000 }), (bytes) => {
        const record = { sizes: { contentBefore: bytes }, losses: [] };
        const messages = placeholderMessages(record as unknown as Parameters<typeof placeholderMessages>[0]);
        const envelope = messages.map(({ content }) => ({ Content: content, ContentType: "PlainText" }));
        expect(JSON.stringify({ Messages: envelope })).toHaveLength(bytes);
        expect(messages.every(({ content }) => (content?.length ?? 0) <= 1024)).toBe(true);
      }),
    );
  });
});
