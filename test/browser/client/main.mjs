// The page of an application: unmodified sessions and clients of the SDKs, for a test to use by `window.people`.
import {
  ChimeSDKMessagingClient,
  DeleteChannelMembershipCommand,
  DeleteChannelMessageCommand,
  DescribeChannelCommand,
  ListChannelMessagesCommand,
  RedactChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { ConsoleLogger, DefaultMessagingSession, LogLevel, MessagingSessionConfiguration } from "amazon-chime-sdk-js";

const OPERATIONS = {
  DeleteChannelMembershipCommand,
  DeleteChannelMessageCommand,
  DescribeChannelCommand,
  ListChannelMessagesCommand,
  RedactChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
};

const people = {};

/** A user with a client and a session that keeps what it is told, once it is started. */
function meet(name, endpoint, userArn) {
  const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 });
  const configuration = new MessagingSessionConfiguration(userArn, null, undefined, chime);
  configuration.reconnectShortBackoffMs = 20;
  configuration.reconnectLongBackoffMs = 100;
  const session = new DefaultMessagingSession(configuration, new ConsoleLogger("session", LogLevel.OFF));
  const told = [];
  const person = { told, starts: 0, stops: [], session };
  session.addObserver({
    messagingSessionDidStart() {
      person.starts += 1;
    },
    messagingSessionDidStop({ code }) {
      person.stops.push(code);
    },
    messagingSessionDidReceiveMessage({ type, payload }) {
      told.push({ type, payload: payload && JSON.parse(payload) });
    },
  });
  /** Asks the service in this user's name; resolves to its answer, or to what the SDK makes of a refusal. */
  person.ask = async (operation, input) => {
    try {
      return await chime.send(new OPERATIONS[`${operation}Command`]({ ChimeBearer: userArn, ...input }));
    } catch (error) {
      const { name, message, $metadata } = error;
      return { error: { name, message, status: $metadata?.httpStatusCode, requestId: $metadata?.requestId } };
    }
  };
  people[name] = person;
}

Object.assign(window, { people, meet });
