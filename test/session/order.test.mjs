// Fifty unmodified sessions, a thousand messages, and sockets that drop while they come: everybody ends with the channel's list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ListChannelMessagesCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { createEmulator } from "../../dist/emulator.js";
import { LISTENS, openClient } from "./client.mjs";

const SESSIONS = 50;
const MESSAGES = 1_000;
const DROP_EVERY = 25;

/** What a chat application keeps: what it hears, and at each start of its session what the channel lists. */
async function keepList(client, user, channelArn) {
  const heard = [];
  const kept = new Set();
  const loads = [];
  client.session.addObserver({
    messagingSessionDidStart() {
      loads.push(load());
    },
    messagingSessionDidReceiveMessage({ type, payload }) {
      if (type !== "CREATE_CHANNEL_MESSAGE") return;
      const { MessageId } = JSON.parse(payload);
      heard.push(MessageId);
      kept.add(MessageId);
      client.look();
    },
  });
  async function load() {
    for (const id of await list()) kept.add(id);
    client.look();
  }
  /** The channel's messages by their ids, the oldest first. */
  async function list() {
    const listed = [];
    let NextToken;
    do {
      const query = { ChannelArn: channelArn, ChimeBearer: user.arn, NextToken };
      const page = await client.send(new ListChannelMessagesCommand(query));
      listed.push(...page.ChannelMessages.map(({ MessageId }) => MessageId));
      NextToken = page.NextToken;
    } while (NextToken);
    return listed.reverse();
  }
  await client.session.start();
  return { heard, kept, loads, list };
}

test("fifty sessions whose sockets drop hear everything once, in order, and end with what the channel lists", {
  timeout: 300_000,
}, async () => {
  const emulator = await createEmulator({ bots: [], seed: 1 });
  const clients = [];
  try {
    const { url } = await emulator.listen(LISTENS);
    const { users, channelArn } = emulator.world;
    const people = [users.ana, users.ben];
    clients.push(...Array.from({ length: SESSIONS }, (_, at) => openClient(url, people[at % 2])));
    const lists = await Promise.all(clients.map((client, at) => keepList(client, people[at % 2], channelArn)));

    for (let at = 0; at < MESSAGES; at += 1) {
      // One session's socket breaks in place of the next event, which is lost to it.
      if (at % DROP_EVERY === 0) emulator.namedFaults.add({ name: "close-session", times: 1 });
      await emulator.send({ content: `message ${at}`, as: at % 2 ? "ben" : "ana" });
      // The loop of events turns, as it does between real requests.
      await new Promise(setImmediate);
    }
    // Nobody is waited for by the clock: a list that never becomes whole is what the time limit of the test tells.
    await Promise.all(clients.map((client, at) => client.until(() => lists[at].kept.size >= MESSAGES)));

    // A list is whole only once its session is back; what is still being loaded then is waited for.
    await Promise.all(lists.flatMap(({ loads }) => loads));

    const sent = emulator.messages().map(({ MessageId }) => MessageId);
    assert.equal(new Set(sent).size, MESSAGES);
    for (const { list } of lists) assert.deepEqual(await list(), sent);
    const place = new Map(sent.map((id, at) => [id, at]));
    const lost = lists.map(({ heard }) => MESSAGES - heard.length);
    assert.ok(
      lost.some((count) => count > 0),
      "no socket dropped",
    );
    for (const { heard, kept } of lists) {
      assert.equal(new Set(heard).size, heard.length, "something was heard twice");
      const places = heard.map((id) => place.get(id));
      assert.deepEqual(
        places,
        places.toSorted((one, other) => one - other),
      );
      assert.deepEqual([...kept].sort(), [...sent].sort());
    }
  } finally {
    for (const client of clients) client.close();
    await emulator.close();
  }
});
