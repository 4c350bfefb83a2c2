import { isPlaceholderOf, partToEdit, placeholderToNothing } from "../../mappers/answer/sign-of-life.ts";
import { metadataToMark } from "../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { Loss } from "../../mappers/shapes/reply.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { isDoubtful, isPassing } from "../errors/repeats.ts";
import { callInTime } from "../ports/calls.ts";
import type { Answer, Placeholder } from "../ports/claims.ts";
import { createLook } from "../ports/look.ts";
import type { Pace } from "../ports/pace.ts";
import { pauseBeforeRetry, sleep } from "../ports/pauses.ts";
import type { CallOptions, Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, countRetry, noteLosses, noteSent, warnOf } from "../read/record.ts";
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
  /** Sends a placeholder, which by its token is there once. */
  place(message: OutgoingMessage): Promise<Event>;
  /** Edits a placeholder into the first of so many parts, or, without a part, into nothing. */
  replace(placeholder: Required<Placeholder>, part: OutgoingMessage | undefined, of: number): Promise<Event>;
  /** How many parts the channel already holds, counted from the first without a gap, and the placeholder that still stands there. */
  list(answer: Answer | undefined, placeholder: OutgoingMessage | undefined, since: number): Promise<Event>;
  /** The last failure, to be thrown when the attempt gives up. */
  readonly error: BridgeError | undefined;
  /** Attributes that didn't fit into the edit of a placeholder. */
  readonly lost: readonly Loss[];
}

export function createSpeaker(
  { decision, deadline }: Delivery,
  { sendChannelMessage, updateChannelMessage, listChannelMessages, now }: Ports,
  pace: Pace,
): Speaker {
  const look = createLook(pace, now);
  let error: BridgeError | undefined;
  let lost: readonly Loss[] = [];
  let tries = 0;
  let counted = 0;
  let isSignedAnew = false;

  function send({ parts = [] }: Answer, part: number): Promise<Event> {
    const message = parts[part];
    if (!message) throw new BridgeError("INTERNAL", "There is no such part.");
    return tryOnce(message.ChimeBearer, async (options) => {
      await sendChannelMessage(message, options);
      noteSent(decision, { parts: part + 1, of: parts.length });
      return { type: "accepted" };
    });
  }

  function place(message: OutgoingMessage): Promise<Event> {
    return tryOnce(message.ChimeBearer, async (options) => {
      const { MessageId } = await sendChannelMessage(message, options);
      return { type: "placed", id: MessageId };
    });
  }

  function replace(placeholder: Required<Placeholder>, part: OutgoingMessage | undefined, of: number): Promise<Event> {
    const { message, id } = placeholder;
    const { edit, losses } = part
      ? partToEdit(message, id, part)
      : { edit: placeholderToNothing(message, id), losses: [] };
    return tryOnce(message.ChimeBearer, async (options) => {
      await updateChannelMessage(edit, options);
      if (part) noteSent(decision, { parts: 1, of });
      lost = losses;
      noteLosses(decision, losses);
      return { type: "accepted" };
    });
  }

  /** One try of a call that may be repeated: a send, by its token, and an edit, since it says the same again. */
  async function tryOnce(bearer: string, call: (options: CallOptions) => Promise<Event>): Promise<Event> {
    const begun = now();
    try {
      // Waiting for the bearer's pace isn't a try, and a call that has already waited too long needs no other.
      if (!(await pace.wait(bearer, deadline))) {
        error = new BridgeError("SEND_THROTTLED", "The bot is over its own rate.");
        return { type: "unreachable" };
      }
      const event = await pace.hear(bearer, callInTime(call, deadline - now(), "SEND_TIMEOUT"));
      tries = 0;
      counted = 0;
      isSignedAnew = false;
      return event;
    } catch (caught) {
      error = BridgeError.from(caught);
      if (error.code === "CREDENTIALS_REFUSED" && !isSignedAnew) {
        isSignedAnew = true;
        countRetry(decision, "send");
        return { type: "again", isAmbiguous: false };
      }
      isSignedAnew = false;
      return failed(error);
    } finally {
      addTime(decision, "send", now() - begun);
    }
  }

  async function failed(why: BridgeError): Promise<Event> {
    const { code } = why;
    tries++;
    if (!isPassing(code)) counted++;
    // A placeholder that is still in the flow may soon be edited. If not, its answer needs time to be sent.
    const isInFlow = code === "UPDATE_REFUSED";
    const mayRepeat = (isInFlow || isPassing(code) || isDoubtful(code)) && counted < MOST_COUNTED;
    const pause = mayRepeat ? pauseBeforeRetry(why, tries, (deadline - now()) / (isInFlow ? 2 : 1)) : undefined;
    if (pause === undefined) return code.startsWith("UPDATE_") ? gone(why) : { type: "unreachable" };
    countRetry(decision, "send");
    await sleep(pause);
    return { type: "again", isAmbiguous: true };
  }

  /** The placeholder can't be edited: its answer is sent as a message of its own, and that counts its tries anew. */
  function gone(why: BridgeError): Event {
    warnOf(decision, why, (text) => `placeholder-not-replaced: ${text}`);
    tries = 0;
    counted = 0;
    error = undefined;
    return { type: "gone" };
  }

  async function list(
    answer: Answer | undefined,
    placeholder: OutgoingMessage | undefined,
    since: number,
  ): Promise<Event> {
    const { parts = [] } = answer ?? {};
    const first = parts[0] ?? placeholder;
    const reply = metadataToMark(first?.Metadata)?.reply;
    if (!first || reply === undefined) return { type: "listed", sent: 0 };
    try {
      const { present, standing } = await marksIn(first, reply, since);
      let sent = 0;
      while (present.has(sent + 1)) sent++;
      if (sent > 0) noteSent(decision, { parts: sent, of: parts.length });
      return { type: "listed", sent, ...(standing === undefined ? {} : { placeholder: standing }) };
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
  ): Promise<{ present: Set<number>; standing: string | undefined }> {
    const view = {
      ChannelArn,
      ChimeBearer,
      ...(SubChannelId ? { SubChannelId } : {}),
      ...(since > 0 ? { NotBefore: since - SKEW_MS } : {}),
    };
    const present = new Set<number>();
    let standing: string | undefined;
    let NextToken: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const request = { ...view, ...(NextToken ? { NextToken } : {}) };
      const rules = { bearer: ChimeBearer, until: deadline };
      const listed = await look((options) => listChannelMessages(request, options), rules);
      for (const { MessageId, Metadata, Sender } of listed.messages) {
        const mark = Sender?.Arn === ChimeBearer ? metadataToMark(Metadata) : undefined;
        if (mark?.reply !== reply) continue;
        present.add(mark.part);
        if (isPlaceholderOf(reply, Metadata)) standing = MessageId;
      }
      NextToken = listed.NextToken;
      if (!NextToken) return { present, standing };
    }
    // Our parts may lie beyond this: counted as absent, they would be sent twice once their tokens are forgotten.
    throw new BridgeError("LOOKUP_FAILED", `More than ${PAGES_MAX} pages of messages came since the delivery.`);
  }

  return {
    send,
    place,
    replace,
    list,
    get error() {
      return error;
    },
    get lost() {
      return lost;
    },
  };
}
