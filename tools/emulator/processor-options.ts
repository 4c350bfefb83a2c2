/** One option of the processor with closed values, as a form would show it. */
export interface KnownOption {
  readonly path: string;
  readonly values: readonly string[];
  readonly what: string;
}

/** What is paused: a channel, or where conversations are, the one of that sender in it. */
export interface PausedPlace {
  readonly channelArn: string;
  readonly senderArn?: string;
}

/** A pause that holds. Times are epoch milliseconds. */
export interface ObservedPause {
  /** `agent`, `intent`, `attribute`, `phrase` or `call`. */
  readonly reason: string;
  readonly since: number;
  /** When it ends by itself. */
  readonly until: number;
  /** The ARN of who asked for a person, where somebody did. */
  readonly asker?: string;
}

/** Who takes over from the processor's bots, and how they are paused by hand. */
export interface ProcessorHandoff {
  readonly scope: "channel" | "session";
  /** The ARNs of the users that it takes for agents. */
  readonly agents: readonly string[];
  /** The pause that holds now. */
  pauseOf(place: PausedPlace): ObservedPause | undefined;
  pause(place: PausedPlace): Promise<void>;
  resume(place: PausedPlace): Promise<void>;
  /** Calls the listener at every change of a pause, until the returned function is called. */
  watch(listener: () => void): () => void;
}

/** The options of the processor that runs: what there is, what holds, and how to change it. */
export interface ProcessorOptions {
  readonly known: readonly KnownOption[];
  values(): Readonly<Record<string, string>>;
  /** All of them as a configuration of the bridge, for a script that the page writes; without it that holds the values alone. */
  config?(): Readonly<Record<string, unknown>>;
  /** Applies the changes, all or none, from the next delivery on. Throws a BridgeError with the fix. */
  change(changes: Readonly<Record<string, unknown>>): void;
  /** Without it the page shows neither agents nor pauses. */
  readonly handoff?: ProcessorHandoff | undefined;
}
