import { Hono } from "hono";
import type { Joined } from "../../channel/operations/channel/list-channels.ts";
import type { Management } from "../../channel/operations/channel/management.ts";
import { type Channel, channelToSummary, membershipToWire } from "../../channel/state/channels.ts";
import { answer, type Env } from "../answers.ts";
import { bearerOf, body, channelArnOf, chimeFailed, noContent, toIdentity } from "./chime-answers.ts";

/** Channels, memberships, moderators and bans, as a chat application asks for them; beside `channelRoutes`, under `/channels`. */
export function managementRoutes(manage: Management): Hono<Env> {
  const summary = (channel: Channel) => channelToSummary(channel, manage.lastMessageAt(channel));
  const joinedToWire = ({ channel, membership: { type, readAt } }: Joined) => ({
    ChannelSummary: summary(channel),
    AppInstanceUserMembershipSummary: { Type: type, ReadMarkerTimestamp: readAt && readAt / 1000 },
  });

  return new Hono<Env>()
    .get("/", (c) => {
      if (c.req.query("scope") === "app-instance-user-memberships") {
        const { items, nextToken } = manage.listOwnMemberships(bearerOf(c), c.req.query());
        return answer(200, { ChannelMemberships: items.map(joinedToWire), NextToken: nextToken });
      }
      const { items, nextToken } = manage.listChannels(bearerOf(c), c.req.query());
      return answer(200, { Channels: items.map(summary), NextToken: nextToken });
    })
    .get("/:channelArn", (c, next) => {
      if (c.req.query("scope") !== "app-instance-user-membership") return next();
      const joined = manage.describeOwnMembership(channelArnOf(c), bearerOf(c), c.req.query());
      return Promise.resolve(answer(200, { ChannelMembership: joinedToWire(joined) }));
    })
    .put("/:channelArn", async (c) => {
      manage.updateChannel(channelArnOf(c), bearerOf(c), await body(c));
      return answer(200, { ChannelArn: channelArnOf(c) });
    })
    .delete("/:channelArn", (c) => {
      manage.deleteChannel(channelArnOf(c), bearerOf(c));
      return noContent();
    })
    .put("/:channelArn/readMarker", (c) => {
      manage.updateReadMarker(channelArnOf(c), bearerOf(c));
      return answer(200, { ChannelArn: channelArnOf(c) });
    })
    .get("/:channelArn/subchannels", (c) => {
      manage.listSubChannels(channelArnOf(c), bearerOf(c));
      return answer(200, { ChannelArn: channelArnOf(c), SubChannels: [] });
    })
    .post("/:channelArn/memberships", async (c, next) => {
      if (c.req.query("operation") !== "batch-create") return next();
      const { invitedBy, type, members, errors } = manage.batchCreateMembership(
        channelArnOf(c),
        bearerOf(c),
        await body(c),
      );
      const Members = members.map(toIdentity);
      const added = { ChannelArn: channelArnOf(c), InvitedBy: toIdentity(invitedBy), Type: type, Members };
      return answer(200, { BatchChannelMemberships: added, Errors: errors });
    })
    .get("/:channelArn/memberships/:memberArn", (c) => {
      const membership = manage.describeMembership(channelArnOf(c), bearerOf(c), c.req.param("memberArn"));
      return answer(200, { ChannelMembership: membershipToWire(channelArnOf(c), membership) });
    })
    .delete("/:channelArn/memberships/:memberArn", (c) => {
      manage.deleteMembership(channelArnOf(c), bearerOf(c), c.req.param("memberArn"));
      return noContent();
    })
    .get("/:channelArn/moderators", (c) => {
      const { items, nextToken } = manage.listModerators(channelArnOf(c), bearerOf(c), c.req.query());
      const ChannelModerators = items.map((one) => ({ Moderator: toIdentity(one) }));
      return answer(200, { ChannelArn: channelArnOf(c), NextToken: nextToken, ChannelModerators });
    })
    .post("/:channelArn/bans", async (c) => {
      const member = manage.createBan(channelArnOf(c), bearerOf(c), await body(c));
      return answer(201, { ChannelArn: channelArnOf(c), Member: toIdentity(member) });
    })
    .get("/:channelArn/bans", (c) => {
      const { items, nextToken } = manage.listBans(channelArnOf(c), bearerOf(c), c.req.query());
      const ChannelBans = items.map(({ member }) => ({ Member: toIdentity(member) }));
      return answer(200, { ChannelArn: channelArnOf(c), NextToken: nextToken, ChannelBans });
    })
    .get("/:channelArn/bans/:memberArn", (c) => {
      const { member, createdBy, createdAt } = manage.describeBan(
        channelArnOf(c),
        bearerOf(c),
        c.req.param("memberArn"),
      );
      const who = { Member: toIdentity(member), CreatedBy: toIdentity(createdBy) };
      return answer(200, { ChannelBan: { ChannelArn: channelArnOf(c), ...who, CreatedTimestamp: createdAt / 1000 } });
    })
    .delete("/:channelArn/bans/:memberArn", (c) => {
      manage.deleteBan(channelArnOf(c), bearerOf(c), c.req.param("memberArn"));
      return noContent();
    })
    .onError(chimeFailed);
}
