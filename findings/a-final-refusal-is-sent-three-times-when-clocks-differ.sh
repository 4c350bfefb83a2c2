#!/usr/bin/env bash
# Shows: the SDK sends a request three times that was refused for good (424), where the service's Date is ten minutes off
# Version: @aws-sdk/client-lex-runtime-v2 3.1048.0 with its default settings
# A good guess: a 424 is final: one request.
# Why it matters: Lex answers 424 after its function ran, so the function runs three times for one message.
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
import { createServer } from "node:http";
const heard = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    heard.push(body);
    response.setHeader("content-type", "application/json");
    response.setHeader("date", new Date(Date.now() + offset).toUTCString());
    response.setHeader("x-amzn-errortype", "DependencyFailedException");
    response.statusCode = 424;
    response.end('{"message":"The function failed."}');
  });
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const access = {
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: "us-east-1",
  credentials: { accessKeyId: "x", secretAccessKey: "x" },
};
let offset = 0;
const requests = async () => {
  heard.length = 0;
  const lex = new LexRuntimeV2Client({ ...access, requestHandler: new NodeHttpHandler() });
  const turn = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "ana", text: "hello" };
  const { name } = await lex.send(new RecognizeTextCommand(turn)).catch((error) => error);
  return [name, heard.length];
};
const right = await requests();
offset = 600_000;
const wrong = await requests();
console.log(`clocks agree: ${right.join(", requests: ")}; ten minutes off: ${wrong.join(", requests: ")}`);
process.exit(right[1] === 1 && wrong[1] === 3 ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
