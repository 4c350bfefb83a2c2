import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { Answers, DueSign, Signs } from "../answer/mode.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callOnce } from "../ports/calls.ts";
import type { Answer } from "../ports/claims.ts";
import type { Pace } from "../ports/pace.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { noteSign, warnOf } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** The bot is asked, and meanwhile people see that it is at work. What is shown may be left out: nothing fails with it. */
export interface Thinking {
  /** Resolves to the answer, or before it to the placeholder that is due, where one may be shown. */
  ask(mayPlace: boolean): Promise<Answer | "no-time" | Due>;
  /** The answer of the bot that was asked. */
  rest(): Promise<Answer | "no-time">;
  /** Sends a placeholder once; the answer may be there any moment. */
  place(message: OutgoingMessage): Promise<Event>;
}

/** A placeholder whose time has come. */
export interface Due {
  readonly due: OutgoingMessage;
}

const CALL_MS = 2_000;

/** The codes that say for certain that nothing was sent. */
const UNSENT = /^(SEND_(THROTTLED|UNREACHABLE|FORBIDDEN|REFUSED)|CREDENTIALS_REFUSED)$/;

/** `on.isFree` tells whether nobody has taken over. */
export function createThinking(
  { decision }: Delivery,
  { sendChannelMessage, now }: Pick<Ports, "sendChannelMessage" | "now">,
  on: { readonly ask: Answers["ask"]; readonly pace: Pace; readonly isFree: () => Promise<boolean> },
): Thinking {
  const timers: ReturnType<typeof setTimeout>[] = [];
  let isOver = false;
  let asked: Promise<Answer | "no-time"> | undefined;

  function at(sign: DueSign | undefined, show: (message: OutgoingMessage) => void): void {
    if (sign) timers.push(setTimeout(() => show(sign.message), Math.max(0, sign.at - now())));
  }

  function send(message: OutgoingMessage): Promise<{ MessageId: string }> {
    const sending = callOnce((options) => sendChannelMessage(message, options), CALL_MS, "SEND_TIMEOUT");
    return on.pace.hear(message.ChimeBearer, sending);
  }

  /** Nothing waits for it. What is on its way when the answer is there may still arrive. */
  async function type(message: OutgoingMessage): Promise<void> {
    if (!(await on.isFree()) || isOver || !on.pace.takeSpare(message.ChimeBearer)) return;
    noteSign(decision, "typing");
    try {
      await send(message);
    } catch (caught) {
      // The record is closed by then, if the answer is out.
      if (!isOver) warnOf(decision, BridgeError.from(caught), (why) => `typing-failed: ${why}`);
    }
  }

  function stop(): void {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
  }

  return {
    ask: (mayPlace) => {
      let tell: (due: Due) => void = () => {};
      const isDue = new Promise<Due>((resolve) => {
        tell = resolve;
      });
      const show = ({ typing, placeholder }: Signs) => {
        at(typing, (message) => void type(message));
        if (!mayPlace) return;
        at(placeholder, (message) => {
          if (on.pace.takeSpare(message.ChimeBearer)) tell({ due: message });
        });
      };
      asked = on.ask(show).finally(stop);
      // While a placeholder is sent nothing awaits it.
      asked.catch(() => {});
      return Promise.race([asked, isDue]);
    },
    rest: async () => {
      if (!asked) throw new BridgeError("INTERNAL", "No bot was asked.");
      return asked;
    },
    place: async (message) => {
      noteSign(decision, "placeholder");
      try {
        const { MessageId } = await send(message);
        return { type: "placed", ...(MessageId ? { id: MessageId } : {}) };
      } catch (caught) {
        const error = BridgeError.from(caught);
        warnOf(decision, error, (why) => `placeholder-failed: ${why}`);
        return UNSENT.test(error.code) ? { type: "unplaced" } : { type: "placed" };
      }
    },
  };
}
