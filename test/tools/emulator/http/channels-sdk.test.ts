import {
  AssociateChannelFlowCommand,
  ChannelFlowCallbackCommand,
  ChimeSDKMessagingClient,
  CreateChannelCommand,
  CreateChannelFlowCommand,
  CreateChannelMembershipCommand,
  DeleteChannelMessageCommand,
  DescribeChannelCommand,
  DescribeChannelFlowCommand,
  DisassociateChannelFlowCommand,
  GetChannelMessageCommand,
  GetChannelMessageStatusCommand,
  ListChannelMembershipsCommand,
  ListChannelMessagesCommand,
  RedactChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let chime: ChimeSDKMessagingClient;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [], processor: () => undefined });
  const { url } = await emulator.listen();
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 });
});
afterEach(async () => {
  chime.destroy();
  await emulator.close();
});

const arns = () => {
  const { users, bots, channelArn, appInstanceArn } = emulator.world;
  const [ana, ben, cleo] = [users.ana.arn, users.ben.arn, users.cleo.arn];
  return { ana, ben, cleo, bot: bots[0].arn, second: bots[1].arn, channelArn, appInstanceArn };
};
let tokens = 0;
const token = () => `token-${tokens++}`;
const as = (ChimeBearer: string, ChannelArn = arns().channelArn) => ({ ChimeBearer, ChannelArn });
const say = async (ChimeBearer: string, Content: string, ChannelArn?: string) => {
  const words = { Content, Type: "STANDARD", Persistence: "PERSISTENT", ClientRequestToken: token() } as const;
  return (
    (await chime.send(new SendChannelMessageCommand({ ...as(ChimeBearer, ChannelArn), ...words }))).MessageId ?? ""
  );
};
const callBack = (messageId: string, change: object = {}, more: object = {}) => {
  const delivery = emulator.deliveries().findLast((one) => one.messageId === messageId);
  const ChannelArn = emulator.messages().find(({ MessageId }) => MessageId === messageId)?.ChannelArn;
  const ChannelMessage = { MessageId: messageId, ...change };
  return chime.send(
    new ChannelFlowCallbackCommand({ CallbackId: delivery?.callbackId, ChannelArn, ChannelMessage, ...more }),
  );
};
const read = async (ChimeBearer: string, MessageId: string) =>
  (await chime.send(new GetChannelMessageCommand({ ...as(ChimeBearer), MessageId }))).ChannelMessage;
const edit = (ChimeBearer: string, MessageId: string, Content: string) =>
  chime.send(new UpdateChannelMessageCommand({ ...as(ChimeBearer), MessageId, Content }));
const refused = (name: string) => expect.objectContaining({ name });

describe("an edit", () => {
  it("re-enters the flow with its MessageId, a new CallbackId and the time of the edit; until then others see what was", async () => {
    const { ana, ben } = arns();
    const id = await say(ana, "Hello");
    await callBack(id);
    emulator.clock.advance(1_000);
    expect((await edit(ana, id, "Good day")).Status?.Value).toBe("PENDING");
    const [first, second] = emulator.deliveries();
    expect([second?.messageId, second?.event.ChannelMessage.Content]).toEqual([id, "Good day"]);
    expect(second?.callbackId).not.toBe(first?.callbackId);
    expect(first?.event.ChannelMessage).not.toHaveProperty("LastEditedTimestamp");
    expect(second?.event.ChannelMessage.LastEditedTimestamp).not.toBe(second?.event.ChannelMessage.CreatedTimestamp);
    expect([(await read(ana, id))?.Content, (await read(ben, id))?.Content]).toEqual(["Good day", "Hello"]);

    await callBack(id);
    expect(await read(ben, id)).toMatchObject({ Content: "Good day", Status: { Value: "SENT" } });
    expect((await read(ben, id))?.LastEditedTimestamp).toBeInstanceOf(Date);
    expect(emulator.deliveries().map(({ callbacks }) => callbacks.length)).toEqual([1, 1]);
  });

  it("that is denied leaves what was there, and the first delivery's callback is of no more use", async () => {
    const { ana, ben } = arns();
    const id = await say(ana, "Hello");
    await callBack(id);
    await edit(ana, id, "Good day");
    const [first] = emulator.deliveries();
    const late = { CallbackId: first?.callbackId, ChannelArn: arns().channelArn, ChannelMessage: { MessageId: id } };
    await expect(chime.send(new ChannelFlowCallbackCommand(late))).rejects.toEqual(refused("ForbiddenException"));
    await callBack(id, {}, { DeleteResource: true });
    expect(await read(ben, id)).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
  });

  it("is its sender's alone, of a message that is there and was sent", async () => {
    const { ana, ben } = arns();
    const id = await say(ana, "Hello");
    await expect(edit(ana, id, "x")).rejects.toEqual(refused("ConflictException"));
    await callBack(id);
    await expect(edit(ben, id, "x")).rejects.toEqual(refused("ForbiddenException"));
    await expect(edit(ana, "nothing", "x")).rejects.toEqual(refused("ForbiddenException"));
    await expect(edit(ana, id, "x".repeat(4097))).rejects.toEqual(refused("BadRequestException"));
    expect(emulator.deliveries()).toHaveLength(1);
  });
});

describe("a message", () => {
  it("is redacted by its sender: its words are gone, it is still there", async () => {
    const { ana, ben } = arns();
    const id = await say(ana, "my secret");
    await callBack(id, { Metadata: '{"secret":1}' });
    const redact = (who: string) => chime.send(new RedactChannelMessageCommand({ ...as(who), MessageId: id }));
    await expect(redact(ben)).rejects.toEqual(refused("ForbiddenException"));
    expect((await redact(ana)).MessageId).toBe(id);
    const seen = await read(ben, id);
    expect(seen).toMatchObject({ Redacted: true, Content: "" });
    expect(seen).not.toHaveProperty("Metadata");
    await expect(edit(ana, id, "again")).rejects.toEqual(refused("ConflictException"));
  });

  it("is deleted by who moderates the channel, and gone for everybody", async () => {
    const { ana, ben } = arns();
    const id = await say(ben, "Hello");
    await callBack(id);
    const kinds: string[] = [];
    emulator.on(({ kind }) => kinds.push(kind));
    const remove = (who: string) => chime.send(new DeleteChannelMessageCommand({ ...as(who), MessageId: id }));
    await expect(remove(ben)).rejects.toEqual(refused("ForbiddenException"));
    await remove(ana);
    await expect(read(ben, id)).rejects.toEqual(refused("NotFoundException"));
    expect([emulator.messages(), kinds]).toEqual([[], ["removed"]]);
  });

  it("tells its status to its sender, until it is denied", async () => {
    const { ana, ben } = arns();
    const id = await say(ana, "Hello");
    const status = (who: string) => chime.send(new GetChannelMessageStatusCommand({ ...as(who), MessageId: id }));
    expect((await status(ana)).Status?.Value).toBe("PENDING");
    await expect(status(ben)).rejects.toEqual(refused("ForbiddenException"));
    await callBack(id, {}, { DeleteResource: true });
    await expect(status(ana)).rejects.toEqual(refused("ForbiddenException"));
  });

  it("is called back within 48 hours or not at all", async () => {
    const id = await say(arns().ana, "Hello");
    emulator.clock.advance(48 * 60 * 60 * 1_000 + 1);
    await expect(callBack(id)).rejects.toEqual(refused("ForbiddenException"));
    expect(emulator.messages()[0]?.Status.Value).toBe("FAILED");
  });
});

describe("a channel", () => {
  const create = (more: object = {}) => {
    const Name = "Group";
    const input = { AppInstanceArn: arns().appInstanceArn, Name, ClientRequestToken: token(), ChimeBearer: arns().ana };
    return chime.send(new CreateChannelCommand({ ...input, ...more }));
  };

  it("of three users and two bots is made, described, and its members are listed in pages", async () => {
    const { ana, ben, cleo, bot, second } = arns();
    const { ChannelArn = "" } = await create({ MemberArns: [ben, cleo], Metadata: '{"a":1}', ChannelId: "group-1" });
    for (const MemberArn of [bot, second]) {
      const input = { ...as(ana, ChannelArn), MemberArn, Type: "DEFAULT" } as const;
      expect((await chime.send(new CreateChannelMembershipCommand(input))).Member?.Arn).toBe(MemberArn);
      await expect(chime.send(new CreateChannelMembershipCommand(input))).rejects.toEqual(refused("ConflictException"));
    }
    const members: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await chime.send(
        new ListChannelMembershipsCommand({ ...as(bot, ChannelArn), MaxResults: 2, NextToken }),
      );
      members.push(...(page.ChannelMemberships ?? []).map(({ Member }) => Member?.Arn));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(members).toEqual([ana, ben, cleo, bot, second]);
    const { Channel } = await chime.send(new DescribeChannelCommand(as(ben, ChannelArn)));
    expect(Channel).toMatchObject({ ChannelArn, Name: "Group", Privacy: "PRIVATE", Metadata: '{"a":1}' });
    expect(Channel?.CreatedBy?.Arn).toBe(ana);
  });

  it("keeps its messages apart from another's, whoever asks", async () => {
    const { ana, ben, channelArn } = arns();
    const { ChannelArn = "" } = await create({ MemberArns: [ben] });
    const id = await say(ana, "only here", ChannelArn);
    const list = async (channel: string) =>
      (await chime.send(new ListChannelMessagesCommand(as(ben, channel)))).ChannelMessages?.map(
        ({ Content }) => Content,
      );
    expect([await list(ChannelArn), await list(channelArn)]).toEqual([["only here"], []]);
    await expect(read(ben, id)).rejects.toEqual(refused("NotFoundException"));
    await expect(say(arns().cleo, "x", ChannelArn)).rejects.toEqual(refused("ForbiddenException"));
  });

  it("is made once for a token, and not twice with one id", async () => {
    const ClientRequestToken = token();
    const [one, again] = [await create({ ClientRequestToken }), await create({ ClientRequestToken })];
    expect(again.ChannelArn).toBe(one.ChannelArn);
    await create({ ChannelId: "mine" });
    await expect(create({ ChannelId: "mine" })).rejects.toEqual(refused("ConflictException"));
  });

  it.each<[what: string, input: object, name: string]>([
    ["an unknown member", { MemberArns: ["arn:aws:chime:us-east-1:1:app-instance/x/user/eve"] }, "NotFoundException"],
    ["another app instance", { AppInstanceArn: "arn:aws:chime:us-east-1:1:app-instance/x" }, "ForbiddenException"],
    ["no name", { Name: "" }, "BadRequestException"],
    ["an illegal id", { ChannelId: "-a" }, "BadRequestException"],
    ["eleven members", { MemberArns: Array(11).fill("arn:aws:chime:us-east-1:1:a") }, "BadRequestException"],
    ["a bearer nobody knows", { ChimeBearer: "arn:aws:chime:us-east-1:1:a" }, "ForbiddenException"],
  ])("with %s is refused", async (_what, input, name) => {
    await expect(create(input)).rejects.toEqual(refused(name));
  });
});

describe("a channel flow", () => {
  const Lambda = {
    ResourceArn: "arn:aws:lambda:us-east-1:111122223333:function:mine",
    InvocationType: "ASYNC",
  } as const;
  const processor = { Name: "p", Configuration: { Lambda }, ExecutionOrder: 1, FallbackAction: "CONTINUE" } as const;
  const createFlow = (Processors: object[]) => {
    const input = { AppInstanceArn: arns().appInstanceArn, Name: "f", ClientRequestToken: token(), Processors };
    return chime.send(new CreateChannelFlowCommand(input as never));
  };

  it("is associated from the next message on, and disassociated", async () => {
    const { ana } = arns();
    const ChannelArn = await emulator.createChannel({ members: ["ben"], flow: false });
    const statusOf = async () => {
      const id = await say(ana, "Hello", ChannelArn);
      return emulator.messages().find(({ MessageId }) => MessageId === id)?.Status.Value;
    };
    const { ChannelFlowArn = "" } = await createFlow([processor]);
    const { ChannelFlow } = await chime.send(new DescribeChannelFlowCommand({ ChannelFlowArn }));
    expect(ChannelFlow).toMatchObject({ ChannelFlowArn, Name: "f", Processors: [processor] });
    expect(await statusOf()).toBe("SENT");
    await chime.send(new AssociateChannelFlowCommand({ ...as(ana, ChannelArn), ChannelFlowArn }));
    expect(await statusOf()).toBe("PENDING");
    const other = (await createFlow([processor])).ChannelFlowArn;
    const twice = new AssociateChannelFlowCommand({ ...as(ana, ChannelArn), ChannelFlowArn: other });
    await expect(chime.send(twice)).rejects.toEqual(refused("ConflictException"));
    await chime.send(new DisassociateChannelFlowCommand({ ...as(ana, ChannelArn), ChannelFlowArn }));
    expect(await statusOf()).toBe("SENT");
  });

  it.each<[what: string, processors: object[]]>([
    ["two processors", [processor, { ...processor, ExecutionOrder: 2 }]],
    ["none", []],
    ["no fallback", [{ ...processor, FallbackAction: undefined }]],
    [
      "something that is no function",
      [{ ...processor, Configuration: { Lambda: { ...Lambda, ResourceArn: "arn:aws:s3:a:b:c" } } }],
    ],
  ])("with %s is refused", async (_what, processors) => {
    await expect(createFlow(processors)).rejects.toEqual(refused("BadRequestException"));
  });
});

describe("the processor event", () => {
  it("has the members that are only documented where it is told so", async () => {
    const documented = await createEmulator({ bots: [], processor: () => undefined, eventFields: "documented" });
    await documented.send({ content: "Hello" });
    const { ChannelMessage } = documented.deliveries()[0]?.event ?? {};
    expect(ChannelMessage?.LastEditedTimestamp).toBe(ChannelMessage?.CreatedTimestamp);
    await documented.close();
  });
});
