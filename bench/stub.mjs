// Lex, Chime and DynamoDB that answer at once, in a process of their own: HTTP/1.1 and HTTP/2 on one port, plain or TLS.
import { readFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer as createHttp2, createSecureServer } from "node:http2";
import { createServer as createTcp } from "node:net";
import { SHORT } from "./turns.mjs";

const [, , certificate, key] = process.argv;
let counts = fresh();

function fresh() {
  return { connections: 0, lex: 0, chime: 0, turns: 0, callbacks: 0, replies: 0, writes: 0, reads: 0 };
}

/** Which services were asked over a connection: each counts once, when it is first asked there. */
const asked = new WeakMap();
function countConnection({ stream, socket }, service) {
  const connection = stream?.session ?? socket;
  const services = asked.get(connection) ?? new Set();
  if (!services.has(service)) counts[service]++;
  asked.set(connection, services.add(service));
}

/** The bot's words, with a number: no two answers are the same. */
function answerNumber(number) {
  const [{ contentType, content }] = SHORT.messages;
  return { ...SHORT, messages: [{ contentType, content: `${content} ${number}` }] };
}

/** Whether the callback puts the bot's words in the message's place, rather than only letting it through. */
function isReply({ ChannelMessage: { Content = "", ContentType } }) {
  return ContentType === "application/amz-chime-lex-msgs" && Content.includes(SHORT.messages[0].content);
}

/** The new image of an UpdateItem of the bridge's: enough for a claim and a memory. */
function updated(body) {
  const { Key, ExpressionAttributeValues: values } = JSON.parse(body);
  const is = (name) => values[`:${name}`];
  const state = is("answer") ? { S: "remembered" } : { S: "claimed" };
  const expires = is("expires") ?? { N: "9999999999" };
  return {
    Attributes: {
      ...Key,
      state,
      expires,
      by: is("by"),
      ...(is("until") ? { until: is("until") } : {}),
      ...(is("answer") ? { answer: is("answer"), posters: is("posters") } : {}),
    },
  };
}

function answerTo(request, body) {
  const { url, headers } = request;
  if (url.endsWith("/text")) {
    countConnection(request, "lex");
    counts.turns++;
    return answerNumber(counts.turns);
  }
  if (url.includes("operation=channel-flow-callback")) {
    countConnection(request, "chime");
    const callback = JSON.parse(body);
    counts.callbacks++;
    if (isReply(callback)) counts.replies++;
    return { CallbackId: callback.CallbackId };
  }
  if (headers["x-amz-target"]?.endsWith(".UpdateItem")) {
    counts.writes++;
    return updated(body);
  }
  counts.reads++;
  return {};
}

function listener(request, response) {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const text = JSON.stringify(answerTo(request, body));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.end(text);
  });
}

function plain() {
  const [http, http2] = [createHttp(listener), createHttp2(listener)];
  return createTcp((socket) => {
    counts.connections++;
    socket.once("readable", () => {
      const first = socket.read();
      if (first === null) return;
      socket.unshift(first);
      (first.subarray(0, 3).toString() === "PRI" ? http2 : http).emit("connection", socket);
    });
    socket.on("error", () => {});
  });
}

function secure() {
  const server = createSecureServer(
    { cert: readFileSync(certificate), key: readFileSync(key), allowHTTP1: true },
    listener,
  );
  server.on("secureConnection", () => {
    counts.connections++;
  });
  return server;
}

const server = certificate ? secure() : plain();
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => {
  process.send({ counts });
  counts = fresh();
});
// Its server would keep it alive after the process that started it is gone.
process.on("disconnect", () => process.exit());
