#!/usr/bin/env bash
# Shows: an undefined CallbackId is sent as a random UUID
# Version: @aws-sdk/client-chime-sdk-messaging 3.1142.0
# A good guess: it is left out or refused: the id names the delivery that is answered, and no client can invent it.
# Why it matters: the callback names a delivery that never was, and nothing says that the real one got no answer.
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
    response.end("{}");
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
const chime = new ChimeSDKMessagingClient(access);
for (let time = 0; time < 2; time += 1) {
  await chime.send(new ChannelFlowCallbackCommand({ ...callback, CallbackId: undefined }));
}
const ids = heard.map((body) => JSON.parse(body).CallbackId);
console.log(`sent: ${ids.join(" and ")}`);
process.exit(ids.every((id) => /^[0-9a-f]{8}-/.test(id ?? "")) && ids[0] !== ids[1] ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
