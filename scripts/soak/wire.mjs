// What the services between processors and emulator have in common: refusals, spoilt answers, and requests that are passed on.
import { request } from "node:http";

/** Each service's status and name for the faults that it tells itself. */
const REFUSALS = {
  "throttle 400": [400, "ThrottlingException"],
  "refuse 408": [408, "RequestTimeoutException"],
  credentials: [403, "ExpiredTokenException"],
};
export const LEX = { ...REFUSALS, throttle: [429, "ThrottlingException"] };
export const CHIME = { ...REFUSALS, throttle: [429, "ThrottledClientException"] };
export const TABLE = {
  ...REFUSALS,
  throttle: [400, "ProvisionedThroughputExceededException"],
  credentials: [400, "ExpiredTokenException"],
};
const PAGE = "<!doctype html><title>Forbidden</title><p>The proxy has something to say.</p>";

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function bodyOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function passOn(agent, upstream, incoming, body) {
  const { hostname, port } = new URL(upstream);
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = incoming;
    const onward = request({ agent, hostname, port, method, path, headers }, async (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers, body: await bodyOf(answer) });
    });
    onward.on("error", reject);
    onward.end(body);
  });
}

/** Answers in the service's place, if this fault means that the service does nothing. */
export function refuse(fault, response, refusals) {
  if (fault === "proxy-page") return response.writeHead(403, { "content-type": "text/html" }).end(PAGE);
  const refusal = refusals[fault];
  if (!refusal) return undefined;
  const [status, name] = refusal;
  return response
    .writeHead(status, { "x-amzn-errortype": name, "content-type": "application/json" })
    .end(JSON.stringify({ __type: `com.amazonaws#${name}`, Code: name, message: "No." }));
}

/** Spoils the answer to what was done, if this is such a fault. */
export function spoil(fault, response) {
  if (fault === "lose-answer") return response.destroy();
  if (fault !== "unreadable") return undefined;
  return response.writeHead(200, { "content-type": "application/json" }).end('{"messages":[{"content":"You s');
}
