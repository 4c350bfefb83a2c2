import { Hono } from "hono";
import type { Joined } from "../../channel/operations/channel/list-channels.ts";
import type { Management } from "../../channel/operations/channel/management.ts";
import { type Channel, channelToSummary, membershipToWire } from "../../channel/state/channels.ts";
import { answer, type Env } from "../answers.ts";
import { arnOf, bearerOf, body, chimeFailed, noContent, toIdentity } from "./chime-answers.ts";

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
      const joined = manage.describeOwnMembership(arnOf(c), bearerOf(c), c.req.query());
      return Promise.resolve(answer(200, { ChannelMembership: joinedToWire(joined) }));
    })
    .put("/:channelArn", async (c) => {
      manage.updateChannel(arnOf(c), bearerOf(c), await body(c));
      return answer(200, { ChannelArn: arnOf(c) });
    })
    .delete("/:channelArn", (c) => {
      manage.deleteChannel(arnOf(c), bearerOf(c));
      return noContent();
    })
    .put("/:channelArn/readMarker", (c) => {
      manage.updateReadMarker(arnOf(c), bearerOf(c));
      return answer(200, { ChannelArn: arnOf(c) });
    })
    .get("/:channelArn/subchannels", (c) => {
      manage.listSubChannels(arnOf(c), bearerOf(c));
      return answer(200, { ChannelArn: arnOf(c), SubChannels: [] });
    })
    .post("/:channelArn/memberships", async (c, next) => {
      if (c.req.query("operation") !== "batch-create") return next();
      const { invitedBy, type, members, errors } = manage.batchCreateMembership(arnOf(c), bearerOf(c), await body(c));
      const Members = members.map(toIdentity);
      const added = { ChannelArn: arnOf(c), InvitedBy: toIdentity(invitedBy), Type: type, Members };
      return answer(200, { BatchChannelMemberships: added, Errors: errors });
    })
    .get("/:channelArn/memberships/:memberArn", (c) => {
      const membership = manage.describeMembership(arnOf(c), bearerOf(c), c.req.param("memberArn"));
      return answer(200, { ChannelMembership: membershipToWire(arnOf(c), membership) });
    })
    .delete("/:channelArn/memberships/:memberArn", (c) => {
      manage.deleteMembership(arnOf(c), bearerOf(c), c.req.param("memberArn"));
      return noContent();
    })
    .get("/:channelArn/moderators", (c) => {
      const { items, nextToken } = manage.listModerators(arnOf(c), bearerOf(c), c.req.query());
      const ChannelModerators = items.map((one) => ({ Moderator: toIdentity(one) }));
      return answer(200, { ChannelArn: arnOf(c), NextToken: nextToken, ChannelModerators });
    })
    .post("/:channelArn/bans", async (c) => {
      const member = manage.createBan(arnOf(c), bearerOf(c), await body(c));
      return answer(201, { ChannelArn: arnOf(c), Member: toIdentity(member) });
    })
    .get("/:channelArn/bans", (c) => {
      const { items, nextToken } = manage.listBans(arnOf(c), bearerOf(c), c.req.query());
      const ChannelBans = items.map(({ member }) => ({ Member: toIdentity(member) }));
      return answer(200, { ChannelArn: arnOf(c), NextToken: nextToken, ChannelBans });
    })
    .get("/:channelArn/bans/:memberArn", (c) => {
      const { member, createdBy, createdAt } = manage.describeBan(arnOf(c), bearerOf(c), c.req.param("memberArn"));
      const who = { Member: toIdentity(member), CreatedBy: toIdentity(createdBy) };
      return answer(200, { ChannelBan: { ChannelArn: arnOf(c), ...who, CreatedTimestamp: createdAt / 1000 } });
    })
    .delete("/:channelArn/bans/:memberArn", (c) => {
      manage.deleteBan(arnOf(c), bearerOf(c), c.req.param("memberArn"));
      return noContent();
    })
    .onError(chimeFailed);
}
