import { join } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { CASE_FILES, type Lookup } from "../case-files.ts";
import { isThere, writeJson } from "../write-json.ts";
import type { Cassette, CassetteDelivery } from "./cassette.ts";
import type { Read } from "./reads.ts";

/** A case that a delivery was made into. */
export interface CassetteCase {
  readonly folder: string;
  readonly title: string;
}

/**
 * Writes a case folder under `folder` for each delivery of a cassette, named by `name` and its place. Throws USAGE where one is
 * there already, since a case may hold what somebody wrote, and for a name that would lead out of the folder.
 */
export function cassetteToCases(cassette: Cassette, folder: string, name: string): CassetteCase[] {
  if (!/^[^./\\:][^/\\:]*$/.test(name)) {
    throw new BridgeError("USAGE", `${name} is no beginning of a folder's name.`, {
      fix: "Give --as a name without / and . before it.",
    });
  }
  const places = cassette.deliveries.map((delivery, at) => ({
    delivery,
    folder: join(folder, `${name}-${String(at + 1).padStart(2, "0")}`),
  }));
  const taken = places.find((place) => isThere(place.folder));
  if (taken) {
    throw new BridgeError("USAGE", `${taken.folder} is there already.`, { fix: "Remove it, or give another --as." });
  }
  return places.map(({ delivery, folder: place }, at) =>
    writeCase(cassette, delivery, place, `${name}, delivery ${at + 1}`),
  );
}

function writeCase({ config }: Cassette, delivery: CassetteDelivery, folder: string, source: string): CassetteCase {
  const { event, turns, callback, outcome, reason, error, losses } = delivery;
  // Attempts that Lex refused before it took the turn are the retries' business, and a case has one turn.
  const turn = turns.at(-1);
  const title = turn
    ? `${JSON.stringify(turn.request.text)} is ${outcome}.`
    : `A message is ${outcome}${reason ? ` (${reason})` : ""}.`;
  const about = {
    title,
    source: `Cassette ${source}.`,
    config,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error }),
    ...(losses ? { losses } : {}),
  };
  writeJson(join(folder, CASE_FILES.about), about);
  const lookup = readsToLookup(delivery.reads ?? []);
  if (lookup) writeJson(join(folder, CASE_FILES.lookup), lookup);
  writeJson(join(folder, CASE_FILES.event), event);
  if (turn) writeJson(join(folder, CASE_FILES.turnRequest), turn.request);
  if (turn?.result) writeJson(join(folder, CASE_FILES.turnResult), turn.result);
  if (turn?.failure) writeJson(join(folder, CASE_FILES.turnFailure), turn.failure);
  if (callback !== undefined) writeJson(join(folder, CASE_FILES.callback), callback);
  if (delivery.posts) writeJson(join(folder, CASE_FILES.sent), delivery.posts);
  return { folder, title };
}

/** What the services told, as a case holds it: of several answers the first. */
function readsToLookup(reads: readonly Read[]): Lookup | undefined {
  const first = (operation: Read["operation"]) => reads.find((read) => read.operation === operation);
  const [message, members, session] = [first("getChannelMessage"), first("countMembers"), first("getSession")];
  const lookup = {
    ...(message ? { message: messageToLookup(message) } : {}),
    ...(members ? { members: members.failure ? "failed" : Number(members.result) } : {}),
    ...(session?.result ? { session: session.result } : {}),
  };
  return Object.keys(lookup).length === 0 ? undefined : (lookup as Lookup);
}

function messageToLookup({ result, failure }: Read): unknown {
  if (failure) return failure.code === "LOOKUP_REFUSED" ? "refused" : "failed";
  const shown = Object.entries(result ?? {}).filter(([name]) => SHOWN.includes(name));
  return Object.fromEntries(shown);
}

const SHOWN = ["Target", "MessageAttributes", "ContentType", "SubChannelId"];
