import type { Now } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";

/** Which line a conversation is: one session of one alias, whatever the language. */
export function conversationToLine({ botId, botAliasId }: LexAlias, sessionId: string): string {
  return `${botId}/${botAliasId}/${sessionId}`;
}

interface LexAlias {
  readonly botId: string;
  readonly botAliasId: string;
}

/** Gives a place up: at once for all who share it where its turn was taken, else when the last of them leaves. */
export type Leave = (isTurnTaken: boolean) => void;

/**
 * Stands in the line of a conversation, and resolves when nobody is before this delivery. Resolves to nothing where that wasn't so by
 * `until`, in epoch milliseconds. Who came earlier stands before who came later; a duplicate shares the place of the first.
 */
export type Stand = (
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
 * The lines of this process, one a conversation. Lex refuses a request while another has the session, and an answer that waits for
 * its turn costs no request. Other processes are not seen: they find out by asking. A line that is empty is forgotten.
 */
export function createLines(now: Now, lines: Map<string, Place[]> = new Map()): Stand {
  function end(conversation: string, place: Place): void {
    const line = lines.get(conversation);
    const at = line?.indexOf(place) ?? -1;
    if (!line || at < 0) return;
    line.splice(at, 1);
    line[0]?.call();
    if (line.length === 0) lines.delete(conversation);
  }

  return async (conversation, { ids, begun }, until) => {
    const line = lines.get(conversation) ?? [];
    lines.set(conversation, line);
    const place = placeIn(line, ids.CallbackId, begun);
    place.holders++;
    const leave = once((isTurnTaken: boolean) => {
      place.holders--;
      if (isTurnTaken || place.holders === 0) end(conversation, place);
    });
    if (line[0] === place) place.call();
    else if (!(await isCalledIn(place, until - now()))) {
      leave(false);
      return undefined;
    }
    return leave;
  };
}

/** Whose turn it is stays first, whoever comes. */
function placeIn(line: Place[], id: string, begun: number): Place {
  const shared = line.find((place) => place.id === id);
  if (shared) return shared;
  let call = () => {};
  const turn = new Promise<void>((resolve) => {
    call = resolve;
  });
  const place: Place = { id, begun, turn, call, holders: 0 };
  const behind = line.findIndex((other, index) => index > 0 && other.begun > begun);
  line.splice(behind < 0 ? line.length : behind, 0, place);
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
