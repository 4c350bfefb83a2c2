import type { NodeHttpHandler } from "@smithy/node-http-handler";

/** What the SDK's clients take. What is absent is left to the SDK: environment, profile, role. */
export interface ClientOptions {
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly requestHandler: NodeHttpHandler;
}
