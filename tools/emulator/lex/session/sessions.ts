import type { SessionKey } from "../../../../src/ports/ports.ts";
import { heldWeight } from "../../weight.ts";
import { copyOf } from "./copy.ts";
import { newSession, type Session } from "./session.ts";

/** More conversations than this, or of more weight, are not remembered: the one longest unused goes first. */
const MAX_SESSIONS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

interface Stored {
  readonly session: Session;
  readonly expiresAt: number;
  readonly weight: number;
}

/**
 * The conversations of the emulator. They end `idleSessionTTLInSeconds` after their last use by the given clock, and begin
 * afresh without a word, as in Lex (`docs/facts.md` §6).
 */
export class LexSessions {
  private readonly stored = new Map<string, Stored>();
  private readonly now: () => number;
  private weight = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  /** A copy, so that what a failed turn did to it is lost. */
  find(key: SessionKey): Session | undefined {
    const id = sessionName(key);
    const found = this.stored.get(id);
    if (found === undefined) return undefined;
    if (this.now() < found.expiresAt) return copyOf(found.session);
    this.forget(id);
    return undefined;
  }

  findOrBegin(key: SessionKey): Session {
    return this.find(key) ?? newSession();
  }

  keep(key: SessionKey, session: Session, ttlInSeconds: number): void {
    const id = sessionName(key);
    this.forget(id);
    const weight = heldWeight(session);
    this.stored.set(id, { session, expiresAt: this.now() + ttlInSeconds * 1000, weight });
    this.weight += weight;
    for (const oldest of this.stored.keys()) {
      if (oldest === id || (this.stored.size <= MAX_SESSIONS && this.weight <= MAX_BYTES)) return;
      this.forget(oldest);
    }
  }

  private forget(id: string): void {
    this.weight -= this.stored.get(id)?.weight ?? 0;
    this.stored.delete(id);
  }

  /** Ends all conversations with a bot. */
  endAll(botId: string): void {
    for (const id of this.stored.keys()) if (id.startsWith(`${botId}/`)) this.forget(id);
  }

  clear(): void {
    this.stored.clear();
    this.weight = 0;
  }

  /** Whether there was one. */
  end(key: SessionKey): boolean {
    const existed = this.find(key) !== undefined;
    this.forget(sessionName(key));
    return existed;
  }
}

export function sessionName({ botId, botAliasId, localeId, sessionId }: SessionKey): string {
  return `${botId}/${botAliasId}/${localeId}/${sessionId}`;
}
