import { isBadSignature } from "../../errors/refusals.ts";

/** What of an SDK client is needed to have its credentials read anew. */
export interface SigningClient {
  readonly config: { readonly credentials: (options: { readonly forceRefresh: boolean }) => Promise<unknown> };
}

/**
 * Makes one call by a client. Where credentials, signature or clock were refused, the client reads its credentials anew before this
 * rejects, so that the next call is signed with those: the SDK keeps what has no expiry, such as a function's environment, for as long
 * as the client lives. The clock it corrects by the answer's Date itself.
 */
export async function sendSigned<Value>({ config }: SigningClient, send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (caught) {
    const { name, Code } = (caught ?? {}) as { readonly name?: unknown; readonly Code?: unknown };
    // What can't be read is told by the next call, with its own error.
    if (isBadSignature(String(name)) || isBadSignature(String(Code))) {
      await config.credentials({ forceRefresh: true }).catch(() => {});
    }
    throw caught;
  }
}
