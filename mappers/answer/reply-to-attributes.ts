import { UNREADABLE } from "../message/read-message.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { ATTRIBUTE_NAME_MAX, ATTRIBUTE_VALUE_MAX, ATTRIBUTES_MAX_BYTES } from "../shapes/limits.ts";
import type { Loss, TurnFacts } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";

export type Attributes = Record<string, { StringValues: string[] }>;

/**
 * The four documented attributes of a bot's reply (developer guide, "Processing responses from an AppInstanceBot"), then what
 * the turn exports, then what the event itself gave: whether Chime merges or replaces is unverified, so what is not carried over could
 * be lost. Nothing that looks like the bot's own attribute is carried over from a user (`CHIME.LEX.sessionState.…`).
 *
 * `originatingRequestId` is the MessageId of the user's message, not Lex's own member of that name. A value that is empty or
 * longer than 512 is left out, since Chime refuses it; ours come first, and what then exceeds 1 KB is a loss.
 */
export function replyToAttributes(
  facts: TurnFacts | undefined,
  message: ChannelMessage,
): { attributes: Attributes; losses: Loss[] } {
  const ours: [name: string, values: string[]][] = [
    ["CHIME.LEX.sessionState.intent.name", [facts?.intentName ?? ""]],
    ["CHIME.LEX.sessionState.intent.state", [facts?.intentState ?? ""]],
    ["CHIME.LEX.sessionState.originatingRequestId", [message.MessageId]],
    ["CHIME.LEX.sessionState.sessionId", [facts?.sessionId ?? ""]],
  ];
  const exported = Object.entries(facts?.exported ?? {}).map(([name, values]): [string, string[]] => [
    name,
    [...values],
  ]);
  const carried = Object.entries(message.MessageAttributes ?? {})
    .filter(([name]) => !name.startsWith(OURS))
    .map(([name, { StringValues }]): [string, string[]] => [name, StringValues ?? []])
    .filter(([, values]) => !values.includes(UNREADABLE));
  const attributes = new Map<string, { readonly StringValues: string[]; readonly bytes: number }>();
  const losses: Loss[] = [];
  let bytes = "{}".length - ",".length;
  for (const [name, values] of [...ours, ...exported, ...carried]) {
    if (values.every((value) => value === "")) continue;
    const added = isLegal(name, values) ? measured(name, values) : undefined;
    const total = bytes + (added?.bytes ?? 0) - (attributes.get(name)?.bytes ?? 0);
    if (added && total <= ATTRIBUTES_MAX_BYTES) {
      attributes.set(name, added);
      bytes = total;
    } else losses.push({ kind: "attribute", name, before: utf8Length(JSON.stringify(values)), after: 0 });
  }
  const written = Array.from(attributes, ([name, { StringValues }]) => [name, { StringValues }] as const);
  return { attributes: Object.fromEntries(written), losses };
}

/** What an attribute adds to the JSON of all, with its comma. */
function measured(name: string, values: readonly string[]) {
  const StringValues = values.map((value) => value.toWellFormed());
  const json = `,${JSON.stringify(name)}:{"StringValues":${JSON.stringify(StringValues)}}`;
  return { StringValues, bytes: utf8Length(json) };
}

const OURS = "CHIME.LEX.sessionState.";

function isLegal(name: string, values: readonly string[]): boolean {
  return (
    name.length >= 1 &&
    name.length <= ATTRIBUTE_NAME_MAX &&
    values.every((value) => value.length >= 1 && value.length <= ATTRIBUTE_VALUE_MAX)
  );
}
