import { afterEach, expect, it } from "vitest";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { type Bridge, createBridge, type Hooks, type Prepared } from "../../src/index.ts";
import { createEmulator, type Emulator } from "../../tools/emulator/index.ts";
import { BANK_BOT } from "./emulator.ts";

let emulator: Emulator;
afterEach(() => emulator.close());

/** A processor of its own making, which looks at what was prepared before it is posted. */
async function embed(use: (prepared: Prepared) => Promise<unknown>, hooks: Hooks = {}): Promise<Bridge> {
  emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [20] });
  const bots = [
    { lexBotAliasArn: emulator.world.lexBots[0]?.aliasArn ?? "", appInstanceBotArn: emulator.world.bot.arn },
  ] as const;
  const bridge = createBridge(
    { bots: [...bots], delivery: "reply" },
    { ...emulator.ports, ...hooks, claims: createMemoryClaims(Date.now) },
  );
  emulator.setProcessor(async (event) => use(await bridge.prepare(event)));
  return bridge;
}
async function say(content: string) {
  await emulator.send({ content });
  await emulator.settled();
  return emulator.messages();
}

it("what is prepared in reply lets the message through, and posting it takes the turn and speaks", async () => {
  const seen: string[] = [];
  await embed(async (prepared) => {
    seen.push(`${prepared.outcome} ${prepared.callback.ChannelMessage.Content?.slice(0, 5)}`);
    seen.push((await prepared.post()).outcome);
  });
  const [own, reply] = await say("Hello");
  expect([own?.Content, reply?.Sender.Arn]).toEqual(["Hello", emulator.world.bot.arn]);
  expect(seen.slice(0, 2)).toEqual(["released Hello", "replied"]);
});

it("a message that other logic drops gets no turn and no answer", async () => {
  const outcomes: string[] = [];
  await embed(async ({ callback, post }) => {
    outcomes.push((await post({ ...callback, DeleteResource: true })).outcome);
  });
  expect(await say("Hello")).toMatchObject([{ Status: { Value: "DENIED" } }]);
  expect(outcomes).toEqual(["denied"]);
  expect(emulator.deliveries().flatMap(({ turns }) => turns)).toEqual([]);
});

it("a message that other logic changes is let through changed, and answered", async () => {
  await embed(({ callback, post }) =>
    post({ ...callback, ChannelMessage: { ...callback.ChannelMessage, Content: "H****" } }),
  );
  const [own, reply] = await say("Hello");
  expect(own?.Content).toBe("H****");
  expect(reply?.Sender.Arn).toBe(emulator.world.bot.arn);
});

it.each(["beforeTurn", "afterReply"] as const)(
  "%s that says deny in reply says nothing, for the message is through",
  async (name) => {
    await embed(({ post }) => post(), { [name]: () => "deny" });
    expect(await say("Hello")).toMatchObject([{ Content: "Hello", Status: { Value: "SENT" } }]);
  },
);
