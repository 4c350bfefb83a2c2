import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { SeenMessage } from "../state/select.ts";
import { isTypingSign, typingNow } from "./typing.ts";

/** A sign is taken off after this, if nothing was said: how long is up to every client. */
const SHOWN_MS = 15_000;

/** Who types now. What was there when this began, with a snapshot or in another channel (`epoch`), has passed. */
export function useTyping(
  seen: readonly SeenMessage[],
  speaker: string | undefined,
  epoch: string,
): readonly EmulatedMessage[] {
  const passed = useRef<{ readonly epoch: string; readonly ids: Set<string> }>(undefined);
  const [turn, setTurn] = useState(0);
  if (passed.current?.epoch !== epoch) {
    const signs = seen.filter(({ message }) => isTypingSign(message));
    passed.current = { epoch, ids: new Set(signs.map(({ message }) => message.MessageId)) };
  }
  const { ids } = passed.current;
  const now = useMemo(
    () => typingNow(seen, speaker).filter(({ MessageId }) => !ids.has(MessageId)),
    [seen, speaker, ids, turn],
  );
  const names = now.map(({ MessageId }) => MessageId).join();
  useEffect(() => {
    if (names === "") return undefined;
    const timer = setTimeout(() => {
      for (const id of names.split(",")) ids.add(id);
      setTurn((before) => before + 1);
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [names, ids]);
  return now;
}
