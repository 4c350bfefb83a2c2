import { describe, expect, it, vi } from "vitest";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { openOffice } from "../handoff/office.ts";
import { useVirtualTime } from "./virtual-time.ts";

useVirtualTime();

type Refused = Readonly<Record<string, number>>;

/** An office whose table refuses the credentials of so many calls of each name, one after the other. */
function open(delivery: "replace" | "reply", refused: Refused) {
  const left = { ...refused };
  const office = openOffice({
    delivery,
    config: { handoff: undefined },
    before: (call) => {
      const times = left[call] ?? 0;
      if (times === 0) return;
      left[call] = times - 1;
      throw new BridgeError("CREDENTIALS_REFUSED");
    },
  });
  const event = office.eventOf("ana", "hello");
  const deliver = async () => {
    const running = office.newBridge().handle(event);
    running.catch(() => {});
    await vi.runAllTimersAsync();
    return running;
  };
  const turns = () => office.calls.filter((call) => call === "lex").length;
  /** What people see of the bot, and of the question. */
  const shown = () => ({
    question: office.settled.get(event.CallbackId)?.ChannelMessage.Content,
    said: office.said.map(({ Content }) => Content),
  });
  return { office, deliver, turns, shown };
}

const HELLO = expect.stringContaining("You said hello.");
const ANSWERED = { replace: { question: HELLO, said: [] }, reply: { question: "hello", said: [HELLO] } };
const RELEASED = { question: "hello", said: [] };
const MODES = ["replace", "reply"] as const;
const FOR_GOOD = Number.POSITIVE_INFINITY;

describe("where a table refuses the credentials", () => {
  it.each(MODES)("once, the call is signed anew, and nothing else is different, in %s", async (mode) => {
    const { deliver, shown, turns } = open(mode, { claim: 1, remember: 1, finish: 1 });
    const { outcome, error, warnings, retries } = await deliver();
    expect({ outcome, error, warnings }).toEqual({ outcome: "replied", error: undefined, warnings: [] });
    expect(retries.claims).toBe(mode === "reply" ? 3 : 2);
    expect([shown(), turns()]).toEqual([ANSWERED[mode], 1]);
  });

  it.each(MODES)(
    "twice in a row before the turn, it is a store that is out: the message goes through at once, and nobody is asked, in %s",
    async (mode) => {
      const { deliver, shown, turns, office } = open(mode, { claim: 2 });
      const begun = Date.now();
      const { outcome, error, warnings } = await deliver();
      expect([outcome, error?.code]).toEqual(["failed", "CREDENTIALS_REFUSED"]);
      expect(warnings).toEqual([expect.stringContaining("claims-unavailable")]);
      expect(office.calls.slice(0, 3)).toEqual(["claim", "claim", "callback"]);
      expect(Date.now() - begun).toBeLessThan(1_000);
      expect([shown(), turns()]).toEqual([RELEASED, 0]);
      expect((await deliver()).outcome).toBe("settled");
      expect([shown(), turns()]).toEqual([RELEASED, 0]);
    },
  );

  it.each(MODES)("twice in a row after the turn, the answer goes out all the same, and once, in %s", async (mode) => {
    const { deliver, shown, turns } = open(mode, { remember: 2 });
    const { outcome, warnings } = await deliver();
    expect([outcome, warnings]).toEqual(["replied", [expect.stringContaining("claims-unavailable")]]);
    expect((await deliver()).outcome).toBe(mode === "reply" ? "replied" : "settled");
    expect([shown(), turns()]).toEqual([ANSWERED[mode], 1]);
  });

  it.each(MODES)("for good, no message stays pending, and no answer comes twice, in %s", async (mode) => {
    const all = { claim: FOR_GOOD, "read claim": FOR_GOOD, remember: FOR_GOOD, keep: FOR_GOOD, finish: FOR_GOOD };
    const { deliver, shown, turns } = open(mode, all);
    expect((await deliver()).outcome).toBe("failed");
    expect((await deliver()).outcome).toMatch(/settled|failed/);
    expect([shown(), turns()]).toEqual([RELEASED, 0]);
  });

  it.each(MODES)("and so does Chime, the attempt fails, and the next one answers, in %s", async (mode) => {
    const { deliver, shown, turns } = open(mode, { claim: 2, keep: 2, callback: 2 });
    await expect(deliver()).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    expect((await deliver()).outcome).toBe("replied");
    expect([shown(), turns()]).toEqual([ANSWERED[mode], 1]);
  });
});
