// An unmodified client of Chime messaging, as an application would make it: over TLS to the letter, else but for the plain `ws`.
import { readFileSync } from "node:fs";
import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import sdk from "amazon-chime-sdk-js";
import { WebSocket } from "ws";

const { ConsoleLogger, DefaultMessagingSession, DefaultSigV4, LogLevel, MessagingSessionConfiguration } = sdk;

// Node 20 has neither, and browsers have both.
globalThis.WebSocket ??= WebSocket;
globalThis.CloseEvent ??= class CloseEvent extends Event {
  constructor(type, { code, reason, wasClean }) {
    super(type);
    Object.assign(this, { code, reason, wasClean });
  }
};

/** What the emulator listens with: TLS where the script gave a certificate that Node trusts, by NODE_EXTRA_CA_CERTS, and its key. */
export const LISTENS = process.env.SESSION_KEY
  ? {
      tls: {
        cert: readFileSync(process.env.NODE_EXTRA_CA_CERTS, "utf8"),
        key: readFileSync(process.env.SESSION_KEY, "utf8"),
      },
    }
  : {};

/** The SDK's signer has `wss` fixed, and the emulator's one port speaks plain `ws`: this is the whole difference. */
class PlainSigner extends DefaultSigV4 {
  signURL(method, _scheme, ...rest) {
    return super.signURL(method, "ws", ...rest);
  }
}

/** A user's session, which keeps all that it is told. */
export function openClient(url, user, { prefetches = false } = {}) {
  const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials });
  const configuration = new MessagingSessionConfiguration(user.arn, null, undefined, chime);
  if (prefetches) configuration.prefetchOn = "connect";
  configuration.reconnectShortBackoffMs = 20;
  configuration.reconnectLongBackoffMs = 100;
  const logger = new ConsoleLogger("session", LogLevel.OFF);
  const signer = url.startsWith("https:") ? undefined : new PlainSigner(chime);
  const session = new DefaultMessagingSession(configuration, logger, undefined, undefined, signer);

  const told = [];
  const waiting = new Set();
  let starts = 0;
  const look = () => {
    for (const one of waiting) if (one.isSo()) one.done();
  };
  const until = (isSo) =>
    new Promise((resolve) => {
      const one = { isSo, done: () => waiting.delete(one) && resolve() };
      waiting.add(one);
      look();
    });
  const observer = {
    messagingSessionDidStart() {
      starts += 1;
      look();
    },
    messagingSessionDidReceiveMessage({ type, payload }) {
      told.push({ type, payload: payload && JSON.parse(payload) });
      look();
    },
  };
  session.addObserver(observer);

  return {
    chime,
    session,
    told,
    until,
    /** Looks again whether what is waited for is so. */
    look,
    starts: () => starts,
    types: () => told.map(({ type }) => type),
    /** Resolves to the payload of the first event of that type whose payload fits. */
    async hears(type, fits = () => true) {
      const find = () => told.find((one) => one.type === type && fits(one.payload));
      await until(() => find() !== undefined);
      return find().payload;
    },
    send: (command) => chime.send(command),
    close() {
      session.stop();
      chime.destroy();
    },
  };
}
