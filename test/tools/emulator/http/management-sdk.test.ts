import {
  ChimeSDKIdentityClient,
  DescribeAppInstanceBotCommand,
  ListAppInstanceBotsCommand,
  ListAppInstanceUsersCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  BatchCreateChannelMembershipCommand,
  ChimeSDKMessagingClient,
  CreateChannelBanCommand,
  CreateChannelCommand,
  CreateChannelMembershipCommand,
  DeleteChannelBanCommand,
  DeleteChannelCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelBanCommand,
  DescribeChannelCommand,
  DescribeChannelMembershipCommand,
  DescribeChannelMembershipForAppInstanceUserCommand,
  ListChannelBansCommand,
  ListChannelFlowsCommand,
  ListChannelMembershipsCommand,
  ListChannelMembershipsForAppInstanceUserCommand,
  ListChannelModeratorsCommand,
  ListChannelsCommand,
  ListSubChannelsCommand,
  UpdateChannelCommand,
  UpdateChannelReadMarkerCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let chime: ChimeSDKMessagingClient;
let identity: ChimeSDKIdentityClient;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"] });
  const { url: endpoint } = await emulator.listen();
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 });
  identity = new ChimeSDKIdentityClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 });
});
afterEach(async () => {
  chime.destroy();
  identity.destroy();
  await emulator.close();
});

const people = () => {
  const { users, bots } = emulator.world;
  return { ana: users.ana.arn, ben: users.ben.arn, cleo: users.cleo.arn, bot: bots[0].arn };
};
const as = (ChimeBearer: string, ChannelArn = emulator.world.channelArn) => ({ ChimeBearer, ChannelArn });
const refused = (name: string) => expect.objectContaining({ name });
const membersNow = async () => {
  const { ChannelMemberships = [] } = await chime.send(new ListChannelMembershipsCommand(as(people().ana)));
  return ChannelMemberships.map(({ Member }) => Member?.Name);
};
const privateChannel = async (bearer: string) => {
  const made = { AppInstanceArn: emulator.world.appInstanceArn, Name: "Private", ClientRequestToken: "token-1" };
  return (await chime.send(new CreateChannelCommand({ ...made, ChimeBearer: bearer }))).ChannelArn ?? "";
};

describe("a channel", () => {
  it("is listed where it is public, with the time of its last message, and to nobody where it is private", async () => {
    const { ana, cleo } = people();
    await privateChannel(ana);
    const AppInstanceArn = emulator.world.appInstanceArn;
    const { LastUpdatedTimestamp } = await emulator.send({ content: "Hello" });
    const { Channels } = await chime.send(new ListChannelsCommand({ AppInstanceArn, ChimeBearer: cleo }));
    expect(Channels).toEqual([
      {
        ChannelArn: emulator.world.channelArn,
        Name: "Emulated channel",
        Mode: "UNRESTRICTED",
        Privacy: "PUBLIC",
        LastMessageTimestamp: new Date(LastUpdatedTimestamp),
      },
    ]);
    const hidden = chime.send(new ListChannelsCommand({ AppInstanceArn, ChimeBearer: ana, Privacy: "PRIVATE" }));
    await expect(hidden).rejects.toEqual(refused("ForbiddenException"));
  });

  it("is changed by its moderator alone, and what isn't named is kept", async () => {
    const { ana, ben } = people();
    await chime.send(new UpdateChannelCommand({ ...as(ana), Metadata: '{"a":1}' }));
    await chime.send(new UpdateChannelCommand({ ...as(ana), Name: "Renamed", Mode: "RESTRICTED" }));
    const { Channel } = await chime.send(new DescribeChannelCommand(as(ana)));
    expect(Channel).toMatchObject({ Name: "Renamed", Mode: "RESTRICTED", Metadata: '{"a":1}' });
    const byBen = chime.send(new UpdateChannelCommand({ ...as(ben), Name: "Mine" }));
    await expect(byBen).rejects.toEqual(refused("ForbiddenException"));
  });

  it("that is deleted takes its messages with it", async () => {
    const { ana, ben } = people();
    const channel = await privateChannel(ana);
    await emulator.send({ content: "There", channel });
    await emulator.send({ content: "Here" });
    await expect(chime.send(new DeleteChannelCommand(as(ben)))).rejects.toEqual(refused("ForbiddenException"));
    await chime.send(new DeleteChannelCommand(as(ana, channel)));
    expect(emulator.messages().map(({ Content }) => Content)).toEqual(["Here"]);
    await expect(chime.send(new DescribeChannelCommand(as(ana, channel)))).rejects.toEqual(
      refused("ForbiddenException"),
    );
  });

  it("names its moderators, who made it first, has no sub-channels, and its flow is listed", async () => {
    const { ana } = people();
    const { ChannelModerators } = await chime.send(new ListChannelModeratorsCommand(as(ana)));
    expect(ChannelModerators).toEqual([{ Moderator: { Arn: ana, Name: "Ana" } }]);
    expect((await chime.send(new ListSubChannelsCommand(as(ana)))).SubChannels).toEqual([]);
    const AppInstanceArn = emulator.world.appInstanceArn;
    const { ChannelFlows } = await chime.send(new ListChannelFlowsCommand({ AppInstanceArn }));
    expect(ChannelFlows?.map(({ ChannelFlowArn }) => ChannelFlowArn)).toEqual([emulator.world.channelFlowArn]);
  });
});

describe("a member", () => {
  it("finds its own channels, page by page, and nobody else's", async () => {
    const { ana, ben } = people();
    const channel = await privateChannel(ana);
    const list = (more = {}) =>
      chime.send(new ListChannelMembershipsForAppInstanceUserCommand({ ChimeBearer: ana, ...more }));
    const first = await list({ MaxResults: 1 });
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    const arns = [first, second].map(({ ChannelMemberships }) => ChannelMemberships?.[0]?.ChannelSummary?.ChannelArn);
    expect(arns).toEqual([emulator.world.channelArn, channel]);
    expect(second.NextToken).toBeUndefined();
    await expect(list({ AppInstanceUserArn: ben })).rejects.toEqual(refused("ForbiddenException"));
  });

  it("marks what it has read, and sees when", async () => {
    const { ana } = people();
    const mine = () =>
      chime.send(new DescribeChannelMembershipForAppInstanceUserCommand({ ...as(ana), AppInstanceUserArn: ana }));
    const before = (await mine()).ChannelMembership?.AppInstanceUserMembershipSummary;
    expect(before).toEqual({ Type: "DEFAULT" });
    await chime.send(new UpdateChannelReadMarkerCommand(as(ana)));
    const after = (await mine()).ChannelMembership?.AppInstanceUserMembershipSummary;
    expect(after?.ReadMarkerTimestamp).toBeInstanceOf(Date);
  });

  it("leaves by itself, and is taken out by a moderator alone", async () => {
    const { ana, ben, bot } = people();
    const out = (by: string, MemberArn: string) =>
      chime.send(new DeleteChannelMembershipCommand({ ...as(by), MemberArn }));
    await expect(out(ben, ana)).rejects.toEqual(refused("ForbiddenException"));
    await out(ben, ben);
    await out(ana, bot);
    expect(await membersNow()).toEqual(["Ana"]);
    await expect(out(ana, ben)).rejects.toEqual(refused("ForbiddenException"));
  });

  it("is described with who invited it", async () => {
    const { ana, ben, cleo } = people();
    await chime.send(new CreateChannelMembershipCommand({ ...as(ben), MemberArn: cleo, Type: "DEFAULT" }));
    const { ChannelMembership } = await chime.send(
      new DescribeChannelMembershipCommand({ ...as(ana), MemberArn: cleo }),
    );
    expect(ChannelMembership).toMatchObject({ InvitedBy: { Name: "Ben" }, Member: { Name: "Cleo" }, Type: "DEFAULT" });
    expect(ChannelMembership?.CreatedTimestamp).toBeInstanceOf(Date);
  });

  it("is added with others, and each who can't be is named with the reason", async () => {
    const { ana, ben, cleo } = people();
    const nobody = `${emulator.world.appInstanceArn}/user/nobody`;
    const { BatchChannelMemberships, Errors } = await chime.send(
      new BatchCreateChannelMembershipCommand({ ...as(ana), MemberArns: [cleo, ben, nobody, cleo] }),
    );
    expect(BatchChannelMemberships?.Members).toEqual([{ Arn: cleo, Name: "Cleo" }]);
    expect(Errors?.map(({ MemberArn, ErrorCode }) => [MemberArn, ErrorCode])).toEqual([
      [ben, "Conflict"],
      [nobody, "NotFound"],
      [cleo, "Conflict"],
    ]);
    expect(await membersNow()).toContain("Cleo");
  });
});

describe("a ban", () => {
  it("takes the member out, keeps it out while it stands, and is taken off again", async () => {
    const { ana, ben } = people();
    const add = () => chime.send(new CreateChannelMembershipCommand({ ...as(ana), MemberArn: ben, Type: "DEFAULT" }));
    const ban = (by: string) => chime.send(new CreateChannelBanCommand({ ...as(by), MemberArn: ben }));
    await expect(ban(ben)).rejects.toEqual(refused("ForbiddenException"));
    await ban(ana);
    expect(await membersNow()).not.toContain("Ben");
    await expect(add()).rejects.toEqual(refused("ForbiddenException"));
    await expect(ban(ana)).rejects.toEqual(refused("ConflictException"));
    const { ChannelBans } = await chime.send(new ListChannelBansCommand(as(ana)));
    expect(ChannelBans).toEqual([{ Member: { Arn: ben, Name: "Ben" } }]);
    const { ChannelBan } = await chime.send(new DescribeChannelBanCommand({ ...as(ana), MemberArn: ben }));
    expect(ChannelBan).toMatchObject({ CreatedBy: { Name: "Ana" } });
    await chime.send(new DeleteChannelBanCommand({ ...as(ana), MemberArn: ben }));
    await add();
    expect(await membersNow()).toContain("Ben");
  });
});

describe("the app instance", () => {
  it("names its users and bots, and of a bot the Lex bot that it asks", async () => {
    const AppInstanceArn = emulator.world.appInstanceArn;
    const { AppInstanceUsers } = await identity.send(new ListAppInstanceUsersCommand({ AppInstanceArn }));
    expect(AppInstanceUsers?.map(({ Name }) => Name)).toEqual(["Ana", "Ben", "Cleo"]);
    const { AppInstanceBots } = await identity.send(new ListAppInstanceBotsCommand({ AppInstanceArn }));
    expect(AppInstanceBots?.map(({ AppInstanceBotArn }) => AppInstanceBotArn)).toEqual(
      emulator.world.bots.map(({ arn }) => arn),
    );
    const describeBot = (AppInstanceBotArn: string) =>
      identity.send(new DescribeAppInstanceBotCommand({ AppInstanceBotArn }));
    const { AppInstanceBot } = await describeBot(people().bot);
    expect(AppInstanceBot?.Configuration?.Lex).toMatchObject({
      LexBotAliasArn: emulator.world.lexBots[0]?.aliasArn,
      LocaleId: "en_US",
    });
    await expect(describeBot(people().ana)).rejects.toEqual(refused("NotFoundException"));
  });
});
