import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { BotModel, IntentModel } from "../../emulator/lex/model/model.ts";
import type { HookedStage, Prompt } from "../../emulator/lex/model/stage-model.ts";
import type { VisitedPart } from "../../emulator/lex/model/visited.ts";

export const PART_KINDS = ["intent", "slot", "branch", "button"] as const;
export type PartKind = (typeof PART_KINDS)[number];

/**
 * A part of a bot that a conversation can visit. `name` is unique among its kind in the bot, as in
 * `en_US/CheckBalance/AccountType`; `part` is the model's own object, the message for a button.
 */
export interface BotPart {
  readonly kind: PartKind;
  readonly name: string;
  readonly part: VisitedPart;
  readonly button?: { readonly text: string; readonly value: string };
}

/** Everything of a bot that can be visited: intents, slots, branches and buttons, in the order of the export. */
export function botToParts({ locales }: BotModel): BotPart[] {
  return unique(
    locales.flatMap(({ id, intents }) => intents.flatMap((intent) => intentToParts(`${id}/${intent.name}`, intent))),
  );
}

function intentToParts(name: string, intent: IntentModel): BotPart[] {
  const { confirmation, fulfillment, closing } = intent;
  return [
    { kind: "intent", name, part: intent },
    ...stageToParts(`${name}/initial`, intent.initial, false),
    ...intent.slots.flatMap((slot) => [
      { kind: "slot" as const, name: `${name}/${slot.name}`, part: slot },
      ...promptToParts(`${name}/${slot.name}`, slot.prompt),
      ...stageToParts(`${name}/${slot.name}/captured`, slot.captured, false),
      ...stageToParts(`${name}/${slot.name}/failed`, slot.failed, true),
    ]),
    ...(confirmation
      ? [
          ...promptToParts(`${name}/confirmation`, confirmation.prompt),
          ...stageToParts(`${name}/confirmation/yes`, confirmation.confirmed, true),
          ...stageToParts(`${name}/confirmation/no`, confirmation.declined, true),
          ...stageToParts(`${name}/confirmation/failed`, confirmation.failed, true),
        ]
      : []),
    ...(fulfillment
      ? [
          ...stageToParts(`${name}/fulfillment/success`, fulfillment.success, true),
          ...(fulfillment.callsFunction
            ? [
                ...stageToParts(`${name}/fulfillment/failure`, fulfillment.failure, true),
                ...stageToParts(`${name}/fulfillment/timeout`, fulfillment.timeout, true),
              ]
            : []),
        ]
      : []),
    ...(closing ? stageToParts(`${name}/closing`, closing, false) : []),
  ];
}

/** A stage that another could have been played in place of is a branch; so is each way of a condition. */
function stageToParts(name: string, stage: HookedStage, isBranch: boolean): BotPart[] {
  const { response, conditional, hook } = stage;
  return [
    ...(isBranch ? [{ kind: "branch" as const, name, part: stage }] : []),
    ...(response?.groups ?? []).flat().flatMap((message) => messageToParts(name, message)),
    ...(conditional?.branches ?? []).flatMap((branch, at) => stageToParts(`${name}/if ${at + 1}`, branch.stage, true)),
    ...(conditional?.otherwise ? stageToParts(`${name}/else`, conditional.otherwise, true) : []),
    ...(hook?.active && hook.invokes
      ? [
          ...stageToParts(`${name}/hook/success`, hook.success, true),
          ...stageToParts(`${name}/hook/failure`, hook.failure, true),
          ...stageToParts(`${name}/hook/timeout`, hook.timeout, true),
        ]
      : []),
  ];
}

function promptToParts(name: string, { groups }: Prompt): BotPart[] {
  return groups.flat().flatMap((message) => messageToParts(name, message));
}

function messageToParts(name: string, message: LexMessage): BotPart[] {
  const card = message.imageResponseCard;
  return (card?.buttons ?? []).map((button) => ({
    kind: "button",
    name: `${name}/${card?.title} [${button.text}]`,
    part: message,
    button,
  }));
}

/** Variations of a card can look alike: those that follow get a number. */
function unique(parts: readonly BotPart[]): BotPart[] {
  const seen = new Map<string, number>();
  return parts.map((part) => {
    const key = `${part.kind} ${part.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? part : { ...part, name: `${part.name} (${count})` };
  });
}
