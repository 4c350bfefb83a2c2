import { LEX_CONTENT_MAX } from "../../../../mappers/shapes/limits.ts";
import type { OutputContext } from "../model/model.ts";
import { type Slots, textOf } from "../slots/filled.ts";

/** A context that is active: until when (epoch milliseconds), and for how many more turns. */
export interface ActiveContext {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly until: number;
  readonly turns: number;
}

/** API_runtime_ActiveContext. */
export interface WireContext {
  readonly name: string;
  readonly timeToLive: { readonly timeToLiveInSeconds: number; readonly turnsToLive: number };
  readonly contextAttributes: Readonly<Record<string, string>>;
}

/** API_runtime_ActiveContext: at most 20 contexts, at most 10 attributes in each. */
const CONTEXTS_MAX = 20;
const ATTRIBUTES_MAX = 10;

/** What is active at this moment. */
export function alive(contexts: readonly ActiveContext[], now: number): ActiveContext[] {
  return contexts.filter(({ until, turns }) => now < until && turns > 0);
}

/** After a turn: what was active when it began has one turn less. */
export function aged(contexts: readonly ActiveContext[], atStart: readonly ActiveContext[]): ActiveContext[] {
  const older = new Set(atStart);
  return contexts
    .map((context) => (older.has(context) ? { ...context, turns: context.turns - 1 } : context))
    .filter(({ turns }) => turns > 0);
}

/**
 * What a fulfilled intent activates, with its slots as attributes (Lex V2 developer guide "Setting intent context"). A
 * context that was active begins anew.
 */
export function activated(
  contexts: readonly ActiveContext[],
  outputs: readonly OutputContext[],
  slots: Slots,
  now: number,
): ActiveContext[] {
  const names = new Set(outputs.map(({ name }) => name));
  const attributes = Object.fromEntries(
    Object.entries(slots)
      .flatMap(([name, slot]) => {
        const text = textOf(slot);
        return text === undefined || text === "" ? [] : [[name, text.slice(0, LEX_CONTENT_MAX)] as const];
      })
      .slice(0, ATTRIBUTES_MAX),
  );
  const fresh = outputs.map(({ name, timeToLiveInSeconds, turnsToLive }) => {
    return { name, attributes, until: now + timeToLiveInSeconds * 1000, turns: turnsToLive };
  });
  return [...contexts.filter(({ name }) => !names.has(name)), ...fresh].slice(-CONTEXTS_MAX);
}

export function toWire(contexts: readonly ActiveContext[], now: number): WireContext[] {
  return contexts.map(({ name, attributes, until, turns }) => ({
    name,
    timeToLive: { timeToLiveInSeconds: Math.max(1, Math.ceil((until - now) / 1000)), turnsToLive: turns },
    contextAttributes: attributes,
  }));
}

/** What a hook answered: a context that it only sent back as it was goes on ageing. */
export function readReturnedContexts(
  sent: readonly WireContext[],
  before: readonly ActiveContext[],
  now: number,
): ActiveContext[] {
  const unchanged = new Map(before.map((context, index) => [JSON.stringify(toWire(before, now)[index]), context]));
  return fromWire(sent, now).map((context) => unchanged.get(JSON.stringify(toWire([context], now)[0])) ?? context);
}

export function fromWire(contexts: readonly WireContext[], now: number): ActiveContext[] {
  return contexts.map(({ name, timeToLive, contextAttributes }) => ({
    name,
    attributes: contextAttributes,
    until: now + timeToLive.timeToLiveInSeconds * 1000,
    turns: timeToLive.turnsToLive,
  }));
}
