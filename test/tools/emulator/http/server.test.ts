import { request } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect, Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { type Listening, listenOnBoth } from "../../../../tools/emulator/http/server.ts";

let server: Listening;
afterEach(() => server.close());

const HERE = { host: "127.0.0.1", port: 0 };
const echo = async (incoming: Request) => new Response(`${incoming.method} ${await incoming.text()}`);

test("both protocols are spoken on one port, and their connections counted", async () => {
  server = await listenOnBoth(echo, HERE);
  const response = await fetch(server.url, { method: "POST", body: "one" });
  expect(await response.text()).toBe("POST one");
  const session = connectHttp2(server.url);
  expect(await over(session, "two")).toBe("POST two");
  expect(await over(session, "three")).toBe("POST three");
  session.destroy();
  expect(server.connections()).toEqual({ http1: 1, http2: 1 });
});

test.each([
  "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
])("a client whose first bytes trickle in is understood: %j", async (text) => {
  server = await listenOnBoth(echo, HERE);
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.setNoDelay(true);
  const answered = new Promise((resolve) => socket.once("data", resolve));
  for (const part of [text.slice(0, 1), text.slice(1, 2), text.slice(2)]) {
    socket.write(part);
    await wait(20);
  }
  await answered;
  socket.destroy();
  const { http1, http2 } = server.connections();
  expect([http1, http2]).toEqual(text.startsWith("PRI") ? [0, 1] : [1, 0]);
});

test("a large body arrives whole over both", async () => {
  server = await listenOnBoth(async (incoming) => new Response(String((await incoming.text()).length)), HERE);
  const body = "x".repeat(300_000);
  expect(await (await fetch(server.url, { method: "POST", body })).text()).toBe("300000");
  const session = connectHttp2(server.url);
  expect(await over(session, body)).toBe("300000");
  session.destroy();
});

test("a taken port is refused with what to do", async () => {
  server = await listenOnBoth(echo, HERE);
  const port = Number(new URL(server.url).port);
  await expect(listenOnBoth(echo, { ...HERE, port })).rejects.toMatchObject({
    code: "PORT_IN_USE",
    message: expect.stringContaining(`Port ${port} is taken.`),
  });
});

test.each([
  ["EACCES", "Port 80 is for the system alone. Pass a --port from 1024 on"],
  ["ENOTFOUND", "nobody.invalid is no address of this machine. Pass one of its own as --host"],
  ["EAI_AGAIN", "nobody.invalid is no address of this machine. Pass one of its own as --host"],
])("what can't be listened on (%s) is refused with what to do", async (code, told) => {
  // Whether a port is the system's, and a name anybody's, differs from machine to machine: this is how Node.js tells both.
  const listen = vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
    this.emit("error", Object.assign(new Error(code), { code }));
    return this;
  });
  const refused = listenOnBoth(echo, { host: "nobody.invalid", port: 80 });
  await expect(refused).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining(told) });
  listen.mockRestore();
});

test("closing ends connections that are idle, silent or waiting", async () => {
  server = await listenOnBoth(() => new Promise<Response>(() => {}), HERE);
  const silent = connect(Number(new URL(server.url).port), "127.0.0.1");
  const waiting = request(server.url).end();
  const session = connectHttp2(server.url);
  const ended = Promise.all([
    new Promise((resolve) => silent.once("close", resolve)),
    new Promise((resolve) => waiting.once("error", resolve)),
    new Promise((resolve) => session.once("close", resolve)),
  ]);
  session.on("error", () => {});
  silent.on("error", () => {});
  await wait(20);
  await server.close();
  await ended;
});

test("a client that resets its connection harms nobody", async () => {
  server = await listenOnBoth(echo, HERE);
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write("P");
  await wait(5);
  socket.resetAndDestroy();
  await wait(5);
  expect(await (await fetch(server.url, { method: "POST", body: "still" })).text()).toBe("POST still");
});

function over(session: ReturnType<typeof connectHttp2>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":method": "POST", ":path": "/" });
    let text = "";
    stream.setEncoding("utf8");
    stream.on("data", (part) => {
      text += part;
    });
    stream.on("end", () => resolve(text));
    stream.on("error", reject);
    stream.end(body);
  });
}
