// A stand-in for the emulator's server with scripted deliveries: it reaches states on demand that a real bot rarely shows.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createChannel } from "./scripted-channel.mjs";
import { createControls } from "./scripted-controls.mjs";
import { createWorld } from "./scripted-world.mjs";

/** Starts it on a free port of 127.0.0.1 (or the given one). `ms` is how long each step takes. */
export async function startScriptedEmulator({ page, port = 0, ms = 10 }) {
  const html = await readFile(page);
  const streams = new Set();
  const world = createWorld();
  let failing;

  const event = (name, data) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  const tell = (name, data) => {
    for (const stream of streams) stream.write(event(name, data));
  };
  const { channel, answer, reset, refuse } = createChannel(world, tell, ms);
  const controls = createControls(world, tell);
  const snapshot = () => ({ messages: channel.messages, deliveries: channel.deliveries });

  async function route(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const [path, query] = request.url.split("?");
    const asked = `${request.method} ${request.url}`;
    if (asked === failing) {
      failing = undefined;
      return [503, { message: "Starting." }];
    }
    if (asked === "GET /") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
      return undefined;
    }
    if (asked === "GET /_emulator/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(event("snapshot", snapshot()));
      streams.add(response);
      request.on("close", () => streams.delete(response));
      return undefined;
    }
    if (asked === "POST /_emulator/reset") {
      reset();
      tell("snapshot", snapshot());
      return [204];
    }
    const control = controls.answer({ route: asked, headers: request.headers, body });
    if (control !== undefined) return control;
    const bearer = request.headers["x-amz-chime-bearer"];
    const read = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    return answer({ method: request.method, path, query, bearer, body: read });
  }

  const server = createServer(async (request, response) => {
    const [status, body] = (await route(request, response)) ?? [];
    if (status === undefined) return;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? "" : JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    port: server.address().port,
    world,
    controls,
    messages: () => channel.messages,
    /** From now on every operation of the channel is refused with this text; undefined ends that. */
    refuse,
    /** Ends all event streams, as a restart does. */
    drop: () => {
      for (const stream of streams) stream.destroy();
    },
    /** The next request for this, as "GET /path", is answered with a 503. */
    failOnce: (asked) => {
      failing = asked;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
