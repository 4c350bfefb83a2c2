import crypto, { type KeyObject } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Server } from "./exchange.ts";
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
export type Sign = (
  request: WireRequest,
  target: Server & { readonly path: string },
  at: Date,
) => Promise<Record<string, string>>;

export function createSigner(service: LeanOperation["service"], region: string, credentials: () => Credentials): Sign {
  const signer = new SignatureV4({
    service: SIGNING_NAMES[service],
    region,
    credentials: async () => credentials(),
    sha256: NodeSha256,
    applyChecksum: false,
  });
  return async ({ method, query, headers, body }, { protocol, hostname, host, port, path }, signingDate) => {
    const request = {
      protocol,
      hostname,
      ...(port ? { port } : {}),
      method,
      path,
      query,
      headers: { host, ...headers },
      ...(body === undefined ? {} : { body }),
    };
    return (await signer.sign(request, { signingDate })).headers;
  };
}

/**
 * The signer's hash, as it wants one, on Node's own. It is given everything in one piece; Node's short way for that came with 20.12.
 */
class NodeSha256 {
  readonly #secret: string | ArrayBuffer | ArrayBufferView | undefined;
  #data: string | Uint8Array = "";

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret;
  }

  update(data: string | Uint8Array): void {
    if (this.#data !== "") throw new TypeError("A hash is made of one piece.");
    this.#data = data;
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#secret === undefined ? hash(this.#data) : hmac(this.#secret, this.#data));
  }

  reset(): void {
    throw new TypeError("A hash is made anew for each use.");
  }
}

function hash(data: string | Uint8Array): Uint8Array {
  return crypto.hash ? crypto.hash("sha256", data, "buffer") : crypto.createHash("sha256").update(data).digest();
}

/** For each signature the signer asks which key belongs to the credentials, by a hash that only other credentials change. */
let lastOfText: { readonly secret: string; readonly data: Uint8Array; readonly digest: Uint8Array } | undefined;

function hmacOfText(secret: string, data: string | Uint8Array): Uint8Array {
  if (lastOfText?.secret === secret && typeof data !== "string" && Buffer.compare(lastOfText.data, data) === 0) {
    return lastOfText.digest;
  }
  const digest = crypto.createHmac("sha256", secret).update(data).digest();
  if (typeof data !== "string") lastOfText = { secret, data, digest };
  return digest;
}

/** The signer keeps the day's key as one array, and Node takes a prepared key seven times as fast. */
const keys = new WeakMap<object, KeyObject>();

function hmac(secret: string | ArrayBuffer | ArrayBufferView, data: string | Uint8Array): Uint8Array {
  if (typeof secret === "string") return hmacOfText(secret, data);
  const key = keys.get(secret) ?? crypto.createSecretKey(keyOf(secret));
  keys.set(secret, key);
  return crypto.createHmac("sha256", key).update(data).digest();
}

function keyOf(secret: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
