import type { Refusals } from "../errors/refusals.ts";
import { sdkToError } from "./sdk-error.ts";

/** What of an SDK client is needed to have its credentials read anew. */
interface SigningClient {
  readonly config: { readonly credentials: (options: { readonly forceRefresh: boolean }) => Promise<unknown> };
}

/**
 * Makes one call by a client, and rejects with one of our codes. Where credentials, signature or clock were refused, the client
 * reads its credentials anew before it rejects, so that the next call is signed with those: the SDK keeps what has no expiry, such as a
 * function's environment, for as long as the client lives. The clock it corrects by the answer's Date itself.
 */
export async function sendSigned<Value>(
  client: SigningClient,
  refusals: Refusals,
  send: () => Promise<Value>,
): Promise<Value> {
  try {
    return await send();
  } catch (caught) {
    const error = sdkToError(caught, refusals);
    // What can't be read is told by the next call, with its own error.
    if (error.code === "CREDENTIALS_REFUSED") await client.config.credentials({ forceRefresh: true }).catch(() => {});
    throw error;
  }
}
