import { BridgeError } from "../errors/bridge-error.ts";
import type { Watch } from "./watch.ts";

const nothing = async (): Promise<never> => {
  throw new BridgeError("INTERNAL", "There is nothing to watch.");
};

/** The watch of a delivery that nobody can pause: it reads nothing and remembers nothing. */
export const UNWATCHED: Watch = {
  check: nothing,
  pause: nothing,
  isFree: async () => true,
  glance: async () => ({ type: "checked", by: undefined, at: undefined }),
  inOrder: (answer) => answer,
  explain: () => {},
  said: () => {},
  finish: async () => {},
  error: undefined,
};
