import type { Context } from "hono";
import { Hono } from "hono";
import { channelFlowCallback } from "../channel/callback.ts";
import { type ChannelState, requireMember } from "../channel/channel-state.ts";
import { channelToWire, toWire } from "../channel/message.ts";
import { getChannelMessage, listChannelMessages } from "../channel/read.ts";
import { sendChannelMessage } from "../channel/send.ts";
import { membersOf } from "../channel/world.ts";
import { answer, type Env, failed, readBody } from "./answers.ts";

/** Chime SDK messaging by its real paths, the channel's ARN percent-encoded in them (`docs/facts.md` §1.3). */
export function chimeRoutes(state: ChannelState): Hono<Env> {
  return new Hono<Env>()
    .post("/:channelArn/messages", async (c) => {
      const message = sendChannelMessage(state, arnOf(c), bearerOf(c), await body(c));
      const { ChannelArn, MessageId, Status, SubChannelId } = message;
      return answer(201, { ChannelArn, MessageId, Status, SubChannelId });
    })
    .get("/:channelArn/messages", (c) => {
      const { messages, nextToken } = listChannelMessages(state, arnOf(c), bearerOf(c), c.req.query());
      return answer(200, { ChannelArn: arnOf(c), NextToken: nextToken, ChannelMessages: messages.map(toWire) });
    })
    .get("/:channelArn/messages/:messageId", (c) => {
      const message = getChannelMessage(state, arnOf(c), bearerOf(c), c.req.param("messageId"));
      if (c.req.query("scope") === "message-status") return answer(200, { Status: message.Status });
      return answer(200, { ChannelMessage: toWire(message) });
    })
    .get("/:channelArn/memberships", (c) => {
      requireMember(state, arnOf(c), bearerOf(c));
      const members = membersOf(state.world).map(({ arn, name }) => ({ Member: { Arn: arn, Name: name } }));
      return answer(200, { ChannelArn: arnOf(c), ChannelMemberships: members });
    })
    .get("/:channelArn", (c) => {
      requireMember(state, arnOf(c), bearerOf(c));
      return answer(200, { Channel: channelToWire(state.world) });
    })
    .post("/:channelArn", async (c, next) => {
      if (c.req.query("operation") !== "channel-flow-callback") return next();
      return answer(200, await channelFlowCallback(state, arnOf(c), await body(c), c.req.raw.signal));
    })
    .onError((thrown, c) => failed(c, thrown, ({ name, message }) => ({ Code: codeOf(name), Message: message })));
}

function arnOf(c: Context): string {
  return c.req.param("channelArn") ?? "";
}

function bearerOf(c: Context): string | undefined {
  return c.req.header("x-amz-chime-bearer");
}

function body(c: Context<Env>): Promise<unknown> {
  return readBody(c, "BadRequestException");
}

/** The body's `Code` as the service model lists them: `BadRequestException` is `BadRequest`, and so on. */
function codeOf(name: string): string {
  if (name === "InternalServerException") return "ServiceFailure";
  return name.replace(/(Client)?Exception$/, "");
}
