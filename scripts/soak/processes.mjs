// The built function in several processes, each of which may be killed at any moment.
import { spawn } from "node:child_process";

const PROGRAM = `
  const { handler } = require(process.argv[1]);
  process.on("message", async ({ id, event, deadline }) => {
    try { process.send({ id, result: await handler(event, { getRemainingTimeInMillis: () => deadline - Date.now() }) }); }
    catch (error) { process.send({ id, error: error.message }); }
  });
`;

/**
 * A container as Lambda runs it: one invocation at a time, whose trace stands in the environment, so that each of its requests tells whose it
 * is. Its clock may be ahead.
 */
const CONTAINER = `
  const RealDate = Date;
  const ahead = Number(process.argv[2]);
  globalThis.Date = class extends RealDate {
    constructor(...given) { if (given.length > 0) super(...given); else super(RealDate.now() + ahead); }
    static now() { return RealDate.now() + ahead; }
  };
  const handlers = require(process.argv[1]);
  process.on("message", async ({ name, event, deadline, trace }) => {
    process.env._X_AMZN_TRACE_ID = trace;
    try { process.send({ result: await handlers[name](event, { getRemainingTimeInMillis: () => deadline - RealDate.now() }) }); }
    catch (error) { process.send({ error: error.message }); }
  });
  process.send({ isReady: true });
`;

export class Killed extends Error {}

export function startProcesses(path, env, count) {
  const slots = Array.from({ length: count }, () => ({ child: undefined, calls: new Map() }));
  let ids = 0;

  function running(slot) {
    if (slot.child) return slot.child;
    const child = spawn(process.execPath, ["-e", PROGRAM, path], { env, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("message", ({ id, result, error }) => {
      const call = slot.calls.get(id);
      slot.calls.delete(id);
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(error));
    });
    child.on("error", () => {});
    slot.child = child;
    return child;
  }

  return {
    /** Handles an event in one of the processes. `killAfter` milliseconds later that process dies, with all that runs in it. */
    handle(at, event, deadline, { killAfter, onDeath }) {
      const slot = slots[at % slots.length];
      return new Promise((resolve, reject) => {
        const id = ++ids;
        slot.calls.set(id, { resolve, reject, onDeath });
        running(slot).send({ id, event, deadline }, (error) => {
          if (error && slot.calls.delete(id)) {
            onDeath();
            reject(new Killed());
          }
        });
        if (killAfter === undefined) return;
        setTimeout(() => {
          const { child, calls } = slot;
          Object.assign(slot, { child: undefined, calls: new Map() });
          child?.kill("SIGKILL");
          for (const call of calls.values()) {
            call.onDeath();
            call.reject(new Killed());
          }
        }, killAfter);
      });
    },
    close: () => {
      for (const { child } of slots) child?.kill("SIGKILL");
    },
  };
}

/** A container that is out of time dies so much later. */
const LATE_MS = 500;

/** Containers that each handle one invocation at a time; what finds none free waits. One that died is made anew, and its start is on nobody's time. */
export function startContainers(path, env, { count, aheadMs }) {
  const all = Array.from({ length: count }, () => ({ child: undefined, call: undefined }));
  const free = [];
  const waiting = [];

  function start(slot) {
    const args = ["-e", CONTAINER, path, String(aheadMs)];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("message", ({ result, error, isReady }) => {
      if (slot.child !== child) return;
      const { call } = slot;
      slot.call = undefined;
      leave(slot);
      if (isReady) return;
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(error));
    });
    child.on("error", () => {});
    slot.child = child;
  }

  function leave(slot) {
    const next = waiting.shift();
    if (next) next(slot);
    else free.push(slot);
  }

  for (const slot of all) start(slot);

  return {
    /** Handles an event by one of the file's handlers, for `ms` at most; `killAfter` milliseconds after it began, the container dies. */
    async handle({ name, event, ms, trace, killAfter, onBegin }) {
      const slot = free.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
      onBegin();
      return new Promise((resolve, reject) => {
        const call = { resolve, reject };
        slot.call = call;
        const die = () => {
          if (slot.call !== call) return;
          slot.call = undefined;
          slot.child.kill("SIGKILL");
          start(slot);
          reject(new Killed());
        };
        slot.child.send({ name, event, deadline: Date.now() + ms, trace }, (error) => error && die());
        setTimeout(die, killAfter ?? ms + LATE_MS).unref();
      });
    },
    close: () => {
      for (const { child } of all) child.kill("SIGKILL");
    },
  };
}
