import {
  ChannelFlowCallbackCommand,
  ChimeSDKMessagingClient,
  type ChimeSDKMessagingServiceException,
  CreateChannelMembershipCommand,
  GetChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { afterEach, describe, expect, it } from "vitest";
import { createEmulator, type Emulator, type Rates } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let chime: ChimeSDKMessagingClient;
let url: string;
afterEach(async () => {
  chime?.destroy();
  await emulator?.close();
});

/** An emulator with these rates, whose clock stands still unless it is moved. */
async function standUp(rates: NonNullable<Parameters<typeof createEmulator>[0]["rates"]>) {
  emulator = await createEmulator({ bots: [], processor: () => undefined, now: () => 1_800_000_000_000, rates });
  ({ url } = await emulator.listen());
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 });
}

const users = () => emulator.world.users;
let tokens = 0;
function say(ChimeBearer: string) {
  const words = { Content: "Hi", Type: "STANDARD", Persistence: "PERSISTENT" } as const;
  const ClientRequestToken = `token-${tokens++}`;
  const { channelArn: ChannelArn } = emulator.world;
  return chime.send(new SendChannelMessageCommand({ ChannelArn, ChimeBearer, ClientRequestToken, ...words }));
}
const look = (ChimeBearer: string, MessageId: string) =>
  chime.send(new GetChannelMessageCommand({ ChannelArn: emulator.world.channelArn, ChimeBearer, MessageId }));
function callBack(messageId: string, change: object) {
  const CallbackId = emulator.deliveries().findLast((one) => one.messageId === messageId)?.callbackId ?? "";
  const ChannelMessage = { MessageId: messageId, ...change };
  const { channelArn: ChannelArn } = emulator.world;
  return chime.send(new ChannelFlowCallbackCommand({ CallbackId, ChannelArn, ChannelMessage }));
}

/** How each of these requests was answered, one after the other: `taken`, or status and name. */
async function answersTo(requests: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const answers: string[] = [];
  for (const request of requests) {
    answers.push(
      await request().then(
        () => "taken",
        ({ $metadata, name }: ChimeSDKMessagingServiceException) => `${$metadata.httpStatusCode} ${name}`,
      ),
    );
  }
  return answers;
}

const THROTTLED = "429 ThrottledClientException";

describe("Chime's rates, over the wire", () => {
  it("refuse what is over a channel's rate, whoever asks, and take it a moment later", async () => {
    await standUp({ channel: 2 });
    const { ana, ben, cleo } = users();
    const three = [() => say(ana.arn), () => say(ben.arn), () => say(cleo.arn)];
    expect(await answersTo(three)).toEqual(["taken", "taken", THROTTLED]);
    expect(emulator.messages()).toHaveLength(2);
    emulator.clock.advance(500);
    expect(await answersTo(three)).toEqual(["taken", THROTTLED, THROTTLED]);
  });

  it("are answered as Chime answers a throttle: the name in the header, its Code in the body", async () => {
    await standUp({ bearer: 1 });
    const path = `${url}/channels/${encodeURIComponent(emulator.world.channelArn)}/messages`;
    const headers = { "x-amz-chime-bearer": users().ana.arn };
    await fetch(path, { headers });
    const refused = await fetch(path, { headers });
    expect([refused.status, refused.headers.get("x-amzn-errortype"), await refused.json()]).toEqual([
      429,
      "ThrottledClientException",
      { Code: "Throttled", Message: "Rate exceeded: 1 requests a second." },
    ]);
  });

  it("count for a bearer all that is asked in its name, reads too, and for nobody else", async () => {
    await standUp({ bearer: 2 });
    const { ana, ben } = users();
    const { MessageId = "" } = await say(ana.arn);
    const asked = [() => look(ana.arn, MessageId), () => say(ana.arn), () => say(ben.arn)];
    expect(await answersTo(asked)).toEqual(["taken", THROTTLED, "taken"]);
  });

  it("count callbacks that change a message for its channel, and none that lets it through", async () => {
    await standUp({ channel: 3 });
    const [first, second] = [await say(users().ana.arn), await say(users().ben.arn)];
    const { MessageId: one = "" } = first;
    const { MessageId: other = "" } = second;
    const callbacks = [() => callBack(one, { Content: "Hello" }), () => callBack(other, { Content: "Hello" })];
    expect(await answersTo(callbacks)).toEqual(["taken", THROTTLED]);
    expect(await answersTo([() => callBack(other, { Content: "Hi" })])).toEqual(["taken"]);
    const refusals = emulator.deliveries().flatMap(({ callbacks: all }) => all.map(({ refused }) => refused?.status));
    expect(refusals).toEqual([undefined, 429, undefined]);
  });

  it("count edits", async () => {
    await standUp({ channel: 2 });
    const { ana } = users();
    const { MessageId = "" } = await say(ana.arn);
    await callBack(MessageId, { Content: "Hi" });
    const change = { ChannelArn: emulator.world.channelArn, ChimeBearer: ana.arn, MessageId, Content: "Hello" };
    const edit = () => chime.send(new UpdateChannelMessageCommand(change));
    expect(await answersTo([edit, edit])).toEqual(["taken", THROTTLED]);
  });

  it.each<[what: string, rates: Rates, third: string]>([
    ["free", { bearer: 2 }, "taken"],
    ["charged", { bearer: 2, isRefusedCharged: true }, THROTTLED],
  ])("take nothing for a refused request, or all that has come in: %s", async (_what, rates, third) => {
    await standUp(rates);
    const asked = () => say(users().ana.arn);
    expect(await answersTo([asked, asked])).toEqual(["taken", "taken"]);
    emulator.clock.advance(300);
    expect(await answersTo([asked])).toEqual([THROTTLED]);
    emulator.clock.advance(300);
    expect(await answersTo([asked])).toEqual([third]);
  });

  it.each([
    ["us-east-1", 30],
    ["eu-central-1", 10],
  ] as const)("of %s let %d messages a second into a channel, ten of one bearer", async (region, channel) => {
    await standUp(region);
    const { ana, ben, cleo } = users();
    const MemberArn = cleo.arn;
    const joins = { ChannelArn: emulator.world.channelArn, ChimeBearer: ana.arn, Type: "DEFAULT", MemberArn } as const;
    await chime.send(new CreateChannelMembershipCommand(joins));
    emulator.clock.advance(1_000);
    const asked = Array.from({ length: 11 }, () => [ana, ben, cleo]).flat();
    const answers = await answersTo(
      asked.map(
        ({ arn }) =>
          () =>
            say(arn),
      ),
    );
    expect(answers).toEqual(asked.map((_, at) => (at < channel ? "taken" : THROTTLED)));
  });

  it("let the emulator's own send pass, and are whole again after a reset", async () => {
    await standUp({ channel: 1 });
    const asked = () => say(users().ana.arn);
    expect(await answersTo([asked, asked])).toEqual(["taken", THROTTLED]);
    await emulator.send({ content: "Hello" });
    emulator.reset();
    expect(await answersTo([asked])).toEqual(["taken"]);
  });

  it.each<[unknown, RegExp]>([
    ["mars-north-1", /No rates are known for mars-north-1. Known: us-east-1, eu-central-1./],
    ["toString", /No rates are known/],
    [{ channel: 0 }, /The rate of a channel must be 1 to 100000 requests a second./],
    [{ bearer: Number.NaN }, /The rate of a bearer/],
  ])("that are none, %j, are refused at once", async (rates, told) => {
    const made = createEmulator({ bots: [], rates: rates as Rates });
    await expect(made).rejects.toMatchObject({ code: "USAGE", detail: expect.stringMatching(told) });
  });
});
