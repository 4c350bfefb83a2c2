import { isRecord } from "../../../../mappers/shapes/json-values.ts";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { Note } from "../model/model.ts";
import { jsonFaultPlace } from "./json-place.ts";
import type { ExportFiles } from "./source.ts";

/** So many things that can't be run say that this is no export for the emulator; more would only take memory. */
const NOTES_MAX = 1_000;

/**
 * A place in a file of the export: reads members by any of their spellings, takes null for absent, and names the file
 * and the path when something has another type than the service writes.
 */
export class JsonPlace {
  readonly file: string;
  readonly path: string;
  private readonly value: unknown;
  private readonly notes: Note[];

  constructor(file: string, path: string, value: unknown, notes: Note[]) {
    this.file = file;
    this.path = path;
    this.value = value;
    this.notes = notes;
  }

  /** Throws EXPORT_UNREADABLE when the file is missing, or no JSON object. */
  static of(files: ExportFiles, file: string, notes: Note[]): JsonPlace {
    const bytes = files.get(file);
    if (bytes === undefined) throw new BridgeError("EXPORT_UNREADABLE", `${file} is missing.`);
    let text: string | undefined;
    let value: unknown;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      value = JSON.parse(text);
    } catch (cause) {
      const where = text === undefined ? "" : `: ${jsonFaultPlace(text)}`;
      throw new BridgeError("EXPORT_UNREADABLE", `${file} is not JSON in UTF-8${where}.`, { cause });
    }
    const place = new JsonPlace(file, "", value, notes);
    if (!isRecord(value)) place.refuse("an object");
    return place;
  }

  note(why: string): void {
    this.add({ file: this.file, path: this.path, why });
  }

  /** A note that holds only while the bot has no code hook. */
  noteWithoutHook(why: string): void {
    this.add({ file: this.file, path: this.path, why, withoutHook: true });
  }

  /** Once, though several stages of a setting share its hook. */
  private add(note: Note): void {
    const { file, path, why } = note;
    if (this.notes.length >= NOTES_MAX) return;
    if (!this.notes.some((one) => one.file === file && one.path === path && one.why === why)) this.notes.push(note);
  }

  /** The member under the first of these names that is there and not null. */
  at(...names: readonly string[]): JsonPlace | undefined {
    if (!isRecord(this.value)) return undefined;
    for (const name of names) {
      const value = this.value[name];
      if (value !== undefined && value !== null) return new JsonPlace(this.file, this.join(name), value, this.notes);
    }
    return undefined;
  }

  object(...names: readonly string[]): JsonPlace | undefined {
    const place = this.at(...names);
    if (place !== undefined && !isRecord(place.value)) place.refuse("an object");
    return place;
  }

  list(...names: readonly string[]): readonly JsonPlace[] {
    const place = this.at(...names);
    if (place === undefined) return [];
    if (!Array.isArray(place.value)) return place.refuse("a list");
    return place.value
      .map((value: unknown, index) => new JsonPlace(this.file, `${place.path}[${index}]`, value, this.notes))
      .filter(({ value }) => value !== null);
  }

  entries(...names: readonly string[]): readonly (readonly [string, JsonPlace])[] {
    const place = this.object(...names);
    if (place === undefined || !isRecord(place.value)) return [];
    return Object.entries(place.value).map(([name, value]) => [
      name,
      new JsonPlace(this.file, place.join(name), value, this.notes),
    ]);
  }

  text(...names: readonly string[]): string | undefined {
    const place = this.at(...names);
    if (place === undefined || typeof place.value === "string") return place?.value as string | undefined;
    return place.refuse("a string");
  }

  number(...names: readonly string[]): number | undefined {
    const place = this.at(...names);
    if (place === undefined || typeof place.value === "number") return place?.value as number | undefined;
    return place.refuse("a number");
  }

  flag(...names: readonly string[]): boolean | undefined {
    const place = this.at(...names);
    if (place === undefined || typeof place.value === "boolean") return place?.value as boolean | undefined;
    return place.refuse("true or false");
  }

  /** This place itself as a string, if it is one. */
  get asText(): string | undefined {
    return typeof this.value === "string" ? this.value : undefined;
  }

  refuse(expected: string): never {
    const where = this.path === "" ? this.file : `${this.path} in ${this.file}`;
    throw new BridgeError("EXPORT_UNREADABLE", `${where} is not ${expected}.`);
  }

  private join(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}
