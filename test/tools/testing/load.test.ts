import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { Conversation } from "../../../tools/testing/conversation/script/script.ts";
import { loadToReport, loadToText, percentile } from "../../../tools/testing/load/load-report.ts";
import { loadToSvg } from "../../../tools/testing/load/load-to-svg.ts";
import { duesOf, type LoadPlan, messagesDue } from "../../../tools/testing/load/plan.ts";
import { type LoadSample, runLoad, type TimedAnswer } from "../../../tools/testing/load/run-load.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

const plan = (more: Partial<LoadPlan> = {}): LoadPlan => ({ users: 1, rate: 10, seconds: 1, messages: 100, ...more });
const CONVERSATION: Conversation = {
  title: "Hello",
  file: "hello.yaml",
  steps: [{ kind: "user", line: 3, user: { text: "Hello" } }],
};
const ANSWER: TimedAnswer = { messages: [{ contentType: "PlainText", content: "Hi" }], attributes: {}, to: [] };

/** A load in virtual time, by a user whose answers take as long as the list says, and then no time. */
async function loadOf(
  serviceMs: readonly number[],
  {
    answer = ANSWER,
    conversation = CONVERSATION,
    ...more
  }: Partial<Parameters<typeof runLoad>[0]> & {
    answer?: TimedAnswer | BridgeError;
  } = {},
) {
  let time = 5_000;
  const left = [...serviceMs];
  return runLoad({
    plan: plan(),
    conversation,
    graceMs: 60_000,
    clock: {
      now: () => time,
      until: async (at) => {
        time = Math.max(time, at);
      },
    },
    open: async () => ({
      seesTurns: true,
      say: async () => {
        time += left.shift() ?? 0;
        if (answer instanceof BridgeError) throw answer;
        return answer;
      },
      renew: async () => {},
      close: async () => {},
    }),
    ...more,
  });
}
const latencies = (samples: readonly LoadSample[]) => samples.map(({ dueAt, answeredAt = -1 }) => answeredAt - dueAt);

describe("a load", () => {
  it("is due evenly, the users taking turns, whatever is answered when", () => {
    const three = plan({ users: 3, rate: 10, messages: 5 });
    expect([0, 1, 2].map((user) => [...duesOf(three, user)])).toEqual([[0, 300], [100, 400], [200]]);
    expect(messagesDue(plan({ rate: 10, seconds: 2, messages: 5 }))).toBe(5);
    expect(messagesDue(plan({ rate: 0.1, seconds: 1, messages: 5 }))).toBe(1);
  });

  it("counts what was sent late because of a slow answer from when it was due", async () => {
    const { samples } = await loadOf([500]);
    expect(latencies(samples)).toEqual([500, 400, 300, 200, 100, 0, 0, 0, 0, 0]);
    expect(samples.map(({ sentAt }) => sentAt).slice(0, 7)).toEqual([0, 500, 500, 500, 500, 500, 600]);
    const report = loadToReport(await loadOf([500]));
    expect([report.behindMs, report.latencyMs?.p50, report.passed]).toEqual([400, 0, true]);
    expect(loadToText(report)).toContain("users were behind by 400 ms at most");
  });

  it("doesn't send for ever: what is due and can't be sent in time is told as never sent, and fails", async () => {
    const report = loadToReport(await loadOf([700, 900, 5_000], { graceMs: 1_000 }));
    expect(report.messages).toEqual({ sent: 3, answered: 3, silent: 0, failed: 0, unsent: 7 });
    expect(report.passed).toBe(false);
  });

  it("ends when it is told to, and what it then didn't send is nobody's failure", async () => {
    let heard = 0;
    const run = await loadOf([], { heard: () => heard++, stopped: () => heard >= 4 });
    const report = loadToReport(run);
    expect([report.messages.sent, report.messages.unsent, report.wasStopped, report.passed]).toEqual([
      4,
      6,
      true,
      true,
    ]);
    expect(loadToText(report)).toContain("stopped before its end");
  });

  it("counts errors by their code, and none of them as an answer", async () => {
    const throttled = loadToReport(await loadOf([], { answer: new BridgeError("SEND_THROTTLED") }));
    expect([throttled.errors, throttled.messages.answered, throttled.latencyMs]).toEqual([
      { SEND_THROTTLED: 10 },
      0,
      undefined,
    ]);
    const said = (more: Partial<TimedAnswer>) => loadOf([], { answer: { ...ANSWER, messages: [], ...more } });
    const errorsOf = async (more: Partial<TimedAnswer>) => loadToReport(await said(more)).errors;
    expect(await errorsOf({ error: 429 })).toEqual({ "lex-error 429": 10 });
    expect(loadToReport(await said({ error: 429 })).passed).toBe(false);
    expect(await errorsOf({ error: 429, decision: { error: new BridgeError("LEX_THROTTLED") as never } })).toEqual({
      LEX_THROTTLED: 10,
    });
    expect(await errorsOf({ problem: "no answer came in time" })).toEqual({ UNANSWERED: 10 });
    expect(loadToReport(await said({})).messages).toMatchObject({ answered: 0, silent: 10, failed: 0 });
  });

  it("fails where a conversation isn't as its script, and shows the first that isn't", async () => {
    const bot = { kind: "bot", line: 4, bot: { text: "Good morning" } } as const;
    const run = await loadOf([], { conversation: { ...CONVERSATION, steps: [...CONVERSATION.steps, bot] } });
    expect(run.conversations).toEqual({ held: 10, asScripted: 0 });
    expect(run.miss?.turns[0]?.misses[0]?.expected).toBe('"Good morning"');
    expect(loadToReport(run).passed).toBe(false);
  });

  it("takes no script that lets time pass, sets faults or says nothing", async () => {
    const steps = (step: Conversation["steps"][number]) => ({ ...CONVERSATION, steps: [...CONVERSATION.steps, step] });
    for (const [conversation, why] of [
      [steps({ kind: "wait", line: 4, ms: 1_000 }), /hello\.yaml can't be held under load: it lets time pass/],
      [steps({ kind: "fault", line: 4, named: "none" }), /can't be held under load: it sets faults/],
      [{ ...CONVERSATION, steps: [] }, /hello\.yaml has no user step/],
    ] as const) {
      await expect(loadOf([], { conversation })).rejects.toThrow(why);
    }
  });

  it("takes for a percentile the value of the nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    expect([0.5, 0.9, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 90, 95, 99, 100]);
    expect(percentile([7], 0.5)).toBe(7);
  });
});

describe("the plot of a load", () => {
  const sample = (dueAt: number, ms: number): LoadSample => ({
    dueAt,
    sentAt: dueAt,
    answeredAt: dueAt + ms,
    isSilent: false,
  });
  const hundred = Array.from({ length: 100 }, (_, at) => sample(at * 100, 10 + at));
  const failed = { dueAt: 5_000, sentAt: 5_000, isSilent: true, error: "UNANSWERED" };

  it("draws the median, the 95th percentile and the worst over time, and a cross for each failure", () => {
    const svg = loadToSvg({ plan: plan(), samples: [...hundred, failed] });
    const points = (name: string) =>
      new RegExp(`class="line ${name}"[^>]* points="([^"]*)"`).exec(svg)?.[1]?.split(" ");
    expect(points("p50")).toHaveLength(5);
    const heights = (name: string) => points(name)?.map((point) => Number(point.split(",")[1])) ?? [];
    for (const [at, height] of heights("p50").entries()) expect(height).toBeGreaterThan(heights("max")[at] ?? 0);
    expect(heights("max").toSorted((a, b) => b - a)).toEqual(heights("max"));
    expect(svg.match(/class="dot"/g)).toHaveLength(100);
    // One of the failure, and one of the legend.
    expect(svg.match(/class="bad"/g)).toHaveLength(2);
    expect(svg).toContain("100 answered, 1 failed");
  });

  it("is light or dark as its reader's system is, and a number everywhere, whatever it is given", () => {
    const many = Array.from({ length: 2_000 }, (_, at) => sample(at, 10));
    for (const samples of [[], [failed], [sample(0, 0)], hundred, many]) {
      const svg = loadToSvg({ plan: plan(), samples });
      expect(svg).toContain("@media (prefers-color-scheme:dark)");
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
    expect(loadToSvg({ plan: plan(), samples: many })).not.toContain('class="dot"');
  });
});

describe("load", () => {
  let cwd: string;
  const ended = new Promise<void>(() => {});
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), "load-"));
    await writeFile(
      join(cwd, "balance.yaml"),
      `title: Balance\nbot: ${BANK_BOT}\nturns:\n  - user: Check balance\n  - bot: For which account?\n  - bot: { card: Your accounts, elicits: AccountType }\n  - user: { press: Savings }\n  - bot: { pattern: last four digits }\n`,
    );
    return () => rm(cwd, { recursive: true });
  });
  const load = (argv: readonly string[], more: object = {}) =>
    command(["load", "--script", "balance.yaml", "--rate", "200", ...argv], { cwd, ended: () => ended, ...more });

  it("holds a conversation again and again, each from its beginning, writes JSON and a plot, and shows no progress in a pipe", async () => {
    const { code, out, err } = await load(["--users", "2", "--messages", "12", "--plot", "load.svg", "--json"]);
    const report = JSON.parse(out);
    expect(report.messages).toEqual({ sent: 12, answered: 12, silent: 0, failed: 0, unsent: 0 });
    expect(report.conversations).toEqual({ held: 6, asScripted: 6 });
    expect(report.samples).toHaveLength(12);
    expect([code, report.passed, err]).toEqual([0, true, expect.not.stringContaining("answered")]);
    expect(Object.values(report.latencyMs).every((ms) => (ms as number) > 0)).toBe(true);
    expect(await readFile(join(cwd, "load.svg"), "utf8")).toContain("<polyline");
    expect((await load(["--users", "1", "--messages", "2", "--plot", "load.svg"])).code).toBe(0);
  });

  it("answers in the bot's own name too, and shows its progress on a terminal", async () => {
    const { code, out, err } = await load(["--users", "2", "--messages", "4", "--delivery", "reply"], {
      isTerminal: true,
    });
    expect([code, err]).toEqual([0, expect.stringContaining("4 of 4 messages answered")]);
    expect(out).toContain("conversations 2, as scripted 2\n");
    expect(out).toMatch(/p50 +p90 +p95 +p99 +max\n/);
  });

  it("tells what Chime refuses over its rates, by code, and ends with 1", async () => {
    const { code, out } = await load(["--users", "4", "--messages", "12", "--rates", "channel=1,bearer=1", "--json"]);
    const { errors, messages } = JSON.parse(out);
    expect([code, errors["SEND_THROTTLED"]]).toEqual([1, messages.failed]);
    expect(messages.failed).toBeGreaterThan(0);
  });

  it("ends with 1 and shows a conversation that isn't as its script", async () => {
    await writeFile(
      join(cwd, "balance.yaml"),
      `title: Wrong\nbot: ${BANK_BOT}\nturns:\n  - user: Hello\n  - bot: Nonsense\n`,
    );
    const { code, err, out } = await load(["--users", "1", "--messages", "2"]);
    expect([code, err]).toEqual([1, expect.stringContaining('expected "Nonsense"')]);
    expect(out).toContain("conversations 2, as scripted 0\n");
  });

  it("takes no address and no more than its ceilings, and writes over nothing but a plot", async () => {
    for (const [argv, what] of [
      [["--url", "http://127.0.0.1:4870"], /unknown option '--url'/],
      [["--live", "arn:aws:lex:x"], /unknown option '--live'/],
      [["--users", "201"], /from 1 to 200/],
      [["--rate", "501"], /from 0\.1 to 500/],
      [["--rate", "0"], /from 0\.1 to 500/],
      [["--seconds", "601"], /from 1 to 600/],
      [["--messages", "20001"], /from 1 to 20000/],
      [["--plot", "load.png"], /--plot takes a file that ends in \.svg/],
      [["--plot", "mine.svg"], /mine\.svg is there already, and no report/],
    ] as const) {
      await writeFile(join(cwd, "mine.svg"), "<svg><circle/></svg>");
      const { code, err } = await load(argv);
      expect([code, err]).toEqual([2, expect.stringMatching(what)]);
    }
    expect(existsSync(join(cwd, "load.png"))).toBe(false);
  });
});
