import type { Context } from "hono";
import { Hono } from "hono";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { FaultInput, NamedFaults } from "../channel/faults/named-faults.ts";
import type { Clock } from "../channel/world/clock.ts";
import { ADDED_MAX_MB } from "../lex-bots.ts";
import type { PausedPlace } from "../processor-options.ts";
import { ServiceError } from "../service-error.ts";
import { answer, type Env, readBody, readBytes } from "./answers.ts";
import { eventStream, type Observable } from "./event-stream.ts";
import type { AddedBot } from "./info.ts";

/** What the page and the command line can see and do beside the two services. */
export interface Controls extends Observable {
  readonly namedFaults: NamedFaults;
  readonly clock: Pick<Clock, "now" | "advance">;
  changeOptions(changes: Readonly<Record<string, unknown>>): void;
  reset(): void;
  redeliver(messageId: string): void;
  /** Adds the bots of an export and resolves to the first, whom the first AppInstanceBot asks from now on. */
  addBot(source: { readonly name: string; readonly bytes: Uint8Array }): Promise<AddedBot>;
  /** Pauses the bots there by hand, or lets them speak again; undefined where people don't take over from them. */
  setPaused(place: PausedPlace, isPaused: boolean): Promise<void> | undefined;
  /** The page's HTML; undefined if it isn't built. */
  page(): Promise<string | undefined>;
}

/** The page at `/`, and the controls under `/_emulator/`. They show everything: what is pending, denied or private too. */
export function controlRoutes(controls: Controls): Hono<Env> {
  const { namedFaults, clock } = controls;
  return new Hono<Env>()
    .get("/", async (c) => {
      c.header("cache-control", "no-store");
      const page = await controls.page();
      if (page === undefined) return c.text("The page is not built yet: run npm run build, then load this again.", 503);
      return c.html(page);
    })
    .get("/_emulator/info", () => answer(200, controls.info()))
    .get("/_emulator/events", () => {
      const stream = eventStream(controls);
      if (stream !== undefined) return stream;
      throw new ServiceError(503, "ServiceUnavailableException", "Too many pages watch: close some of them.");
    })
    .post("/_emulator/reset", () => {
      controls.reset();
      return noContent();
    })
    .get("/_emulator/faults", () => answer(200, controls.faults()))
    .post("/_emulator/faults", async (c) => answer(201, { id: namedFaults.add(await fields(c, FAULT)) }))
    .delete("/_emulator/faults", () => {
      namedFaults.clear();
      return noContent();
    })
    .delete("/_emulator/faults/:id", (c) => {
      if (!namedFaults.remove(c.req.param("id"))) throw new ServiceError(404, "NotFound", "There is no such fault.");
      return noContent();
    })
    .get("/_emulator/options", () => answer(200, optionsOf(controls)))
    .patch("/_emulator/options", async (c) => {
      const changes = await fields(c, 'Send JSON such as {"onFailure": "message"}.');
      optionsOf(controls);
      controls.changeOptions(changes);
      return answer(200, optionsOf(controls));
    })
    .post("/_emulator/bots", async (c) => {
      const name = decodeURIComponent(c.req.header("x-file-name") ?? "the dropped file");
      return answer(201, await controls.addBot({ name, bytes: await readBytes(c, EXPORT_MAX_BYTES, "BadRequest") }));
    })
    .post("/_emulator/pause", async (c) => {
      await setPaused(controls, toPlace(await fields(c, PLACE)), true);
      return noContent();
    })
    .post("/_emulator/resume", async (c) => {
      await setPaused(controls, toPlace(await fields(c, PLACE)), false);
      return noContent();
    })
    .post("/_emulator/deliveries/:messageId/redeliver", (c) => {
      controls.redeliver(c.req.param("messageId"));
      return c.body(null, 202);
    })
    .get("/_emulator/clock", () => answer(200, { now: clock.now() }))
    .post("/_emulator/clock", async (c) => {
      const { advanceMs } = await fields(c, 'Send JSON such as {"advanceMs": 1000}.');
      clock.advance(typeof advanceMs === "number" ? advanceMs : Number.NaN);
      return answer(200, { now: clock.now() });
    })
    .onError((thrown) => refused(thrown));
}

const FAULT = 'Send JSON such as {"name": "throttle", "times": 2}.';
/** An export that is dropped may hold no more unpacked. */
const EXPORT_MAX_BYTES = ADDED_MAX_MB * 1024 * 1024;

function optionsOf(controls: Controls): unknown {
  const options = controls.options();
  if (options !== undefined) return options;
  const text =
    "The processor is a module of your own: its options are its own affair. Without --processor it is the bridge.";
  throw new ServiceError(404, "NotFound", text);
}

const PLACE = 'Send JSON such as {"channelArn": "arn:…"}; where conversations are paused, with the senderArn of one.';

function toPlace({ channelArn, senderArn }: Readonly<Record<string, unknown>>): PausedPlace {
  if (typeof channelArn !== "string") throw new ServiceError(400, "BadRequest", PLACE);
  return { channelArn, ...(typeof senderArn === "string" ? { senderArn } : {}) };
}

async function setPaused(controls: Controls, place: PausedPlace, isPaused: boolean): Promise<void> {
  const done = controls.setPaused(place, isPaused);
  const text =
    "Nobody takes over here: that needs the bridge as the processor, with handoff in its configuration (docs/people.md).";
  if (done === undefined) throw new ServiceError(404, "NotFound", text);
  await done;
}

/** The body as an object, or a 400 that says what to send. */
async function fields(c: Context<Env>, fix: string): Promise<FaultInput> {
  const read = await readBody(c, "BadRequest").catch(() => undefined);
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as FaultInput;
  throw new ServiceError(400, "BadRequest", `The body must be a JSON object. ${fix}`);
}

/** Every refusal is `{message}`, with what to do. */
function refused(thrown: Error): Response {
  if (thrown instanceof ServiceError) return answer(thrown.status, { message: thrown.message });
  const { detail, fix, fault, message } = BridgeError.from(thrown);
  const isTheirs = fault === "caller" || fault === "configuration";
  return answer(isTheirs ? 400 : 500, { message: isTheirs ? [detail, fix].filter(Boolean).join(" ") : message });
}

function noContent(): Response {
  return new Response(null, { status: 204 });
}
