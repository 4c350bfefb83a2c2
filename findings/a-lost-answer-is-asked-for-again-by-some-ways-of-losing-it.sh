#!/usr/bin/env bash
# Shows: after a reset, a GOAWAY, or over HTTP/1.1 a cut answer, the SDK asks Lex again, though the turn was taken; which of them it repeats differs between HTTP/2 and HTTP/1.1
# Version: @aws-sdk/client-lex-runtime-v2 3.1048.0 with its default settings, over HTTP/2 and over HTTP/1.1 (@smithy/node-http-handler 4.14.2)
# A good guess: RecognizeText isn't idempotent, so it is sent once; or all ways of losing an answer are treated alike.
# Why it matters: a "yes" that was heard twice confirms the next question too, and nobody learns of it: the caller sees one good answer.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts @aws-sdk/client-lex-runtime-v2@3.1048.0 @smithy/node-http-handler@4.14.2 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { createServer as createHttp1 } from "node:http";
import { constants, createServer as createHttp2 } from "node:http2";

// A service that takes the first turn and loses its answer, in one of these ways; the second turn is answered.
const ANSWER = JSON.stringify({ sessionId: "ana", messages: [{ content: "Done.", contentType: "PlainText" }] });
let turns = 0;
let lose;
const take = (request, response) => {
  request.resume().on("end", () => {
    turns += 1;
    response.setHeader("content-type", "application/json");
    if (turns === 1) lose(request, response);
    else response.end(ANSWER);
  });
};
const listen = async (server) => {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}`;
};
const [http1, http2] = [await listen(createHttp1(take)), await listen(createHttp2(take))];
const stream = (code) => (request) => request.stream.close(constants[`NGHTTP2_${code}`]);
const cut = (end) => (_, response) => {
  response.setHeader("content-length", ANSWER.length);
  response.write(ANSWER.slice(0, 20), () => setImmediate(end, response));
};
const ways = [
  ["h2 NO_ERROR", http2, stream("NO_ERROR"), 2],
  ["h2 REFUSED_STREAM", http2, stream("REFUSED_STREAM"), 2],
  ["h2 CANCEL", http2, stream("CANCEL"), 2],
  ["h2 INTERNAL_ERROR", http2, stream("INTERNAL_ERROR"), 1],
  ["h2 ENHANCE_YOUR_CALM", http2, stream("ENHANCE_YOUR_CALM"), 1],
  ["h2 GOAWAY", http2, ({ stream: { session } }) => session.goaway() ?? session.destroy(), 2],
  ["h2 cut answer", http2, cut((response) => response.stream.close(constants.NGHTTP2_CANCEL)), 1],
  ["h1 reset", http1, (request) => request.socket.resetAndDestroy(), 2],
  ["h1 cut answer", http1, cut((response) => response.destroy()), 2],
  ["h1 reset, one attempt", http1, (request) => request.socket.resetAndDestroy(), 1],
];
const access = { region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } };
const turn = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "ana", text: "yes" };
let same = true;
for (const [way, endpoint, losing, expected] of ways) {
  [turns, lose] = [0, losing];
  const handler = endpoint === http1 ? { requestHandler: new NodeHttpHandler() } : {};
  const once = way.endsWith("one attempt") ? { maxAttempts: 1 } : {};
  const lex = new LexRuntimeV2Client({ ...access, endpoint, ...handler, ...once });
  const end = await lex.send(new RecognizeTextCommand(turn)).then(() => "answered", () => "failed");
  lex.destroy();
  console.log(`${way}: turns ${turns}, ${end}`);
  same &&= turns === expected;
}
process.exit(same ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
