import type { ErrorEntry } from "./error-entry.ts";

/** What can go wrong with a callback, a message of the bot's own, and a look at a channel (`docs/facts.md` §1.4). */
export const CHIME_ERRORS = {
  CALLBACK_FORBIDDEN: {
    fault: "configuration",
    wire: 403,
    what: "Chime refused the callback: already settled, older than 48 hours, or the grant is missing.",
    fix: "If no callback at all goes through, grant the function's role chime:ChannelFlowCallback on the app instance.",
  },
  CALLBACK_NOT_GRANTED: {
    fault: "configuration",
    wire: 403,
    what: "Chime refused the callback of a delivery that nobody else can have settled: the grant is missing.",
    fix: "Grant the function's role chime:ChannelFlowCallback on the app instance. The message stays pending until a retry gets through.",
  },
  CALLBACK_NOT_PENDING: {
    fault: "chime",
    wire: 400,
    what: "The message is not pending any more: a callback was accepted before.",
    fix: "Nothing: this is how a redelivery ends.",
  },
  CALLBACK_CONFLICT: {
    fault: "chime",
    wire: 409,
    what: "Another callback for this message was being accepted at the same moment.",
    fix: "Nothing: this is how a redelivery ends.",
  },
  CALLBACK_REJECTED: {
    fault: "bridge",
    wire: 400,
    what: "Chime refused the callback as invalid.",
    fix: "Report it, with the sizes in the decision record.",
  },
  CALLBACK_UNAUTHORIZED: {
    fault: "configuration",
    wire: 401,
    what: "Chime does not accept these credentials.",
    fix: "Check the function's role and region, and that no endpoint override is left on.",
  },
  CALLBACK_THROTTLED: {
    fault: "chime",
    wire: 429,
    what: "Chime is over its rate for this channel.",
    fix: "About 30 requests a second and channel (10 in some regions) is the ceiling: spread the load over channels.",
  },
  CALLBACK_FAILED: {
    fault: "chime",
    wire: 500,
    what: "Chime failed inside; whether the callback was accepted is unknown, and it was tried again.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  CALLBACK_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "No connection to Chime could be opened, so the callback was not sent.",
    fix: "Check the region, the endpoint override, and the function's way out of its VPC.",
  },
  CALLBACK_CONNECTION_LOST: {
    fault: "network",
    wire: 503,
    what: "The connection to Chime broke after the callback was sent; whether it was accepted is unknown, and it was tried again.",
    fix: "Nothing, if it is rare.",
  },
  CALLBACK_TIMEOUT: {
    fault: "chime",
    wire: 504,
    what: "Chime did not answer the callback in the time that was left.",
    fix: "Give the function more time: the reserve kept for the callback is a third of it, at most reserveMs.",
  },
  SEND_REFUSED: {
    fault: "caller",
    wire: 400,
    what: "Chime refused to take the message.",
    fix: "Check the channel ARN, and that the sender is one of its members.",
  },
  SEND_FORBIDDEN: {
    fault: "configuration",
    wire: 403,
    what: "Chime does not let the bot speak in the channel.",
    fix: "Make the AppInstanceBot a member of the channel, and grant the function's role chime:SendChannelMessage on the bot's ARN and on the app instance's channels.",
  },
  SEND_THROTTLED: {
    fault: "chime",
    wire: 429,
    what: "The bot or the channel is over its rate of messages, and stayed so until the time was over.",
    fix: "Nothing is lost: the delivery is tried again. If it happens often, let several bots share the channels, or make the bot say less; docs/operations.md has the rates.",
  },
  SEND_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "No connection to Chime could be made to send the bot's message.",
    fix: "Check the function's network and AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING.",
  },
  SEND_CONNECTION_LOST: {
    fault: "network",
    wire: 502,
    what: "The connection broke while the bot's message was sent, so it may have been taken.",
    fix: "Nothing, if it is rare: it is sent again with the same token, which Chime takes once.",
  },
  SEND_TIMEOUT: {
    fault: "network",
    wire: 504,
    what: "Chime took too long to take the bot's message.",
    fix: "Give the function more time; the delivery is tried again, and what arrived is not repeated.",
  },
  SEND_FAILED: {
    fault: "chime",
    wire: 500,
    what: "Chime failed to take the bot's message.",
    fix: "Nothing, if it is rare: the delivery is tried again, and what arrived is not repeated.",
  },
  LOOKUP_REFUSED: {
    fault: "configuration",
    wire: 403,
    what: "Chime does not show the bot what it asked for.",
    fix: "Make the AppInstanceBot a member of the channel, and grant the function's role chime:GetChannelMessage, chime:ListChannelMessages and chime:ListChannelMemberships.",
  },
  LOOKUP_FAILED: {
    fault: "chime",
    wire: 502,
    what: "Chime failed to show the bot what it asked for.",
    fix: "Nothing, if it is rare. If it happens often, look at the channel's and the bot's rates in docs/operations.md.",
  },
} as const satisfies Record<string, ErrorEntry>;
