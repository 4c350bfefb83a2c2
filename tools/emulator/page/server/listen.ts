import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import type { FaultList, Options } from "./controls.ts";

/** The event `snapshot`: everything there is. It comes first on every connection, and after a reset. */
export interface Snapshot {
  readonly messages: readonly EmulatedMessage[];
  readonly deliveries: readonly EmulatedDelivery[];
}

export type Connection = "connecting" | "live" | "offline";

export interface Listener {
  readonly connection: (connection: Connection) => void;
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly message: (message: EmulatedMessage) => void;
  readonly delivery: (delivery: EmulatedDelivery) => void;
  /** A message was deleted. */
  readonly removed: (messageId: string) => void;
  readonly info: (info: Info) => void;
  readonly faults: (faults: FaultList) => void;
  /** Null where the processor has none that can be changed. */
  readonly options: (options: Options | null) => void;
}

export interface Subscription {
  /** Tries again at once, where the connection is lost. */
  retry(): void;
  stop(): void;
}

const REOPEN_MS = 1_500;

/** Follows the emulator until it is stopped. A lost connection is tried again for as long as the page is open. */
export function listen(listener: Listener): Subscription {
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
    on<EmulatedDelivery>(current, "delivery", listener.delivery);
    on<{ MessageId: string }>(current, "removed", ({ MessageId }) => listener.removed(MessageId));
    on<Info>(current, "info", listener.info);
    on<FaultList>(current, "faults", listener.faults);
    on<Options | null>(current, "options", listener.options);
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
  source.addEventListener(name, (event: Event & { readonly data?: string }) => {
    if (event.data !== undefined) handle(JSON.parse(event.data) as T);
  });
}
