import type { EmulatedMessage } from "../../channel/message.ts";
import type { Delivery } from "../../delivery.ts";

/** The event `snapshot`: everything there is. It comes first on every connection, and after a reset. */
export interface Snapshot {
  readonly messages: readonly EmulatedMessage[];
  readonly deliveries: readonly Delivery[];
}

export type Connection = "connecting" | "live" | "offline";

export interface Listener {
  readonly connection: (connection: Connection) => void;
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly message: (message: EmulatedMessage) => void;
  readonly delivery: (delivery: Delivery) => void;
  /** A message was deleted. */
  readonly removed: (messageId: string) => void;
  /** Something about the bots, the faults or the options changed: which, and not how. */
  readonly controls: () => void;
}

export interface Listening {
  /** Tries again at once, where the connection is lost. */
  retry(): void;
  stop(): void;
}

const REOPEN_MS = 1_500;

/** Follows the emulator until it is stopped. A lost connection is tried again for as long as the page is open. */
export function listen(listener: Listener): Listening {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    const current = new EventSource("/_emulator/events");
    source = current;
    current.onopen = () => listener.connection("live");
    current.onerror = () => {
      listener.connection("offline");
      // Not left to the browser, which waits for longer and longer, and for ever once it was answered with an error.
      current.close();
      clearTimeout(timer);
      timer = setTimeout(open, REOPEN_MS);
    };
    on<Snapshot>(current, "snapshot", listener.snapshot);
    on<EmulatedMessage>(current, "message", listener.message);
    on<Delivery>(current, "delivery", listener.delivery);
    on<{ MessageId: string }>(current, "removed", ({ MessageId }) => listener.removed(MessageId));
    for (const name of ["info", "faults", "options", "bots"]) current.addEventListener(name, listener.controls);
  };

  open();
  return {
    retry: () => {
      if (source?.readyState !== EventSource.OPEN) open();
    },
    stop: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}

function on<T>(source: EventSource, name: string, handle: (data: T) => void): void {
  source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data) as T));
}
