/**
 * What runs in the processor's child: loads the module named by its argument and answers each invocation that comes over
 * IPC, as AWS Lambda's Node.js runtime would: the result as JSON, of an async handler or through the callback. A handler that takes
 * the callback runs, as on Node.js 20, and is told of: AWS's runtime client 4.0.2 counts its parameters, and refuses three. This is a
 * text because it must run from the sources, the bundle and a test alike, none of which can name a file of it.
 */
export const PROCESSOR_CHILD = `
import host from "node:process";
import { pathToFileURL } from "node:url";

const say = (message) => host.connected && host.send(message);
host.on("disconnect", () => host.exit(0));

const DEPRECATED =
  "The handler takes three parameters, the third a callback. Lambda's runtime client 4.0.2 (Node.js 22 and 24) refuses to start it: " +
  "Runtime.CallbackHandlerDeprecated. Make it async, with event and context alone.";

let handler;
try {
  const [, module, exportName] = host.argv;
  const loaded = await import(pathToFileURL(module).href);
  handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== "function") throw new TypeError("It exports no function named " + exportName + ".");
  if (handler.length >= 3) console.error(DEPRECATED);
} catch (error) {
  host.send({ unusable: String(error?.message ?? error) }, () => host.exit(1));
  await new Promise(() => {});
}

const invoke = (event, context) => new Promise((resolve, reject) => {
  const done = (error, result) => (error ? reject(error) : resolve(result));
  const returned = handler(event, context, done);
  if (typeof returned?.then === "function") returned.then(resolve, reject);
  else if (handler.length < 3) resolve(returned);
});

host.on("message", async ({ id, event, context, remainingMs }) => {
  const deadline = Date.now() + remainingMs;
  const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
  try {
    const result = JSON.stringify(await invoke(event, { ...context, getRemainingTimeInMillis })) ?? "null";
    say({ id, result });
  } catch (error) {
    say({ id, error: { name: error?.name ?? "Error", message: String(error?.message ?? error) } });
  }
});
say({ ready: true });
`;
