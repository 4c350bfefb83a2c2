import type { SendBody } from "../chat/compose/draft-to-request.ts";
import { jsonBody, request } from "./request.ts";

/** Whose message it is, and in whose name (`x-amz-chime-bearer`) something is done with it. */
export interface MessageAddress {
  readonly channelArn: string;
  readonly bearer: string;
  readonly messageId: string;
}

/** One SendChannelMessage (API_messaging-chime_SendChannelMessage). Rejects with a sentence for people. */
export async function sendMessage(channelArn: string, bearer: string, body: SendBody): Promise<void> {
  const token = { ClientRequestToken: requestToken() };
  await request(channelPath(channelArn), jsonBody("POST", { ...body, ...token }, bearerHeader(bearer)));
}

/** UpdateChannelMessage (API_messaging-chime_UpdateChannelMessage): the edit goes through the flow like a new message. */
export async function editMessage(at: MessageAddress, change: Record<string, string>): Promise<void> {
  await request(messagePath(at), jsonBody("PUT", change, bearerHeader(at.bearer)));
}

/** RedactChannelMessage (API_messaging-chime_RedactChannelMessage): the message stays, its words don't. */
export async function redactMessage(at: MessageAddress): Promise<void> {
  await request(`${messagePath(at)}?operation=redact`, jsonBody("POST", {}, bearerHeader(at.bearer)));
}

/** DeleteChannelMessage (API_messaging-chime_DeleteChannelMessage). */
export async function deleteMessage(at: MessageAddress): Promise<void> {
  await request(messagePath(at), { method: "DELETE", headers: bearerHeader(at.bearer) });
}

/** CreateChannelMembership (API_messaging-chime_CreateChannelMembership). */
export async function inviteMember(channelArn: string, bearer: string, MemberArn: string): Promise<void> {
  const path = `/channels/${encodeURIComponent(channelArn)}/memberships`;
  await request(path, jsonBody("POST", { MemberArn, Type: "DEFAULT" }, bearerHeader(bearer)));
}

/** DeleteChannelMembership (API_messaging-chime_DeleteChannelMembership), by the member. */
export async function leaveChannel(channelArn: string, memberArn: string): Promise<void> {
  const path = `/channels/${encodeURIComponent(channelArn)}/memberships/${encodeURIComponent(memberArn)}`;
  await request(path, { method: "DELETE", headers: bearerHeader(memberArn) });
}

function channelPath(channelArn: string): string {
  return `/channels/${encodeURIComponent(channelArn)}/messages`;
}

function messagePath({ channelArn, messageId }: MessageAddress): string {
  return `${channelPath(channelArn)}/${encodeURIComponent(messageId)}`;
}

function bearerHeader(bearer: string): Record<string, string> {
  return { "x-amz-chime-bearer": bearer };
}

/** Not randomUUID: that is missing where the page is reached by another host's name over plain HTTP. */
function requestToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
