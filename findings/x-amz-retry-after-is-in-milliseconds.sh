#!/usr/bin/env bash
# Shows: the SDK reads x-amz-retry-after: 2000 as two seconds
# Version: @aws-sdk/client-chime-sdk-messaging 3.1142.0
# A good guess: seconds, as in Retry-After.
# Why it matters: a proxy or a test server that writes seconds asks for no pause at all.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts @aws-sdk/client-chime-sdk-messaging@3.1142.0 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { ChannelFlowCallbackCommand, ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
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
    if (heard.length > 1) return response.end("{}");
    response.setHeader("x-amz-retry-after", "2000");
    response.setHeader("x-amzn-errortype", "ThrottledClientException");
    response.statusCode = 429;
    response.end('{"Message":"Slow down."}');
  });
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const access = {
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: "us-east-1",
  credentials: { accessKeyId: "x", secretAccessKey: "x" },
};
const callback = {
  CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11",
  ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/b",
  ChannelMessage: { MessageId: "m", Content: "hello" },
};
const begun = performance.now();
await new ChimeSDKMessagingClient(access).send(new ChannelFlowCallbackCommand(callback));
const waited = performance.now() - begun;
console.log(`requests: ${heard.length}; waited ${Math.round(waited)} ms`);
process.exit(heard.length === 2 && waited >= 1_900 && waited < 60_000 ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
