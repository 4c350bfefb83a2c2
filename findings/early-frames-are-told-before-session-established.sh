#!/usr/bin/env bash
# Shows: what a channel says before SESSION_ESTABLISHED is told after messagingSessionDidStart and before SESSION_ESTABLISHED, which is told as a message with the payload null
# Version: amazon-chime-sdk-js 3.32.0, with @aws-sdk/client-chime-sdk-messaging 3.1142.0 and ws 8.23.0
# A good guess: frames are told in their order: nothing comes between the start of the session and SESSION_ESTABLISHED.
# Why it matters: a client that begins to listen at SESSION_ESTABLISHED loses the early messages, and one that parses every payload as an object fails at its first event.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts amazon-chime-sdk-js@3.32.0 @aws-sdk/client-chime-sdk-messaging@3.1142.0 ws@8.23.0 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import chime from "amazon-chime-sdk-js";
import { WebSocket, WebSocketServer } from "ws";

globalThis.WebSocket = WebSocket;
globalThis.CloseEvent ??= class extends Event {};
const frame = (type, payload) =>
  JSON.stringify({
    Headers: { "x-amz-chime-event-type": type, "x-amz-chime-message-type": "STANDARD" },
    ...(payload && { Payload: JSON.stringify(payload) }),
  });
// One message before the session stands, one after it.
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
server.on("connection", (socket) => {
  socket.send(frame("CREATE_CHANNEL_MESSAGE", { MessageId: "early" }));
  socket.send(frame("SESSION_ESTABLISHED"));
  socket.send(frame("CREATE_CHANNEL_MESSAGE", { MessageId: "late" }));
});
await new Promise((done) => server.once("listening", done));

// The scheme is fixed to wss; the server here speaks plain ws.
class PlainSigner extends chime.DefaultSigV4 {
  signURL(method, _scheme, ...rest) {
    return super.signURL(method, "ws", ...rest);
  }
}
const credentials = { accessKeyId: "x", secretAccessKey: "x" };
const client = new ChimeSDKMessagingClient({ region: "us-east-1", credentials });
const user = "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/ana";
const address = `127.0.0.1:${server.address().port}`;
const configuration = new chime.MessagingSessionConfiguration(user, null, address, client);
const logger = new chime.ConsoleLogger("session", chime.LogLevel.OFF);
const session = new chime.DefaultMessagingSession(configuration, logger, undefined, undefined, new PlainSigner(client));
const told = [];
await new Promise((done) => {
  session.addObserver({
    messagingSessionDidStart: () => told.push("DidStart"),
    messagingSessionDidReceiveMessage: ({ type, payload }) => {
      const { MessageId } = JSON.parse(payload) ?? {};
      told.push(MessageId ?? `${type} with payload ${payload}`);
      if (MessageId === "late") done();
    },
  });
  session.start();
});
console.log(`told: ${told.join(", ")}`);
process.exit(told.join() === "DidStart,early,SESSION_ESTABLISHED with payload null,late" ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs
