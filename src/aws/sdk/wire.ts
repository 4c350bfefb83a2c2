import {
  ChannelFlowCallbackCommand,
  ChimeSDKMessagingClient,
  GetChannelMessageCommand,
  ListChannelMembershipsCommand,
  ListChannelMessagesCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  PutSessionCommand,
  RecognizeTextCommand,
} from "@aws-sdk/client-lex-runtime-v2";
import type { Endpoints } from "../endpoints.ts";
import type { OperationName, Wire } from "../wire.ts";
import type { ClientOptions } from "./client-options.ts";
import { createConnections } from "./connections.ts";
import { type SigningClient, sendSigned } from "./send-signed.ts";

const LEX = {
  RecognizeText: RecognizeTextCommand,
  GetSession: GetSessionCommand,
  PutSession: PutSessionCommand,
  DeleteSession: DeleteSessionCommand,
};
const CHIME = {
  ChannelFlowCallback: ChannelFlowCallbackCommand,
  SendChannelMessage: SendChannelMessageCommand,
  UpdateChannelMessage: UpdateChannelMessageCommand,
  GetChannelMessage: GetChannelMessageCommand,
  ListChannelMessages: ListChannelMessagesCommand,
  ListChannelMemberships: ListChannelMembershipsCommand,
};

/** The part of a client that is used: one command sent once. */
interface Sender extends SigningClient {
  send(
    command: never,
    options: { abortSignal: AbortSignal },
  ): Promise<{ readonly $metadata: unknown; readonly audioStream?: { resume?(): unknown } | undefined }>;
}

/**
 * The Lex and Chime operations by the AWS SDK's clients: one of each per region, one handler for all, without retries of their
 * own.
 */
export function createSdkWire({
  endpoints = {},
  requestHandler = createConnections(),
  ...options
}: Partial<ClientOptions> & { readonly endpoints?: Endpoints } = {}): Wire {
  const clients = new Map<string, Sender>();
  const clientFor = (service: "lex" | "chime", region: string): Sender => {
    const key = `${service} ${region}`;
    const known = clients.get(key);
    if (known) return known;
    const endpoint = endpoints[service];
    const config = { ...options, requestHandler, ...(endpoint ? { endpoint } : {}), region, maxAttempts: 1 };
    const client: Sender = service === "lex" ? new LexRuntimeV2Client(config) : new ChimeSDKMessagingClient(config);
    clients.set(key, client);
    return client;
  };
  return async (operation, input, { region, signal }) => {
    const [service, Command] = commandOf(operation);
    const client = clientFor(service, region);
    const command = new Command(input as never) as never;
    const {
      $metadata: _,
      audioStream,
      ...answer
    } = await sendSigned(client, () => client.send(command, { abortSignal: signal }));
    // An answer of PutSession has an empty body, and its connection is free once that was read.
    audioStream?.resume?.();
    return answer;
  };
}

type CommandClass = new (input: never) => unknown;

function commandOf(operation: OperationName): ["lex" | "chime", CommandClass] {
  if (operation in LEX) return ["lex", LEX[operation as keyof typeof LEX] as CommandClass];
  if (operation in CHIME) return ["chime", CHIME[operation as keyof typeof CHIME] as CommandClass];
  throw new TypeError(`${operation} is none of these clients' operations.`);
}
