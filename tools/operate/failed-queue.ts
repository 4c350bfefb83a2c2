import { BridgeError } from "../../src/errors/bridge-error.ts";

/** A message as the queue gave it. */
export interface QueueMessage {
  readonly MessageId?: string;
  readonly Body?: string;
  readonly ReceiptHandle?: string;
}

/** The queue of failed events (API_ReceiveMessage, API_DeleteMessage). */
export interface FailedQueue {
  /** At most ten messages, hidden from others for five minutes; none when the queue is empty. */
  receive(): Promise<readonly QueueMessage[]>;
  delete(receiptHandle: string): Promise<void>;
}

const HIDDEN_SECONDS = 300;

/** Loads the queue's client, an optional peer that the bridge itself doesn't need. Throws USAGE if it isn't installed. */
export async function openFailedQueue(url: string, load = () => import("@aws-sdk/client-sqs")): Promise<FailedQueue> {
  if (!URL.canParse(url)) {
    throw new BridgeError("USAGE", `${url} is no URL of a queue.`, {
      fix: "Give --queue the URL that the stack prints as FailedEventsUrl.",
    });
  }
  const { SQSClient, ReceiveMessageCommand, DeleteMessageCommand } = await load().catch((cause: unknown) => {
    throw new BridgeError("USAGE", "--queue needs the package @aws-sdk/client-sqs, which isn't installed.", {
      cause,
      fix: "Run: npm install @aws-sdk/client-sqs. Or pass what `aws sqs receive-message` prints with --file.",
    });
  });
  const region = /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(url)?.[1];
  const client = new SQSClient({ endpoint: new URL(url).origin, ...(region ? { region } : {}) });
  const refused = (cause: unknown): never => {
    const name = cause instanceof Error ? cause.name : "an unknown error";
    throw new BridgeError("USAGE", `The queue can't be used: ${name}.`, {
      cause,
      fix: "Check the queue's URL, that credentials are set (AWS_PROFILE, or AWS_ACCESS_KEY_ID), and that they may receive and delete.",
    });
  };
  return {
    receive: async () => {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
      });
      const { Messages } = await client.send(command).catch(refused);
      return (Messages ?? []) as QueueMessage[];
    },
    delete: async (ReceiptHandle) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })).catch(refused);
    },
  };
}
