import type { Context } from "hono";
import { Hono } from "hono";
import { messageToSummary, messageToWire } from "../../channel/message.ts";
import type { Management } from "../../channel/operations/channel/management.ts";
import type { ChannelCall, ChannelOperations } from "../../channel/operations/operations.ts";
import { channelToWire } from "../../channel/state/channels.ts";
import { flowToWire } from "../../channel/state/flows.ts";
import { answer, type Env } from "../answers.ts";
import { bearerOf, body, channelArnOf, chimeFailed, noContent, toIdentity } from "./chime-answers.ts";

/** Chime SDK messaging's channels and messages by their real paths, the ARN percent-encoded in them (`docs/facts.md` §1.3). */
export function channelRoutes(chime: ChannelOperations): Hono<Env> {
  return new Hono<Env>()
    .post("/", async (c) => {
      const { arn } = chime.createChannel(bearerOf(c), await body(c));
      return answer(201, { ChannelArn: arn });
    })
    .get("/:channelArn", (c) => answer(200, { Channel: channelToWire(chime.describeChannel(requestOf(c))) }))
    .post("/:channelArn", async (c, next) => {
      if (c.req.query("operation") !== "channel-flow-callback") return next();
      return answer(200, await chime.callBack(channelArnOf(c), await body(c), c.req.raw.signal));
    })
    .post("/:channelArn/messages", async (c) => {
      const { ChannelArn, MessageId, Status, SubChannelId } = await chime.send(requestOf(c), await body(c));
      return answer(201, { ChannelArn, MessageId, Status, SubChannelId });
    })
    .get("/:channelArn/messages", async (c) => {
      const { messages, nextToken } = await chime.list(requestOf(c), c.req.query());
      const SubChannelId = c.req.query("sub-channel-id");
      const ChannelMessages = messages.map(messageToSummary);
      return answer(200, { ChannelArn: channelArnOf(c), NextToken: nextToken, SubChannelId, ChannelMessages });
    })
    .get("/:channelArn/messages/:messageId", async (c) => {
      if (c.req.query("scope") === "message-status") {
        return answer(200, { Status: chime.status(requestOf(c), messageIdOf(c)) });
      }
      const message = await chime.get(requestOf(c), messageIdOf(c), c.req.query());
      return answer(200, { ChannelMessage: messageToWire(message) });
    })
    .put("/:channelArn/messages/:messageId", async (c) => {
      const { ChannelArn, MessageId, Status, SubChannelId } = await chime.update(
        requestOf(c),
        messageIdOf(c),
        await body(c),
      );
      return answer(200, { ChannelArn, MessageId, Status, SubChannelId });
    })
    .post("/:channelArn/messages/:messageId", async (c, next) => {
      if (c.req.query("operation") !== "redact") return next();
      const { ChannelArn, MessageId, SubChannelId } = chime.redact(requestOf(c), messageIdOf(c), await body(c));
      return answer(200, { ChannelArn, MessageId, SubChannelId });
    })
    .delete("/:channelArn/messages/:messageId", (c) => {
      chime.remove(requestOf(c), messageIdOf(c), c.req.query());
      return noContent();
    })
    .post("/:channelArn/memberships", async (c) => {
      const Member = toIdentity(chime.createMembership(requestOf(c), await body(c)));
      return answer(201, { ChannelArn: channelArnOf(c), Member });
    })
    .get("/:channelArn/memberships", async (c) => {
      const { memberships, nextToken } = await chime.listMemberships(requestOf(c), c.req.query());
      const ChannelMemberships = memberships.map(({ member }) => ({ Member: toIdentity(member) }));
      return answer(200, { ChannelArn: channelArnOf(c), NextToken: nextToken, ChannelMemberships });
    })
    .put("/:channelArn/channel-flow", async (c) => {
      chime.associateFlow(requestOf(c), await body(c));
      return answer(200, {});
    })
    .delete("/:channelArn/channel-flow/:channelFlowArn", (c) => {
      chime.disassociateFlow(requestOf(c), c.req.param("channelFlowArn"));
      return noContent();
    })
    .onError(chimeFailed);
}

/** The channel flows, which have no bearer. */
export function flowRoutes(chime: ChannelOperations, manage: Management): Hono<Env> {
  return new Hono<Env>()
    .get("/", (c) => {
      const { items, nextToken } = manage.listFlows(c.req.query());
      const ChannelFlows = items.map(({ arn, name, processor }) => ({
        ChannelFlowArn: arn,
        Name: name,
        Processors: [processor],
      }));
      return answer(200, { ChannelFlows, NextToken: nextToken });
    })
    .post("/", async (c) => answer(201, { ChannelFlowArn: chime.createFlow(await body(c)).arn }))
    .get("/:channelFlowArn", (c) =>
      answer(200, { ChannelFlow: flowToWire(chime.describeFlow(c.req.param("channelFlowArn"))) }),
    )
    .onError(chimeFailed);
}

function messageIdOf(c: Context): string {
  return c.req.param("messageId") ?? "";
}

function requestOf(c: Context): ChannelCall {
  return { channelArn: channelArnOf(c), bearer: bearerOf(c), signal: c.req.raw.signal };
}
