import type { Document } from "yaml";
import * as z from "zod/mini";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { nearestWord } from "../../../../src/errors/nearest-word.ts";

/** Loaded when the first script is read: who has none doesn't pay for it. */
export type Yaml = typeof import("yaml");

/** A place in a script: from the top to the member. */
export type Path = readonly PropertyKey[];

/** The small zod has no words of its own. */
const IN_WORDS = z.locales.en().localeError;

/** A script that is being read: turns what is wrong in it into one error with file and line. */
export class Script {
  private readonly yaml: Yaml;
  private readonly file: string;
  private readonly document: Document;
  private readonly lineOf: (offset: number | undefined) => number;

  constructor(yaml: Yaml, file: string, document: Document, lineOf: (offset: number | undefined) => number) {
    this.yaml = yaml;
    this.file = file;
    this.document = document;
    this.lineOf = lineOf;
  }

  read<Schema extends z.core.$ZodType>(schema: Schema, value: unknown, path: Path): z.output<Schema> {
    const parsed = z.safeParse(schema, value, { error: IN_WORDS });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const at = [...path, ...(issue?.path ?? [])];
    if (issue?.code === "unrecognized_keys") {
      const [key = ""] = issue.keys;
      const meant = nearestWord(key, keysAt(schema, issue.path));
      this.refuse([...at, key], `${key} is no key here${meant === undefined ? "" : `, did you mean ${meant}?`}`);
    }
    if (issue?.code === "invalid_key") this.refuse(at, `${String(at.at(-1))} is no key here`);
    if (issue?.code === "invalid_union")
      return this.refuse(at, issue.message || "is of none of the forms that can stand here");
    return this.refuse(at, `${nameOf(at)} ${issue?.message ?? "is wrong"}`);
  }

  refuse(path: Path, what: string): never {
    throw unreadable(`${this.file}:${this.line(path)}: ${what.replace(/[.?]$/, "")}${what.endsWith("?") ? "?" : "."}`);
  }

  /** The line of a member's key, or of the nearest thing around it. */
  line(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const parent = this.document.getIn(path.slice(0, length - 1), true);
      const last = path[length - 1];
      const pair = this.yaml.isMap(parent)
        ? parent.items.find(({ key }) => this.yaml.isScalar(key) && key.value === last)
        : undefined;
      const item = this.yaml.isSeq(parent) ? parent.items[Number(last)] : pair?.key;
      if (this.yaml.isNode(item)) return this.lineOf(item.range?.[0]);
    }
    return 1;
  }
}

/** The keys that a schema takes, as far as it is an object itself: what stands deeper is not looked up. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  return path.length === 0 && schema instanceof z.ZodMiniObject ? Object.keys(schema.def.shape) : [];
}

function nameOf(path: Path): string {
  const named = path.filter((part) => typeof part === "string").at(-1);
  return named === undefined ? "the script" : String(named);
}

export function unreadable(detail: string): BridgeError {
  return new BridgeError("CONVERSATION_UNREADABLE", detail);
}
