import type { NodeHttpHandler } from "@smithy/node-http-handler";

/** What both clients take. Absent members are the SDK's own business: environment, profile, role. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly requestHandler: NodeHttpHandler;
}
