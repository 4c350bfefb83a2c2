// Loads the packed function, lets it answer once, and writes the code cache of all that was compiled by then to standard output.
const { readFileSync, writeSync } = require("node:fs");
const { createServer } = require("node:http");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

const [, , filename] = process.argv;
const ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const ANSWER = {
  messages: [{ content: "Hello!", contentType: "PlainText" }],
  sessionId: "s",
  sessionState: { dialogAction: { type: "Close" }, intent: { name: "Greet", state: "Fulfilled", slots: {} } },
  interpretations: [{ intent: { name: "Greet", slots: {} } }],
};
const EVENT = {
  EventType: "CHANNEL_MESSAGE_EVENT",
  CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-000000000001",
  ChannelMessage: {
    MessageId: "m1",
    ChannelArn: `${ARN}/channel/c`,
    Content: "Hello",
    Sender: { Arn: `${ARN}/user/ana`, Name: "Ana" },
    Type: "STANDARD",
    Persistence: "PERSISTENT",
    CreatedTimestamp: "2026-11-24T09:30:00.000Z",
  },
};

/** Its lines go nowhere: standard output is for the cache. */
function mute() {
  const fs = require("node:fs");
  fs.writeSync = (_descriptor, bytes) => bytes.length;
}

const server = createServer((request, response) => {
  request.resume().once("end", () => {
    const body = request.url.endsWith("/text") ? ANSWER : { CallbackId: EVENT.CallbackId };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
server.listen(0, "127.0.0.1", async () => {
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
    CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
  });
  mute();
  const script = new Script(wrap(readFileSync(filename, "latin1")), { filename });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, createRequire(filename), module, filename, dirname(filename));
  const { outcome } = await module.exports.handler(EVENT, { getRemainingTimeInMillis: () => 60_000 });
  if (outcome !== "replied")
    throw new Error(`The function ended ${outcome} and didn't reply: its cache would lack what a reply needs.`);
  const cache = script.createCachedData();
  for (let at = 0; at < cache.length; ) at += writeSync(1, cache, at);
  process.exit();
});
