import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import type { BotModel, IntentModel, SlotModel } from "./model.ts";
import type { DialogStage } from "./stage-model.ts";

/** A part of a bot that a dialog can pass through, by identity: the very object of the model. */
export type VisitedPart = IntentModel | SlotModel | DialogStage | LexMessage;

/**
 * Is told of every part of a bot as a dialog passes through it: an intent that begins, a slot that is filled, a stage or the
 * branch of a condition that is played, a message that is said. One passing may be told more than once.
 */
export type Visited = (part: VisitedPart, bot: BotModel) => void;
