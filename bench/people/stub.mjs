// Lex, Chime and a table that keeps what is written, over HTTP/1.1, in a process of their own. It counts the calls of each operation.
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { SHORT } from "../turns.mjs";

let counts = {};
let lexMs = 0;
let hasSession = true;
const items = new Map();
const count = (name) => {
  counts[name] = (counts[name] ?? 0) + 1;
};
const ok = (body, headers = {}) => ({ status: 200, body, headers });
const NO_SESSION = { status: 404, body: {}, headers: { "x-amzn-errortype": "ResourceNotFoundException" } };
const packed = (value) => gzipSync(JSON.stringify(value)).toString("base64");

/** What the bridge's expressions do: SET, REMOVE and ADD of whole members. Conditions hold, since each delivery is a new one. */
function update({ Key, UpdateExpression, ExpressionAttributeValues: values = {} }) {
  const item = { ...items.get(Key.id.S), ...Key };
  const [, set = ""] = /SET (.*?)(?= REMOVE | ADD | DELETE |$)/.exec(UpdateExpression) ?? [];
  for (const [, name, value] of set.matchAll(/#(\w+) = (:\w+)/g)) item[name] = values[value];
  const [, removed = ""] = /REMOVE (.*?)(?= ADD | DELETE |$)/.exec(UpdateExpression) ?? [];
  for (const [, name] of removed.matchAll(/#(\w+)/g)) delete item[name];
  items.set(Key.id.S, item);
  return item;
}

function answerTo({ method, url, headers }, body) {
  const [path, query = ""] = url.split("?");
  const target = headers["x-amz-target"];
  if (target?.endsWith(".UpdateItem")) {
    count("UpdateItem");
    return ok({ Attributes: update(JSON.parse(body)) });
  }
  if (target?.endsWith(".GetItem")) {
    count("GetItem");
    const Item = items.get(JSON.parse(body).Key.id.S);
    return ok(Item ? { Item } : {});
  }
  if (path.endsWith("/text")) {
    count("RecognizeText");
    return { ...ok(SHORT), ms: lexMs };
  }
  if (path.includes("/sessions/")) {
    count(method === "GET" ? "GetSession" : "PutSession");
    if (method === "GET") return hasSession ? ok({ sessionId: "s", sessionState: {} }) : NO_SESSION;
    const said = packed([{ contentType: "PlainText", content: "Welcome." }]);
    return ok({}, { "x-amz-lex-messages": said, "x-amz-lex-session-state": packed({}) });
  }
  if (query.includes("operation=channel-flow-callback")) {
    count("ChannelFlowCallback");
    return ok({ CallbackId: JSON.parse(body).CallbackId });
  }
  const MessageId = decodeURIComponent(path.split("/messages/")[1] ?? "m");
  if (method === "GET") {
    count("GetChannelMessage");
    return ok({ ChannelMessage: { MessageId, Persistence: "PERSISTENT", Type: "STANDARD" } });
  }
  count(method === "PUT" ? "UpdateChannelMessage" : "SendChannelMessage");
  return ok({ MessageId });
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const { status, body: given, headers, ms = 0 } = answerTo(request, body);
    const text = JSON.stringify(given);
    const send = () => {
      response.writeHead(status, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        ...headers,
      });
      response.end(text);
    };
    if (ms > 0) setTimeout(send, ms);
    else send();
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", (rules) => {
  process.send({ counts });
  counts = {};
  ({ lexMs = 0, hasSession = true } = rules);
  items.clear();
});
// Its server would keep it alive after the process that started it is gone.
process.on("disconnect", () => process.exit());
