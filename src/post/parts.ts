import { metadataToMark } from "../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { isDoubtful, isPassing } from "../errors/repeats.ts";
import { callInTime } from "../ports/calls.ts";
import type { Answer } from "../ports/claims.ts";
import { createLook } from "../ports/look.ts";
import type { Pace } from "../ports/pace.ts";
import { pauseBeforeRetry, sleep } from "../ports/pauses.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, countRetry, noteSent, warnOf } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** Tries for errors that aren't temporary; a throttle, a refused connection or a 5xx is repeated up to the deadline. */
const MOST_COUNTED = 8;
/** How long Chime remembers a token is unverified: an answer younger than this may be resumed by tokens alone. */
const YOUNG_MS = 5 * 60_000;
const PAGES_MAX = 20;
/** The table's clock and Chime's may differ. */
const SKEW_MS = 60_000;

/** Sends the parts of an answer in the bot's name, one Chime call at a time. */
export interface Speaker {
  send(answer: Answer, part: number): Promise<Event>;
  /** How many parts the channel already holds, counted from the first without a gap. */
  list(answer: Answer, since: number): Promise<Event>;
  /** The last failure, to be thrown when the attempt gives up. */
  readonly error: BridgeError | undefined;
}

export function createSpeaker(
  { decision, deadline }: Delivery,
  { sendChannelMessage, listChannelMessages, now }: Ports,
  pace: Pace,
): Speaker {
  const look = createLook(pace, now);
  let error: BridgeError | undefined;
  let tries = 0;
  let counted = 0;
  let isSignedAnew = false;

  async function send({ parts = [] }: Answer, part: number): Promise<Event> {
    const message = parts[part];
    if (!message) throw new BridgeError("INTERNAL", "There is no such part.");
    const begun = now();
    try {
      // Waiting for the bearer's pace isn't a try, and a call that has already waited too long needs no other.
      if (!(await pace.wait(message.ChimeBearer, deadline))) {
        error = new BridgeError("SEND_THROTTLED", "The bot is over its own rate.");
        return { type: "unreachable" };
      }
      const sending = callInTime((options) => sendChannelMessage(message, options), deadline - now(), "SEND_TIMEOUT");
      await pace.hear(message.ChimeBearer, sending);
      tries = 0;
      counted = 0;
      isSignedAnew = false;
      noteSent(decision, { parts: part + 1, of: parts.length });
      return { type: "accepted" };
    } catch (caught) {
      error = BridgeError.from(caught);
      if (error.code === "CREDENTIALS_REFUSED" && !isSignedAnew) {
        isSignedAnew = true;
        countRetry(decision, "send");
        return { type: "again", isAmbiguous: false };
      }
      isSignedAnew = false;
      tries++;
      if (!isPassing(error.code)) counted++;
      // Each goes out with its own token, so that Chime takes it only once.
      const mayRepeat = (isPassing(error.code) || isDoubtful(error.code)) && counted < MOST_COUNTED;
      const pause = mayRepeat ? pauseBeforeRetry(error, tries, deadline - now()) : undefined;
      if (pause === undefined) return { type: "unreachable" };
      countRetry(decision, "send");
      await sleep(pause);
      return { type: "again", isAmbiguous: true };
    } finally {
      addTime(decision, "send", now() - begun);
    }
  }

  async function list({ parts = [] }: Answer, since: number): Promise<Event> {
    const [first] = parts;
    const reply = metadataToMark(first?.Metadata)?.reply;
    if (!first || reply === undefined) return { type: "listed", sent: 0 };
    try {
      const present = await marksIn(first, reply, since);
      let sent = 0;
      while (present.has(sent + 1)) sent++;
      if (sent > 0) noteSent(decision, { parts: sent, of: parts.length });
      return { type: "listed", sent };
    } catch (caught) {
      error = BridgeError.from(caught);
      const { fix } = error;
      warnOf(decision, error, (why) => `list-failed: ${why} ${fix}`);
      return since > 0 && now() - since > YOUNG_MS ? { type: "unreachable" } : { type: "listed", sent: 0 };
    }
  }

  /** Which parts of this reply the channel holds, as the bot sees it: its own messages, pending ones too. */
  async function marksIn(
    { ChannelArn, ChimeBearer, SubChannelId }: OutgoingMessage,
    reply: string,
    since: number,
  ): Promise<Set<number>> {
    const view = {
      ChannelArn,
      ChimeBearer,
      ...(SubChannelId ? { SubChannelId } : {}),
      ...(since > 0 ? { NotBefore: since - SKEW_MS } : {}),
    };
    const present = new Set<number>();
    let NextToken: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const request = { ...view, ...(NextToken ? { NextToken } : {}) };
      const rules = { bearer: ChimeBearer, until: deadline };
      const listed = await look((options) => listChannelMessages(request, options), rules);
      for (const { Metadata, Sender } of listed.messages) {
        const mark = Sender?.Arn === ChimeBearer ? metadataToMark(Metadata) : undefined;
        if (mark?.reply === reply) present.add(mark.part);
      }
      NextToken = listed.NextToken;
      if (!NextToken) return present;
    }
    // Our parts may lie beyond this: counted as absent, they would be sent twice once their tokens are forgotten.
    throw new BridgeError("LOOKUP_FAILED", `More than ${PAGES_MAX} pages of messages came since the delivery.`);
  }

  return {
    send,
    list,
    get error() {
      return error;
    },
  };
}
