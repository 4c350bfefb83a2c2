import type { EnvelopeMessage } from "../message/envelope.ts";
import type { Loss } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";
import { cutAtWord } from "../text/cut-text.ts";
import { kindOf } from "../text/message-kinds.ts";
import { alter, envelopeBytes, lossOf, measuredOf, type PlannedMessage } from "./fit-plan.ts";

/** Marks where text was cut. */
export const CUT_MARK = "…";

/** Texts are cut no shorter than this (UTF-16 units) before whole messages are dropped: less would say nothing. */
const SHORTEST_TEXT = 160;

export function cutTexts(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  const length = commonLength(plan, max);
  if (length === undefined) return;
  for (const planned of plan) {
    const { position, message } = planned;
    if (!isCuttable(message) || message.Content.length <= length) continue;
    const cut = cutAtWord(message.Content, length, CUT_MARK);
    losses.push(lossOf("text", position, message.Content, cut));
    alter(planned, () => {
      message.Content = cut;
    });
  }
}

function isCuttable(message: EnvelopeMessage): message is EnvelopeMessage & { Content: string } {
  return kindOf(message.ContentType).isDivisible && message.Content !== undefined;
}

/**
 * The greatest length to which the texts can be cut so that everything fits, or undefined where even the shortest is too
 * much. It searches with plain slices: ending at a character or a word only makes them shorter.
 */
function commonLength(plan: readonly PlannedMessage[], max: number): number | undefined {
  let fixed = envelopeBytes(plan);
  const texts = plan.flatMap((planned) =>
    isCuttable(planned.message) ? measuredOf(planned, planned.message.Content) : [],
  );
  if (texts.length === 0) return undefined;
  for (const { bytes } of texts) fixed -= bytes;
  const sizeAt = (length: number) => {
    let sum = fixed;
    for (const { units, bytes, sizes } of texts)
      sum += length < units ? (sizes ? (sizes[length] ?? 0) : length) + MARK_BYTES : bytes;
    return sum;
  };
  if (sizeAt(SHORTEST_TEXT) > max) return undefined;
  let [fits, over] = [SHORTEST_TEXT, Math.max(...texts.map(({ units }) => units))];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (sizeAt(middle) <= max) fits = middle;
    else over = middle;
  }
  return fits;
}

const MARK_BYTES = /* @__PURE__ */ utf8Length(CUT_MARK);
