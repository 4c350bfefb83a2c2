import type { MiddlewareHandler } from "hono";
import { noSuchPath } from "../no-such-path.ts";
import { IDENTITY_OPERATIONS, MESSAGING_OPERATIONS } from "./known-operations.ts";

const KNOWN = [...MESSAGING_OPERATIONS, ...IDENTITY_OPERATIONS];
const SERVICES = /^\/(channels|channel-flows|endpoints|tags|app-instance[a-z-]*)(\/|$)/;

/**
 * Refuses what the emulator doesn't have of Chime's two services, by the operation's name. An operation is told from another on
 * its path by `operation` or `scope` in the query, so that one which isn't there is never taken for one that is.
 */
export const refuseByName: MiddlewareHandler = async (c, next) => {
  const url = c.req.url;
  const path = url.slice(url.indexOf("/", url.indexOf("://") + 3)).replace(/[?#].*$/s, "");
  if (!SERVICES.test(path) || c.req.method === "OPTIONS") return next();
  const told = new URLSearchParams(url.replace(/^[^?]*/, ""));
  const known = KNOWN.find(({ request }) => matches(request, c.req.method, path, told));
  if (known?.isEmulated) return next();
  return noSuchPath(known?.name ?? `${c.req.method} ${path}`, path);
};

function matches(request: string, method: string, path: string, told: URLSearchParams): boolean {
  const [verb, template = ""] = request.split(" ");
  const [route = "", query] = template.split("?");
  if (verb !== method) return false;
  const wanted = new URLSearchParams(query);
  if (["operation", "scope"].some((name) => wanted.get(name) !== told.get(name))) return false;
  const [parts, given] = [route.split("/"), path.split("/")];
  if (parts.length !== given.length) return false;
  return parts.every((part, at) => (part.startsWith("{") ? given[at] !== "" : part === given[at]));
}
