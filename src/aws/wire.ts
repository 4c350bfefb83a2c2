/** The operations that the bridge uses, by the services' own names. */
export type OperationName =
  | "RecognizeText"
  | "GetSession"
  | "PutSession"
  | "DeleteSession"
  | "ChannelFlowCallback"
  | "SendChannelMessage"
  | "UpdateChannelMessage"
  | "GetChannelMessage"
  | "ListChannelMessages"
  | "ListChannelMemberships"
  | "GetItem"
  | "UpdateItem";

/** Where a call goes, and when it is no longer wanted. */
export interface WireTarget {
  readonly region: string;
  readonly signal: AbortSignal;
}

/**
 * One call of one operation, never repeated. Resolves to the members of the answer; `Date` and epoch seconds both stand for a
 * timestamp. Rejects with what an SDK client throws: for a refusal `name`, `message`, `$metadata.httpStatusCode` and
 * `$response`, for a broken transport Node's own `code` and `syscall`, or AbortError. `sdkToError` reads either.
 */
export type Wire = (
  operation: OperationName,
  input: object,
  target: WireTarget,
) => Promise<Readonly<Record<string, unknown>>>;
