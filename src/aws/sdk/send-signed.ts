import { isBadSignature } from "../../errors/refusals.ts";

/** The part of an SDK client that makes it read its credentials again. */
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
    // If they can't be read, the next call says so with its own error.
    if (isBadSignature(String(name)) || isBadSignature(String(Code))) {
      await config.credentials({ forceRefresh: true }).catch(() => {});
    }
    throw caught;
  }
}
