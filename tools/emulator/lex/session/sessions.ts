import type { SessionKey } from "../../../../src/ports/ports.ts";
import { copyOf } from "./copy.ts";
import { newSession, type Session } from "./session.ts";

/** More conversations than this are not remembered: the one longest unused goes first. */
const MAX_SESSIONS = 10_000;

interface Stored {
  readonly session: Session;
  readonly expiresAt: number;
}

/**
 * The conversations of the emulator. They end `idleSessionTTLInSeconds` after their last use by the given clock, and begin
 * afresh without a word, as in Lex (`docs/facts.md` §6).
 */
export class LexSessions {
  private readonly stored = new Map<string, Stored>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** A copy, so that what a failed turn did to it is lost. */
  find(key: SessionKey): Session | undefined {
    const id = sessionName(key);
    const found = this.stored.get(id);
    if (found === undefined) return undefined;
    if (this.now() < found.expiresAt) return copyOf(found.session);
    this.stored.delete(id);
    return undefined;
  }

  findOrBegin(key: SessionKey): Session {
    return this.find(key) ?? newSession();
  }

  keep(key: SessionKey, session: Session, ttlInSeconds: number): void {
    const id = sessionName(key);
    this.stored.delete(id);
    this.stored.set(id, { session, expiresAt: this.now() + ttlInSeconds * 1000 });
    if (this.stored.size <= MAX_SESSIONS) return;
    const oldest = this.stored.keys().next().value;
    if (oldest !== undefined) this.stored.delete(oldest);
  }

  /** Ends all conversations with a bot. */
  endAll(botId: string): void {
    for (const id of this.stored.keys()) if (id.startsWith(`${botId}/`)) this.stored.delete(id);
  }

  clear(): void {
    this.stored.clear();
  }

  /** Whether there was one. */
  end(key: SessionKey): boolean {
    const existed = this.find(key) !== undefined;
    this.stored.delete(sessionName(key));
    return existed;
  }
}

export function sessionName({ botId, botAliasId, localeId, sessionId }: SessionKey): string {
  return `${botId}/${botAliasId}/${localeId}/${sessionId}`;
}
