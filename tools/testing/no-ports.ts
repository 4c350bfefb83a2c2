import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Ports } from "../../src/ports/ports.ts";

const missing = (name: string) => async () => {
  throw new BridgeError("INTERNAL", `The port ${name} is not given here.`);
};

/** The ports that only some configurations need, for callers that never configure those: each says so when it is called. */
export const NO_PORTS: Pick<
  Ports,
  | "sendChannelMessage"
  | "updateChannelMessage"
  | "getChannelMessage"
  | "listChannelMessages"
  | "countMembers"
  | "getSession"
  | "putSession"
  | "deleteSession"
> = {
  sendChannelMessage: missing("sendChannelMessage"),
  updateChannelMessage: missing("updateChannelMessage"),
  getChannelMessage: missing("getChannelMessage"),
  listChannelMessages: missing("listChannelMessages"),
  countMembers: missing("countMembers"),
  getSession: missing("getSession"),
  putSession: missing("putSession"),
  deleteSession: missing("deleteSession"),
};
