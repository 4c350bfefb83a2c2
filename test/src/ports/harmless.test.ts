import { expect, it } from "vitest";
import { createBridge, type Hooks, type Log, type Span } from "../../../src/index.ts";
import { createEmulator, type Fault } from "../../../tools/emulator/index.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

async function deliver(functions: { readonly log?: Log } & Pick<Hooks, "span">, fault?: Fault) {
  const emulator = await createEmulator({ bots: [BANK_BOT] });
  const lexBotAliasArn = emulator.world.lexBots[0]?.aliasArn ?? "";
  const bridge = createBridge({ bots: [{ lexBotAliasArn }] }, { ...emulator.ports, ...functions });
  if (fault) emulator.faults.callback = fault;
  emulator.setProcessor((event) => bridge.handle(event));
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  const [message] = emulator.messages();
  const [delivery] = emulator.deliveries();
  await emulator.close();
  return {
    type: message?.ContentType,
    status: message?.Status.Value,
    turns: delivery?.turns.length,
    callbacks: delivery?.callbacks.length,
    errors: delivery?.invocations.map(({ error }) => error),
  };
}
const ONCE = {
  type: "application/amz-chime-lex-msgs",
  status: "SENT",
  turns: 1,
  callbacks: 1,
  errors: [undefined],
};

it.each<[what: string, log: Log]>([
  [
    "throws",
    () => {
      throw new Error("The disk is full.");
    },
  ],
  ["rejects", (() => Promise.reject(new Error("The disk is full."))) as unknown as Log],
])("a log that %s changes no delivery", async (_what, log) => {
  expect(await deliver({ log })).toEqual(ONCE);
});

it.each<[what: string, span: Span]>([
  [
    "throws before its stage",
    () => {
      throw new Error("No tracer.");
    },
  ],
  [
    "throws after its stage",
    async (_stage, run) => {
      await run();
      throw new Error("No tracer.");
    },
  ],
  [
    "runs its stage twice",
    async (_stage, run) => {
      await run();
      return run();
    },
  ],
  ["never runs its stage", (async () => undefined) as unknown as Span],
  ["gives something else back", (async (_stage: string, run: () => Promise<unknown>) => run().then(() => 7)) as Span],
  ["goes on for ever after its stage", async (_stage, run) => run().then(() => new Promise<never>(() => {}))],
])("a span that %s changes no delivery", async (_what, span) => {
  expect(await deliver({ span })).toEqual(ONCE);
});

it("a span that swallows its stage's error hides no refusal: the callback goes out again", async () => {
  const span = (async (_stage: string, run: () => Promise<unknown>) => run().catch(() => undefined)) as Span;
  const fault = { status: 500, name: "ServiceFailureException", message: "No.", times: 1 };
  expect(await deliver({ span }, fault)).toEqual({ ...ONCE, callbacks: 2 });
});

it("a span's own error is logged by its stage, and never by its words", async () => {
  const told: unknown[] = [];
  const span: Span = () => {
    throw new Error("heliotrope");
  };
  await deliver({ span, log: (level, message, fields) => void told.push([level, message, fields]) });
  expect(told).toContainEqual(["warn", "span", { stage: "turn", problem: expect.any(String) }]);
  expect(JSON.stringify(told)).not.toContain("heliotrope");
});
