import type { LeanOperation } from "./operations.ts";

/** A request as it is signed and sent. `path` is percent-encoded, `query` not yet. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * The request of an operation with this input. Throws if a member of the path is missing, since another resource would be
 * addressed.
 */
export function operationToRequest(operation: LeanOperation, input: object): WireRequest {
  const members = new Map(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
  const path = partsOf(operation.path)
    .map((part, at) => (at % 2 === 0 ? part : segmentOf(members, part)))
    .join("");
  const query = bind(operation.query, members);
  const headers = bind(operation.headers, members);
  const { method } = operation;
  if (method !== "POST" && method !== "PUT") return { method, path, query, headers };
  const body = JSON.stringify(Object.fromEntries(members));
  return { method, path, query, headers: { "content-type": "application/json", ...headers }, body };
}

/** What stands in a path as it is, and the names of members, by turns. */
function partsOf(path: string): readonly string[] {
  const parts = PARTS.get(path) ?? path.split(/\{(\w+)\}/);
  PARTS.set(path, parts);
  return parts;
}

const PARTS = new Map<string, readonly string[]>();

function segmentOf(members: Map<string, unknown>, name: string): string {
  const value = take(members, name);
  if (!value) throw new TypeError(`There is no ${name} to ask with.`);
  return encodeSegment(value);
}

function bind(rows: Readonly<Record<string, string>> = {}, members: Map<string, unknown>): Record<string, string> {
  const bound: Record<string, string> = {};
  for (const [name, from] of Object.entries(rows)) {
    const value = from.startsWith("=") ? from.slice(1) : take(members, from);
    if (value !== undefined) bound[name] = value;
  }
  return bound;
}

/** Each member is removed when it is used: what is left is the body. Timestamps are ISO 8601 in a query. */
function take(members: Map<string, unknown>, name: string): string | undefined {
  const value = members.get(name);
  members.delete(name);
  if (value === undefined) return undefined;
  return value instanceof Date ? value.toISOString().replace(".000Z", "Z") : String(value);
}

/** RFC 3986: AWS signs a path in which these five are encoded too. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
