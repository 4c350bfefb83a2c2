import type { AddedBot, Info } from "../../http/info.ts";
import type { ActiveFault, KnownFault } from "../../known-fault.ts";
import type { KnownOption, PausedPlace } from "../../processor-options.ts";
import { jsonBody, RequestRefusal, reasonOf, request } from "./request.ts";

export interface FaultList {
  readonly known: readonly KnownFault[];
  readonly active: readonly ActiveFault[];
}

export interface Options {
  readonly known: readonly KnownOption[];
  readonly values: Readonly<Record<string, string>>;
  /** All of them, where the processor tells. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Something the emulator has, or doesn't have, with the reason. */
export type Offered<T> = { readonly here: T } | { readonly absent: string };

/** A session of Lex by what its operations take in their path (API_runtime_DeleteSession). */
export interface LexAddress {
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly sessionId: string;
}

export async function fetchInfo(): Promise<Info> {
  return read(await request("/_emulator/info"));
}

export function fetchFaults(): Promise<Offered<FaultList>> {
  return offered("/_emulator/faults");
}

export function fetchOptions(): Promise<Offered<Options>> {
  return offered("/_emulator/options");
}

export async function setFault(fault: Record<string, string | number>): Promise<void> {
  await request("/_emulator/faults", jsonBody("POST", fault));
}

/** One fault, or all of them where no id is given. */
export async function removeFault(id?: string): Promise<void> {
  await request(`/_emulator/faults${id === undefined ? "" : `/${encodeURIComponent(id)}`}`, { method: "DELETE" });
}

export async function changeOption(path: string, value: string): Promise<Options> {
  return read(await request("/_emulator/options", jsonBody("PATCH", { [path]: value })));
}

/** Gives the emulator a Lex V2 export, as a zip. */
export async function loadBot(file: File): Promise<AddedBot> {
  // A header holds Latin letters only.
  const headers = { "content-type": "application/zip", "x-file-name": encodeURIComponent(file.name) };
  return read(await request("/_emulator/bots", { method: "POST", headers, body: file }));
}

/** Invokes the processor again with the message's event, as an at-least-once delivery does. */
export async function requestRedelivery(messageId: string): Promise<void> {
  await request(`/_emulator/deliveries/${encodeURIComponent(messageId)}/redeliver`, { method: "POST" });
}

/** DeleteSession (API_runtime_DeleteSession): refused with 404 where there is none. */
export async function endSession({ botId, botAliasId, localeId, sessionId }: LexAddress): Promise<void> {
  const [bot, alias, locale, session] = [botId, botAliasId, localeId, sessionId].map(encodeURIComponent);
  await request(`/bots/${bot}/botAliases/${alias}/botLocales/${locale}/sessions/${session}`, { method: "DELETE" });
}

/** Moves the emulator's clock: sessions and callbacks expire by it. */
export async function advanceClock(advanceMs: number): Promise<void> {
  await request("/_emulator/clock", jsonBody("POST", { advanceMs }));
}

export async function setPaused(place: PausedPlace, isPaused: boolean): Promise<void> {
  await request(`/_emulator/${isPaused ? "pause" : "resume"}`, jsonBody("POST", place));
}

export async function reset(): Promise<void> {
  await request("/_emulator/reset", { method: "POST" });
}

async function offered<T>(path: string): Promise<Offered<T>> {
  try {
    return { here: await read<T>(await request(path)) };
  } catch (caught) {
    if (caught instanceof RequestRefusal) return { absent: reasonOf(caught) };
    throw caught;
  }
}

async function read<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
