import type { Now } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";

/** Which queue a conversation has: one session of one alias, whatever the language. */
export function conversationToQueue({ botId, botAliasId }: LexAlias, sessionId: string): string {
  return `${botId}/${botAliasId}/${sessionId}`;
}

interface LexAlias {
  readonly botId: string;
  readonly botAliasId: string;
}

/** Gives up a place: for all that share it if its turn was taken, else when the last of them leaves. */
export type Leave = (isTurnTaken: boolean) => void;

/**
 * Waits in the queue of a conversation, and resolves when no delivery is ahead of this one. Resolves to nothing if that wasn't so
 * by
 * `until`, in epoch milliseconds. An earlier delivery comes before a later one; a duplicate shares the place of the first.
 */
export type WaitInQueue = (
  conversation: string,
  delivery: Pick<Delivery, "ids" | "begun">,
  until: number,
) => Promise<Leave | undefined>;

interface Place {
  readonly id: string;
  readonly begun: number;
  readonly turn: Promise<void>;
  readonly call: () => void;
  holders: number;
}

/**
 * The queues of this process, one for each conversation. Lex refuses a request while another one holds the session, and waiting
 * here costs no request. Other processes aren't seen: they find out by asking Lex. An empty queue is forgotten.
 */
export function createQueues(now: Now, queues: Map<string, Place[]> = new Map()): WaitInQueue {
  function end(conversation: string, place: Place): void {
    const queue = queues.get(conversation);
    const at = queue?.indexOf(place) ?? -1;
    if (!queue || at < 0) return;
    queue.splice(at, 1);
    queue[0]?.call();
    if (queue.length === 0) queues.delete(conversation);
  }

  return async (conversation, { ids, begun }, until) => {
    const queue = queues.get(conversation) ?? [];
    queues.set(conversation, queue);
    const place = placeIn(queue, ids.CallbackId, begun);
    place.holders++;
    const leave = once((isTurnTaken: boolean) => {
      place.holders--;
      if (isTurnTaken || place.holders === 0) end(conversation, place);
    });
    if (queue[0] === place) place.call();
    else if (!(await isCalledIn(place, until - now()))) {
      leave(false);
      return undefined;
    }
    return leave;
  };
}

/** The delivery whose turn it is stays first, whichever comes. */
function placeIn(queue: Place[], id: string, begun: number): Place {
  const shared = queue.find((place) => place.id === id);
  if (shared) return shared;
  let call = () => {};
  const turn = new Promise<void>((resolve) => {
    call = resolve;
  });
  const place: Place = { id, begun, turn, call, holders: 0 };
  const behind = queue.findIndex((other, index) => index > 0 && other.begun > begun);
  queue.splice(behind < 0 ? queue.length : behind, 0, place);
  return place;
}

async function isCalledIn({ turn }: Place, ms: number): Promise<boolean> {
  if (ms <= 0) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([turn.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function once(leave: Leave): Leave {
  let isOver = false;
  return (isTurnTaken) => {
    if (isOver) return;
    isOver = true;
    leave(isTurnTaken);
  };
}
