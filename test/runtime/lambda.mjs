// A Lambda function on AWS's runtime: as many environments as there are invocations at once, each one used again when it is free.
import { startEnvironment } from "./environment.mjs";

/** `processor` is what an emulator invokes; it rejects as an asynchronous invocation that failed. */
export function startLambda({ node, task, env, timeoutMs = 10_000, most = 8 }) {
  const lines = [];
  const environments = new Set();
  const free = [];
  const queue = [];
  let starting = 0;

  async function environment() {
    const one = free.pop();
    if (one) return one;
    if (environments.size + starting >= most) return new Promise((resolve) => queue.push(resolve));
    starting++;
    try {
      const started = await startEnvironment({ node, task, env, onLine: (line) => lines.push(line) });
      environments.add(started);
      return started;
    } finally {
      starting--;
    }
  }

  function giveBack(one) {
    if (!one.isGone) {
      const next = queue.shift();
      if (next) next(one);
      else free.push(one);
      return;
    }
    environments.delete(one);
    const next = queue.shift();
    if (next) environment().then(next);
  }

  return {
    lines,
    environments,
    /** What it wrote as JSON; a line that is none fails here. */
    records: () => lines.map((line) => JSON.parse(line)),
    async processor(event, { awsRequestId }) {
      const one = await environment();
      let end;
      try {
        end = await one.invoke({ event, requestId: awsRequestId, timeoutMs });
      } finally {
        giveBack(one);
      }
      if (end.timedOut) throw new Error(`Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`);
      if (end.error) throw new Error(`${end.error.errorType}: ${end.error.errorMessage}`);
      return end.answer;
    },
    async close() {
      await Promise.all([...environments].map((one) => one.end()));
    },
  };
}
