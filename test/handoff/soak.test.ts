import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Pauses } from "../../src/ports/handoff.ts";
import { CHANNEL, openOffice } from "./office.ts";

// The bridge's pauses and time-outs pass as soon as nothing else can happen.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const realImmediate = setImmediate;
const breath = () => new Promise((resolve) => realImmediate(resolve));
const ATTEMPTS = 4;
const FUNCTION_MS = 12_000;

/** What happens, by whom: a person's message, an agent's, or a resume of the embedding code. */
const act = fc.constantFrom("hello", "a story", "a person", "human please", "agent", "resume");
/** The nth call that is lost, fails, or kills its attempt. */
const fault = fc.record({
  nth: fc.integer({ min: 1, max: 60 }),
  trouble: fc.constantFrom("lost", "failed", "dies before", "dies after"),
});

interface Said {
  readonly delivery: string;
  /** Its token: two attempts of one delivery may send the same part, which the channel then holds once. */
  readonly part: string;
  readonly behind: number;
}

describe.each(["replace", "reply"] as const)("a channel of people, agents and bots, in %s", (delivery) => {
  it("no send begins after an acknowledged pause but what was on its way, no handoff is lost, and nothing is pending", async () => {
    let handoffs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ act, twice: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 3, maxLength: 6 }),
        fc.array(fault, { maxLength: 4 }),
        async (scheduler, acts, faults) => {
          const memory = createMemoryPauses(Date.now);
          /** The pauses that were acknowledged so far, in their order, and the one that is on. */
          const acked: string[] = [];
          const keyOf = ({ by, since }: { by: string; since: number }) => `${by} since ${since}`;
          const on = async () => {
            const pause = await memory.read(PAUSE_ID, { signal: AbortSignal.timeout(1_000) });
            return pause?.state === "paused" && pause.until > Date.now() ? pause : undefined;
          };
          const wrong: string[] = [];
          const behind: Said[] = [];
          /** The parts that the channel holds, by their tokens: sent once more, they show nothing new. */
          const held = new Set<string>();
          let underWay = 0;
          let calls = 0;
          let isCalm = false;

          /** One attempt of a function: what it does once it is dead doesn't come through. */
          async function attempt(event: ReturnType<typeof office.eventOf>): Promise<"died" | "ended" | "failed"> {
            let isDead = false;
            let die = () => {};
            const death = new Promise<"died">((resolve) => {
              die = () => {
                isDead = true;
                resolve("died");
              };
            });
            const never = new Promise<never>(() => {});
            const own = `${event.ChannelMessage.MessageId}:${event.CallbackId}`;
            /** How many pauses were acknowledged when this attempt last began to look. */
            let looked = -1;
            const through = async <Value>(name: string, run: () => Promise<Value>, part = ""): Promise<Value> => {
              if (isDead) return never;
              const trouble = isCalm ? undefined : faults.find(({ nth }) => nth === calls + 1)?.trouble;
              calls++;
              if (name === "read pause") looked = acked.length;
              const isSaying = name === "send" || name === "say";
              if (isSaying) await judge(part);
              await scheduler.schedule(Promise.resolve(), name);
              if (isDead) return never;
              if (trouble === "dies before") {
                die();
                return never;
              }
              if (trouble === "failed") throw new BridgeError(codeOf(name));
              underWay++;
              const value = await run().finally(() => {
                underWay--;
              });
              if (name === "send") held.add(part);
              await scheduler.schedule(Promise.resolve(), `${name}'s answer`);
              if (trouble === "dies after") die();
              if (isDead) return never;
              if (trouble === "lost") throw new BridgeError(codeOf(name));
              if (/(pause|hold) pause/.test(name) && value !== "refused") {
                acked.push(keyOf(value as unknown as { by: string; since: number }));
                if (name === "pause pause") looked = acked.length;
              }
              return value;
            };
            /** A send begins: had its attempt begun to look after the last acknowledged pause, that pause would have been seen. */
            async function judge(part: string): Promise<void> {
              const pause = await on();
              if (!pause || pause.by === own) return;
              const nth = acked.indexOf(keyOf(pause));
              if (nth < 0) return;
              if (looked > nth) wrong.push(`${own} began to speak in spite of ${pause.by}`);
              if (!held.has(part)) behind.push({ delivery: own, part, behind: nth });
            }
            const { ports } = office;
            const isOurs = (callback: { ChannelMessage: { ContentType?: string } }) =>
              callback.ChannelMessage.ContentType?.includes("lex") ?? false;
            const bridge = office.newBridge({
              recognizeText: (...args) => through("lex", () => ports.recognizeText(...args)),
              channelFlowCallback: (...args) =>
                through(isOurs(args[0]) ? "say" : "callback", () => ports.channelFlowCallback(...args)),
              sendChannelMessage: (...args) =>
                through("send", () => ports.sendChannelMessage(...args), args[0].ClientRequestToken),
              getChannelMessage: (...args) => through("lookup", () => ports.getChannelMessage(...args)),
              listChannelMessages: (...args) => through("list", () => ports.listChannelMessages(...args)),
              claims: {
                isDurable: true,
                read: (...args) => through("read claim", () => ports.claims.read(...args)),
                write: (...args) => through("write claim", () => ports.claims.write(...args)),
              },
              pauses: {
                isDurable: true,
                read: (...args) => through("read pause", () => memory.read(...args)),
                write: (...args) => through(`${args[1].kind} pause`, () => memory.write(...args)),
              } satisfies Pauses,
            });
            const handled = bridge.handle(event, { deadline: Date.now() + FUNCTION_MS }).then(
              () => "ended" as const,
              () => "failed" as const,
            );
            return Promise.race([handled, death]);
          }

          async function deliver(event: ReturnType<typeof office.eventOf>): Promise<void> {
            for (let tries = 0; tries < ATTEMPTS; tries++) {
              if ((await attempt(event)) === "ended") return;
              await new Promise((resolve) => setTimeout(resolve, 60_000));
            }
          }

          const office = openOffice({ delivery });
          const events: { event: ReturnType<typeof office.eventOf>; act: string }[] = [];
          const all: Promise<void>[] = [];
          for (const { act: what, twice } of acts) {
            if (what === "resume") {
              all.push(
                scheduler.schedule(Promise.resolve(), "resume").then(async () => {
                  await memory.write(
                    PAUSE_ID,
                    { kind: "resume", at: Date.now() },
                    { signal: AbortSignal.timeout(1_000) },
                  );
                }),
              );
            } else {
              const event = what === "agent" ? office.eventOf("gil", "mine") : office.eventOf("ana", what);
              events.push({ event, act: what });
              all.push(deliver(event));
              if (twice < 0.4) all.push(deliver(event));
            }
            vi.setSystemTime(Date.now() + 5);
          }
          await drive(Promise.all(all), scheduler, () => underWay);
          // Chime delivers once more what nobody settled, long after, and nothing goes wrong any more.
          isCalm = true;
          await drive(Promise.all(events.map(({ event }) => deliver(event))), scheduler, () => underWay);

          expect(wrong).toEqual([]);
          for (const { event } of events) expect(office.settled.has(event.CallbackId)).toBe(true);
          for (const one of behind) {
            const together = behind.filter((other) => other.delivery === one.delivery && other.behind === one.behind);
            expect(new Set(together.map(({ part }) => part)).size).toBe(1);
          }
          // Whoever was promised a person got one: the pause, or something later, is in the store.
          const promised = office.promisesOf(events.map(({ event }) => event));
          const pause = await memory.read(PAUSE_ID, { signal: AbortSignal.timeout(1_000) });
          if (promised.length > 0) expect(pause).toBeDefined();
          handoffs += promised.length;
        },
      ),
      { numRuns: 150 },
    );
    expect(handoffs).toBeGreaterThan(20);
  }, 240_000);
});

const PAUSE_ID = `pause:${CHANNEL.slice(CHANNEL.indexOf("app-instance/") + "app-instance/".length)}`;

function codeOf(name: string) {
  if (name === "lex") return "LEX_CONNECTION_LOST" as const;
  if (name === "callback" || name === "say") return "CALLBACK_CONNECTION_LOST" as const;
  if (name === "send") return "SEND_CONNECTION_LOST" as const;
  return name === "lookup" || name === "list" ? ("LOOKUP_UNANSWERED" as const) : ("CLAIMS_UNAVAILABLE" as const);
}

/** Lets one thing after another happen; only where nothing can, time passes. */
async function drive(all: Promise<unknown>, scheduler: fc.Scheduler, underWay: () => number): Promise<void> {
  let isOver = false;
  const over = all.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await breath();
    if (scheduler.count() > 0) await scheduler.waitOne();
    else if (underWay() === 0) await vi.advanceTimersToNextTimerAsync();
  }
  await over;
}
