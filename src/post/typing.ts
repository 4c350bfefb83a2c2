import type { Signs } from "../answer/mode.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callOnce } from "../ports/calls.ts";
import type { Pace } from "../ports/pace.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { noteSign, warnOf } from "../read/record.ts";

/** Shows that the bot types, if its answer takes long. Nothing waits for it, and nothing fails with it. */
export interface Typing {
  /** Begins to wait for its time. */
  begin(signs: Signs): void;
  /** The answer is there. What is on its way may still arrive. */
  stop(): void;
}

const CALL_MS = 2_000;

/** Typing for one delivery; `isFree` tells whether nobody has taken over. */
export function createTyping(
  { decision }: Delivery,
  { sendChannelMessage, now }: Pick<Ports, "sendChannelMessage" | "now">,
  on: { readonly pace: Pace; readonly isFree: () => Promise<boolean> },
): Typing {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  async function show(message: NonNullable<Signs["typing"]>["message"]): Promise<void> {
    if (!(await on.isFree()) || isOver || !on.pace.takeSpare(message.ChimeBearer)) return;
    noteSign(decision, "typing");
    try {
      const sending = callOnce((options) => sendChannelMessage(message, options), CALL_MS, "SEND_TIMEOUT");
      await on.pace.hear(message.ChimeBearer, sending);
    } catch (caught) {
      // The record is closed by then, if the answer is out.
      if (!isOver) warnOf(decision, BridgeError.from(caught), (why) => `typing-failed: ${why}`);
    }
  }

  return {
    begin: ({ typing }) => {
      if (typing) timer = setTimeout(() => void show(typing.message), Math.max(0, typing.at - now()));
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
