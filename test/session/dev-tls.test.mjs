// `dev --tls` as it is built, in a process of its own: two unmodified sessions over wss, and what the page is told.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";
import { SendChannelMessageCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { openClient } from "./client.mjs";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

async function startDev(delivery) {
  const child = spawn(process.execPath, [CLI, "dev", "--tls", "--json", "--port", "0", "--delivery", delivery], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said] = await once(child.stdout, "data");
  return { child, ...JSON.parse(said) };
}

/** The messages that a new page is told of, read by the plain address. */
async function pageMessages(url) {
  const { body } = await fetch(`${url}/_emulator/events`);
  let text = "";
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const [, data] = /^event: snapshot\ndata: (.*)\n\n/m.exec(text) ?? [];
    if (data !== undefined) return JSON.parse(data).messages;
  }
  throw new Error(`no snapshot in ${text}`);
}

for (const delivery of ["replace", "reply"]) {
  test(`dev --tls: in ${delivery}, a question is pending for its sender alone, and both sessions and the page have the reply`, async () => {
    const dev = await startDev(delivery);
    const { users, bot, channelArn, secure } = dev;
    assert.match(secure.url, /^https:/);
    const [hers, his] = [openClient(secure.url, users.ana), openClient(secure.url, users.ben)];
    try {
      await Promise.all([hers, his].map(({ session }) => session.start()));
      await Promise.all([hers, his].map((client) => client.until(() => client.starts() > 0)));
      const { MessageId } = await hers.send(
        new SendChannelMessageCommand({
          ChannelArn: channelArn,
          ChimeBearer: users.ana.arn,
          Content: "Hello",
          Type: "STANDARD",
          Persistence: "PERSISTENT",
        }),
      );
      await hers.hears("PENDING_CREATE_CHANNEL_MESSAGE", (payload) => payload.MessageId === MessageId);
      const isReply = (payload) =>
        delivery === "reply" ? payload.Sender.Arn === bot.arn : payload.MessageId === MessageId;
      const replies = await Promise.all([hers, his].map((one) => one.hears("CREATE_CHANNEL_MESSAGE", isReply)));
      assert.deepEqual(replies[0], replies[1]);
      assert.match(replies[0].Content, /Messages/);
      assert.ok(!his.types().includes("PENDING_CREATE_CHANNEL_MESSAGE"));
      const shown = await pageMessages(dev.url);
      assert.equal(shown.find((message) => message.MessageId === replies[0].MessageId).Content, replies[0].Content);
    } finally {
      hers.close();
      his.close();
      dev.child.kill("SIGTERM");
      await once(dev.child, "close");
    }
  });
}

test("whoever doesn't trust the certificate of dev --tls has no connection", async () => {
  const { child, secure } = await startDev("replace");
  try {
    const { hostname, port } = new URL(secure.url);
    const socket = connect({ host: hostname, port: Number(port), ca: [] });
    const [error] = await once(socket, "error");
    assert.match(error.code, /SELF_SIGNED/);
  } finally {
    child.kill("SIGTERM");
    await once(child, "close");
  }
});
