import type { HeardDelivery } from "../cassette/recording-bridge.ts";

/** A question in a log and what the bot answered, as a bridge would have heard it. Nothing of it is scrubbed yet. */
export interface LoggedDelivery {
  readonly heard: HeardDelivery;
  /** What the log doesn't say and is made up, in words. */
  readonly placeholders: readonly string[];
}

/** A session of Lex, or a channel of Chime. */
export interface LoggedConversation {
  /** What its files are called: `session-01`, `channel-02`. */
  readonly name: string;
  /** Options of a bridge that takes its deliveries to the same answers. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly deliveries: readonly LoggedDelivery[];
}
