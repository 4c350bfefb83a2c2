import type { OperationName } from "../wire.ts";

/** An operation on the wire: what stands in the path, the query and the headers. All other members go into a JSON body. */
export interface LeanOperation {
  readonly service: "lex" | "chime" | "dynamodb";
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `{member}` stands for a member, percent-encoded. */
  readonly path: string;
  /** Query names, each with a member, or with a constant after `=`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Header names, each with a member, or with a constant after `=`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The headers of the answer that hold its members, each with the member. Without it they are those of a JSON body. */
  readonly answers?: Readonly<Record<string, string>>;
}

const SESSION = "/bots/{botId}/botAliases/{botAliasId}/botLocales/{localeId}/sessions/{sessionId}";
const BEARER = { "x-amz-chime-bearer": "ChimeBearer" };

/**
 * The operations that the bridge uses, as the services' models give them (API_runtime_RecognizeText and its neighbours,
 * API_messaging-chime_ChannelFlowCallback and its neighbours, API_GetItem, API_UpdateItem). A test holds each against what the
 * AWS SDK's client sends.
 */
export const LEAN_OPERATIONS: Readonly<Record<OperationName, LeanOperation>> = {
  RecognizeText: { service: "lex", method: "POST", path: `${SESSION}/text` },
  GetSession: { service: "lex", method: "GET", path: SESSION },
  PutSession: {
    service: "lex",
    method: "POST",
    path: SESSION,
    headers: { responsecontenttype: "responseContentType" },
    answers: {
      "x-amz-lex-messages": "messages",
      "x-amz-lex-session-state": "sessionState",
      "x-amz-lex-request-attributes": "requestAttributes",
      "x-amz-lex-session-id": "sessionId",
    },
  },
  DeleteSession: { service: "lex", method: "DELETE", path: SESSION },
  ChannelFlowCallback: {
    service: "chime",
    method: "POST",
    path: "/channels/{ChannelArn}",
    query: { operation: "=channel-flow-callback" },
  },
  SendChannelMessage: { service: "chime", method: "POST", path: "/channels/{ChannelArn}/messages", headers: BEARER },
  UpdateChannelMessage: {
    service: "chime",
    method: "PUT",
    path: "/channels/{ChannelArn}/messages/{MessageId}",
    headers: BEARER,
  },
  GetChannelMessage: {
    service: "chime",
    method: "GET",
    path: "/channels/{ChannelArn}/messages/{MessageId}",
    query: { "sub-channel-id": "SubChannelId" },
    headers: BEARER,
  },
  ListChannelMessages: {
    service: "chime",
    method: "GET",
    path: "/channels/{ChannelArn}/messages",
    query: {
      "sort-order": "SortOrder",
      "not-before": "NotBefore",
      "max-results": "MaxResults",
      "next-token": "NextToken",
      "sub-channel-id": "SubChannelId",
    },
    headers: BEARER,
  },
  ListChannelMemberships: {
    service: "chime",
    method: "GET",
    path: "/channels/{ChannelArn}/memberships",
    query: { type: "Type", "max-results": "MaxResults", "next-token": "NextToken", "sub-channel-id": "SubChannelId" },
    headers: BEARER,
  },
  GetItem: { service: "dynamodb", method: "POST", path: "/", headers: target("GetItem") },
  UpdateItem: { service: "dynamodb", method: "POST", path: "/", headers: target("UpdateItem") },
};

function target(operation: string): Readonly<Record<string, string>> {
  return { "x-amz-target": `=DynamoDB_20120810.${operation}`, "content-type": "=application/x-amz-json-1.0" };
}
