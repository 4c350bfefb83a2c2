// The built function in several processes, each of which may be killed at any moment.
import { spawn } from "node:child_process";

const PROGRAM = `
  const { handler } = require(process.argv[1]);
  process.on("message", async ({ id, event, deadline }) => {
    try { process.send({ id, result: await handler(event, { getRemainingTimeInMillis: () => deadline - Date.now() }) }); }
    catch (error) { process.send({ id, error: error.message }); }
  });
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
