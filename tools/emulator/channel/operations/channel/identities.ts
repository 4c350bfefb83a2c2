import { ServiceError } from "../../../service-error.ts";
import { FlowsQuery } from "../../requests/channel-requests.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import type { ChannelState } from "../../state/channel-state.ts";
import type { Member } from "../../world/world.ts";
import { requireAppInstance } from "./list-channels.ts";
import { paged } from "./paged.ts";

/** Chime SDK identity's ListAppInstanceUsers, which has no bearer. */
export function listAppInstanceUsers(state: ChannelState, query: unknown): { items: Member[]; nextToken?: string } {
  const asked = readRequest(FlowsQuery, query);
  requireAppInstance(state, asked["app-instance-arn"]);
  const { ana, ben, cleo } = state.world.users;
  return paged([ana, ben, cleo], asked);
}

/** Its ListAppInstanceBots. */
export function listAppInstanceBots(state: ChannelState, query: unknown): { items: Member[]; nextToken?: string } {
  const asked = readRequest(FlowsQuery, query);
  requireAppInstance(state, asked["app-instance-arn"]);
  return paged(state.world.bots, asked);
}

/** Its DescribeAppInstanceBot: the bot and its place among the bots, by which its Lex bot is known. */
export function describeAppInstanceBot(state: ChannelState, botArn: string): { bot: Member; place: number } {
  const place = state.world.bots.findIndex(({ arn }) => arn === botArn);
  const bot = state.world.bots[place];
  if (bot !== undefined) return { bot, place };
  throw new ServiceError(404, "NotFoundException", "The app instance has no such bot.");
}
