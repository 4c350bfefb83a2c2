/**
 * What runs in a hook's thread: loads the module that it is told and answers each event, as AWS Lambda's Node.js runtime would: of an
 * async handler or through the callback. It is a text because it must run from the sources, the bundle and a test alike, none of which can name a
 * file of it.
 */
export const HOOK_WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const { pathToFileURL } = require("node:url");

const context = ({ remainingMs, requestId }) => {
  const deadline = Date.now() + remainingMs;
  return {
    awsRequestId: requestId,
    functionName: "emulated-code-hook",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:emulated-code-hook",
    memoryLimitInMB: "128",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};
const invoke = (handler, event, ctx) => new Promise((resolve, reject) => {
  const done = (error, result) => (error ? reject(error) : resolve(result));
  const returned = handler(event, ctx, done);
  if (typeof returned?.then === "function") returned.then(resolve, reject);
  else if (handler.length < 3) resolve(returned);
});

import(pathToFileURL(workerData.module).href).then((loaded) => {
  const { exportName } = workerData;
  const handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== "function") throw new TypeError("It exports no function named " + exportName + ".");
  parentPort.on("message", async ({ id, event, ...call }) => {
    try {
      const result = JSON.stringify(await invoke(handler, event, context(call)));
      parentPort.postMessage({ id, result: result ?? "null" });
    } catch (error) {
      const { name = "Error", message = String(error) } = error ?? {};
      parentPort.postMessage({ id, error: { name: String(name), message: String(message) } });
    }
  });
  parentPort.postMessage({ ready: true });
}).catch((error) => {
  parentPort.postMessage({ unusable: String(error?.message ?? error) });
  parentPort.close();
});
`;
