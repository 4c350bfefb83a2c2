import { afterEach, describe, expect, it } from "vitest";
import { KNOWN_FAULTS } from "../../../../tools/emulator/channel/faults/known-faults.ts";
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  mortal,
  type Processor,
} from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
afterEach(() => emulator.close());

const options = () => ({ signal: AbortSignal.timeout(2_000) });
const turnOf = (MessageId: string) => ({
  ...{ botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: `c:${MessageId}` },
  ...{ text: "hello", requestAttributes: { "CHIME.message.id": MessageId } },
});

/** Takes one turn, then puts what the bot said into the message. */
const answering: Processor = async ({ CallbackId, ChannelMessage: { ChannelArn, MessageId } }) => {
  const ports = mortal(emulator.ports);
  const { messages } = await ports.recognizeText(turnOf(MessageId), options());
  const said = String(messages?.[0]?.content ?? "");
  await ports.channelFlowCallback({ CallbackId, ChannelArn, ChannelMessage: { MessageId, Content: said } }, options());
  return "answered";
};

async function start(more: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  emulator = await createEmulator({
    ...{ bots: ["fixtures/bots/bank-bot"], processor: answering, retryDelaysMs: [1, 1] },
    ...more,
  });
  return emulator;
}

const invocations = () => emulator.deliveries()[0]?.invocations ?? [];
const status = () => emulator.messages()[0]?.Status.Value;

describe("a fault by name", () => {
  it("delivers again, at once and late, with the same ids, and the message is settled once", async () => {
    await start();
    emulator.namedFaults.add({ name: "redeliver", copies: 2, times: 1 });
    await emulator.send({ content: "Hello" });
    await emulator.settled();
    const [delivery] = emulator.deliveries();
    expect(emulator.deliveries()).toHaveLength(1);
    expect(delivery?.callbacks.filter(({ refused }) => refused === undefined)).toHaveLength(1);
    expect(delivery?.invocations.filter((one) => "result" in one)).toHaveLength(1);
    expect(emulator.namedFaults.active()).toEqual([]);

    emulator.namedFaults.add({ name: "redeliver", afterMs: 3_600_000, times: 1 });
    const { MessageId } = await emulator.send({ content: "Hello" });
    const late = () => emulator.deliveries().find(({ messageId }) => messageId === MessageId)?.callbacks ?? [];
    await expect.poll(() => late().length).toBe(1);
    emulator.clock.advance(3_600_000);
    await emulator.settled();
    expect(late().map(({ refused }) => refused?.status)).toEqual([undefined, 403, 403, 403]);
  });

  it("lets the later of two messages go first", async () => {
    const order: unknown[] = [];
    await start({
      processor: (event, context) => {
        order.push(event.ChannelMessage.Content);
        return answering(event, context);
      },
    });
    emulator.namedFaults.add({ name: "reorder", times: 1 });
    await emulator.send({ content: "first" });
    await emulator.send({ content: "second" });
    await emulator.settled();
    expect(order).toEqual(["second", "first"]);
  });

  it("holds nothing back for longer than it says", async () => {
    await start();
    emulator.namedFaults.add({ name: "reorder", withinMs: 20 });
    await emulator.send({ content: "alone" });
    await emulator.settled();
    expect(status()).toBe("SENT");
  });

  it.each([
    ["start", 1],
    ["turn", 2],
    // Its retries take their turns too, but are refused: the callback was taken.
    ["callback", 3],
  ])("crashes the processor at its %s: the invocation fails and is retried, %i turns in all", async (at, turns) => {
    const crashes: string[] = [];
    await start({ processor: Object.assign(answering.bind(undefined), { crash: () => crashes.push(at) }) });
    emulator.namedFaults.add({ name: "crash", at, times: 1 });
    await emulator.send({ content: "Hello" });
    await emulator.settled();
    expect(crashes).toEqual([at]);
    expect(invocations()[0]).toMatchObject({ error: "Error: The processor crashed." });
    expect(status()).toBe("SENT");
    expect(emulator.deliveries()[0]?.turns).toHaveLength(turns);
  });

  it("reaches nothing any more from an invocation that crashed", async () => {
    const posted: string[] = [];
    await start({
      retryDelaysMs: [],
      processor: async (event, context) => {
        await answering(event, context);
        posted.push("went on after its death");
      },
    });
    emulator.namedFaults.add({ name: "crash", at: "turn" });
    await emulator.send({ content: "Hello" });
    await expect(emulator.settled(50)).rejects.toThrow("1 PENDING");
    expect(emulator.deliveries()[0]?.callbacks).toEqual([]);
    expect(posted).toEqual([]);
  });

  it.each([
    ["ABORT", "FAILED"],
    ["CONTINUE", "SENT"],
  ] as const)("can't reach the processor, and with %s the message is %s", async (FallbackAction, ended) => {
    await start();
    const { flow, channelArn } = await ownFlow(FallbackAction);
    expect(flow).toContain("/channel-flow/");
    emulator.namedFaults.add({ name: "unreachable", times: 1 });
    await emulator.send({ content: "Hello", channel: channelArn });
    await emulator.settled();
    expect(status()).toBe(ended);
    expect(emulator.messages()[0]?.Content).toBe("Hello");
  });

  it.each([
    ["lex-error", { status: "403" }, "LEX_ACCESS_DENIED"],
    ["lex-error", { status: "404" }, "LEX_NOT_FOUND"],
    ["lex-error", { status: "409" }, "LEX_CONFLICT"],
    ["lex-error", { status: "424" }, "LEX_DEPENDENCY_FAILED"],
    ["lex-error", { status: "500" }, "LEX_INTERNAL"],
    ["lex-error", { status: "502" }, "LEX_BAD_GATEWAY"],
    ["throttle", {}, "LEX_THROTTLED"],
    ["throttle", { status: "400" }, "LEX_THROTTLED"],
    ["refuse", { operation: "lex", status: "400" }, "LEX_VALIDATION"],
    ["refuse", { operation: "lex", status: "408" }, "LEX_TIMEOUT"],
    ["credentials", { operation: "lex" }, "CREDENTIALS_REFUSED"],
    ["proxy-page", { operation: "lex" }, "LEX_ANSWER_UNREADABLE"],
    ["unreadable", { operation: "lex" }, "LEX_ANSWER_UNREADABLE"],
    ["lose-answer", { operation: "lex" }, "LEX_CONNECTION_LOST"],
  ])("%s %o strikes a turn once, as %s", async (name, parameters, code) => {
    await start();
    emulator.namedFaults.add({ name, ...parameters, times: 1 });
    await expect(emulator.ports.recognizeText(turnOf("m"), options())).rejects.toMatchObject({ code });
    expect((await emulator.ports.recognizeText(turnOf("m"), options())).messages).not.toHaveLength(0);
  });

  it("hangs until the caller's time is over, or answers late", async () => {
    await start();
    emulator.namedFaults.add({ name: "hang", times: 1 });
    const late = emulator.ports.recognizeText(turnOf("m"), { signal: AbortSignal.timeout(20) });
    await expect(late).rejects.toMatchObject({ code: "LEX_TIMEOUT" });
    emulator.namedFaults.add({ name: "slow", delayMs: 30, times: 1 });
    const begun = performance.now();
    await emulator.ports.recognizeText(turnOf("m"), options());
    expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
  });

  it("strikes what is asked in a bot's name, and leaves users' own requests alone", async () => {
    await start();
    emulator.namedFaults.add({ name: "throttle", operation: "listMessages" });
    const list = (ChimeBearer: string) =>
      emulator.ports.listChannelMessages({ ChannelArn: emulator.world.channelArn, ChimeBearer }, options());
    await expect(list(emulator.world.bot.arn)).rejects.toMatchObject({ code: "LOOKUP_THROTTLED" });
    expect((await list(emulator.world.users.ana.arn)).messages).toEqual([]);
  });

  it("makes Lex say more than a channel message holds", async () => {
    await start();
    emulator.namedFaults.add({ name: "oversize", messages: 4 });
    const { messages } = await emulator.ports.recognizeText(turnOf("m"), options());
    expect(messages?.map(({ content }) => content?.length)).toEqual([1024, 1024, 1024, 1024]);
  });

  it.each([
    ["bad-request", "CALLBACK_NOT_PENDING"],
    ["conflict", "CALLBACK_CONFLICT"],
    ["forbidden", "CALLBACK_FORBIDDEN"],
  ])("has a second callback refused in the shape %s", async (shape, code) => {
    await start();
    const { MessageId } = await emulator.send({ content: "Hello" });
    await emulator.settled();
    emulator.namedFaults.add({ name: "second-callback", shape });
    const { callbackId: CallbackId = "" } = emulator.deliveries()[0] ?? {};
    const callback = { CallbackId, ChannelArn: emulator.world.channelArn, ChannelMessage: { MessageId } };
    await expect(emulator.ports.channelFlowCallback(callback, options())).rejects.toMatchObject({ code });
  });

  it("strikes as likely as it is told, and the same way for the same seed", async () => {
    const struck = async (seed: number) => {
      await start({ seed });
      emulator.namedFaults.add({ name: "throttle", probability: 0.5 });
      const tries: boolean[] = [];
      for (let i = 0; i < 40; i++) {
        tries.push(
          await emulator.ports.recognizeText(turnOf("m"), options()).then(
            () => false,
            () => true,
          ),
        );
      }
      await emulator.close();
      return tries;
    };
    const [one, again, other] = [await struck(1), await struck(1), await struck(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one.filter(Boolean).length).toBeGreaterThan(8);
    expect(one.filter(Boolean).length).toBeLessThan(32);
  });

  it("ends when it is taken off, and is told of whenever something changes", async () => {
    await start();
    const told: string[] = [];
    emulator.on(({ kind }) => told.push(kind));
    const id = emulator.namedFaults.add({ name: "throttle" });
    expect(emulator.namedFaults.active()).toEqual([
      { id, name: "throttle", operation: "lex", status: "429", probability: 1 },
    ]);
    expect([emulator.namedFaults.remove(id), emulator.namedFaults.remove(id)]).toEqual([true, false]);
    await emulator.ports.recognizeText(turnOf("m"), options());
    emulator.namedFaults.add({ name: "hang" });
    emulator.namedFaults.clear();
    expect(told).toEqual(Array(4).fill("faults"));
    expect(emulator.namedFaults.active()).toEqual([]);
  });

  it.each<[input: Parameters<Emulator["namedFaults"]["add"]>[0], text: RegExp]>([
    [{ name: "trottle" }, /There is no fault trottle\. Did you mean throttle\? Use one of redeliver, reorder/],
    [{ name: "throttle", times: 0 }, /can't strike 0 times/],
    [{ name: "throttle", operation: "everything" }, /can't have everything as operation\. Use one of lex, callback/],
    [{ name: "throttle", delayMs: 5 }, /has no parameter delayMs\. It has operation, status, probability/],
    [{ name: "slow", delayMs: -1 }, /Pass a number from 0 to 600000/],
    [{ name: "hang", probability: 2 }, /Pass a number from 0 to 1/],
    [{} as { name: string }, /There is no fault without a name\. Use one of redeliver/],
    [{ name: 1 as unknown as string }, /There is no fault without a name\. Use one of redeliver/],
  ])("is refused as %o, with what it could be", async (input, text) => {
    await start();
    expect(() => emulator.namedFaults.add(input)).toThrow(expect.objectContaining({ code: "USAGE" }));
    expect(() => emulator.namedFaults.add(input)).toThrow(text);
    expect(emulator.namedFaults.active()).toEqual([]);
  });

  it.each(KNOWN_FAULTS.map(({ name }) => [name]))("%s stands by its name alone", async (name) => {
    await start();
    emulator.namedFaults.add({ name });
    expect(emulator.namedFaults.active()).toMatchObject([{ name, probability: 1 }]);
  });
});

/** A channel with a flow of its own, made by the operations. */
async function ownFlow(FallbackAction: "ABORT" | "CONTINUE"): Promise<{ flow: string; channelArn: string }> {
  const { url } = await emulator.listen();
  const { appInstanceArn, users } = emulator.world;
  const channelArn = await emulator.createChannel({ members: ["ben"], flow: false });
  const ask = async (method: string, path: string, body: object) => {
    const headers = { "x-amz-chime-bearer": users.ana.arn };
    return (await fetch(url + path, { method, headers, body: JSON.stringify(body) })).json() as Promise<object>;
  };
  const Lambda = { ResourceArn: "arn:aws:lambda:us-east-1:111122223333:function:mine", InvocationType: "ASYNC" };
  const Processors = [{ Name: "p", Configuration: { Lambda }, ExecutionOrder: 1, FallbackAction }];
  const made = await ask("POST", "/channel-flows", {
    ...{ AppInstanceArn: appInstanceArn, Name: "f", Processors, ClientRequestToken: "token" },
  });
  const { ChannelFlowArn: flow } = made as { ChannelFlowArn: string };
  await ask("PUT", `/channels/${encodeURIComponent(channelArn)}/channel-flow`, { ChannelFlowArn: flow });
  return { flow, channelArn };
}
