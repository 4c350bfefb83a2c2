import { parseObject } from "./parse-object.ts";

/**
 * What the application's own Metadata holds at a path such as `app.mentions`, or undefined. A member that is itself named with
 * dots comes first. Metadata that is no JSON object holds nothing.
 */
export function readMetadata(metadata: string | null | undefined, path: string): unknown {
  let value: unknown = parseObject(metadata ?? "");
  if (hasMember(value, path)) return value[path];
  for (const name of path.split(".")) {
    if (!hasMember(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function hasMember(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}
