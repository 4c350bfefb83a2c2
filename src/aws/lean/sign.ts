import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { LeanOperation } from "./operations.ts";
import type { WireRequest } from "./to-request.ts";

/** Credentials as Lambda puts them into a function's environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The name that each service is signed for (the services' models, `signingName`). */
const SIGNING_NAMES: Readonly<Record<LeanOperation["service"], string>> = {
  lex: "lex",
  chime: "chime",
  dynamodb: "dynamodb",
};

/** Signs requests for one service in one region (Signature Version 4), by AWS's own signer over Node's hashes. */
export type Sign = (request: WireRequest, url: URL, at: Date) => Promise<Record<string, string>>;

export function createSigner(service: LeanOperation["service"], region: string, credentials: () => Credentials): Sign {
  const signer = new SignatureV4({
    service: SIGNING_NAMES[service],
    region,
    credentials: async () => credentials(),
    sha256: NodeSha256,
    applyChecksum: false,
  });
  return async ({ method, query, headers, body }, { protocol, hostname, host, port, pathname }, signingDate) => {
    const request = {
      protocol,
      hostname,
      ...(port ? { port: Number(port) } : {}),
      method,
      path: pathname,
      query,
      headers: { host, ...headers },
      ...(body === undefined ? {} : { body }),
    };
    return (await signer.sign(request, { signingDate })).headers;
  };
}

/** What the signer wants of a hash, on Node's own. */
class NodeSha256 {
  readonly #hash: { update(data: string | Uint8Array): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", keyOf(secret));
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new TypeError("A hash is made anew for each use.");
  }
}

function keyOf(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === "string") return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
