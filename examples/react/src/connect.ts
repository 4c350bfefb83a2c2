import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import {
  ConsoleLogger,
  DefaultMessagingSession,
  DefaultSigV4,
  LogLevel,
  MessagingSessionConfiguration,
} from "amazon-chime-sdk-js";

/** The SDK always asks for `wss`, and the emulator's port speaks plain `ws`. Nothing else differs from AWS. */
class PlainSigner extends DefaultSigV4 {
  override signURL(method: string, _scheme: string, ...rest: SignedParts): Promise<string> {
    return super.signURL(method, "ws", ...rest);
  }
}
type SignedParts = Parameters<DefaultSigV4["signURL"]> extends [string, string, ...infer Rest] ? Rest : never;

/**
 * The two that a chat needs: the client that asks, and the session that hears. The keys are stand-ins, which the emulator doesn't check;
 * on AWS leave out `endpoint` and the signer, and pass credentials that may act as `userArn` alone.
 */
export function connect({ endpoint, userArn }: { readonly endpoint: string; readonly userArn: string }) {
  const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint, credentials });
  const configuration = new MessagingSessionConfiguration(userArn, null, undefined, chime);
  const logger = new ConsoleLogger("chat", LogLevel.OFF);
  const session = new DefaultMessagingSession(configuration, logger, undefined, undefined, new PlainSigner(chime));
  return { chime, session };
}
