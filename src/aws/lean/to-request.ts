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
  const members = input as Readonly<Record<string, unknown>>;
  const { parts, bound } = PLANS.get(operation) ?? makePlan(operation);
  let path = "";
  for (const [at, part] of parts.entries()) path += at % 2 === 0 ? part : segmentOf(members, part);
  const query = bind(operation.query, members);
  const headers = bind(operation.headers, members);
  const { method } = operation;
  if (method !== "POST" && method !== "PUT") return { method, path, query, headers };
  const rest: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== undefined && value !== null && !bound.has(name)) rest[name] = value;
  }
  return {
    method,
    path,
    query,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(rest),
  };
}

/** What stands in a path as it is, and the names of members, by turns; and all members that don't go into the body. */
interface Plan {
  readonly parts: readonly string[];
  readonly bound: ReadonlySet<string>;
}

const PLANS = new Map<LeanOperation, Plan>();

function makePlan(operation: LeanOperation): Plan {
  const parts = operation.path.split(/\{(\w+)\}/);
  const rows = [...Object.values(operation.query ?? {}), ...Object.values(operation.headers ?? {})];
  const bound = new Set([...parts.filter((_, at) => at % 2 === 1), ...rows.filter((from) => !from.startsWith("="))]);
  const plan = { parts, bound };
  PLANS.set(operation, plan);
  return plan;
}

function segmentOf(members: Readonly<Record<string, unknown>>, name: string): string {
  const value = textOf(members[name]);
  if (!value) throw new TypeError(`There is no ${name} to ask with.`);
  return encodeSegment(value);
}

function bind(
  rows: Readonly<Record<string, string>> | undefined,
  members: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const bound: Record<string, string> = {};
  for (const name in rows) {
    const from = rows[name] ?? "";
    const value = from.startsWith("=") ? from.slice(1) : textOf(members[from]);
    if (value !== undefined) bound[name] = value;
  }
  return bound;
}

/** Timestamps are ISO 8601 in a query. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return value instanceof Date ? value.toISOString().replace(".000Z", "Z") : String(value);
}

/** RFC 3986: AWS signs a path in which these five are encoded too. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
