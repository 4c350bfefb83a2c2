import type { Info } from "../../http/info.ts";
import type { KnownFault } from "../../known-fault.ts";
import type { KnownOption } from "../../processor-options.ts";
import { jsonBody, Refusal, reasonOf, request } from "./request.ts";

/*
 * What the controls answer, as far as the page reads it. Written apart from the emulator's own types, which stand in files that
 * need Node; a test holds the two together.
 */

/** A fault in force: what else it holds are its parameters. Without `times` it stays until it is taken off. */
export interface ActiveFault {
  readonly id: string;
  readonly name: string;
  readonly times?: number;
  readonly [parameter: string]: string | number | undefined;
}

export interface Faults {
  readonly known: readonly KnownFault[];
  readonly active: readonly ActiveFault[];
}

export interface Options {
  readonly known: readonly KnownOption[];
  readonly values: Readonly<Record<string, string>>;
}

/** A bot of an export that was given to the emulator. */
export interface AddedBot {
  readonly name: string;
  readonly botId: string;
  readonly locales: readonly string[];
  readonly notes: readonly string[];
}

/** Something the emulator has, or doesn't have, with the reason. */
export type Offered<T> = { readonly here: T } | { readonly absent: string };

export async function fetchInfo(): Promise<Info> {
  return read(await request("/_emulator/info"));
}

export function fetchFaults(): Promise<Offered<Faults>> {
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
export async function redeliver(messageId: string): Promise<void> {
  await request(`/_emulator/deliveries/${encodeURIComponent(messageId)}/redeliver`, { method: "POST" });
}

/** Moves the emulator's clock: sessions and callbacks expire by it. */
export async function advanceClock(advanceMs: number): Promise<void> {
  await request("/_emulator/clock", jsonBody("POST", { advanceMs }));
}

export async function reset(): Promise<void> {
  await request("/_emulator/reset", { method: "POST" });
}

async function offered<T>(path: string): Promise<Offered<T>> {
  try {
    return { here: await read<T>(await request(path)) };
  } catch (caught) {
    if (caught instanceof Refusal) return { absent: reasonOf(caught) };
    throw caught;
  }
}

async function read<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
