import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { Bridge } from "../../../src/index.ts";
import { type Emulator, type MembershipReceiver, streamMemberships } from "../../emulator/index.ts";
import { greetEach } from "../../testing/conversation/people.ts";

/** A record that fails is tried at once, unlike on AWS: more tries than these tell nothing new. */
const TRIES = 3;

/**
 * Brings whoever joins a channel of the emulator to what welcomes, as the stream of memberships does, until the returned function is called. Nobody is
 * welcomed where `greeter` has nothing.
 */
export function welcomeJoiners(
  emulator: Emulator,
  greeter: () => Bridge["greet"] | undefined,
  log: (line: string) => void = () => {},
): () => void {
  const receive: MembershipReceiver = async (event, context) => {
    const greet = greeter();
    if (greet === undefined) return { batchItemFailures: [] };
    const greetAndTell: Bridge["greet"] = (greeting, options) =>
      greet(greeting, options).catch((caught: unknown) => {
        const { code, detail, fix } = BridgeError.from(caught);
        log(`! No welcome for ${greeting.memberArn}: ${code}. ${[detail, fix].filter(Boolean).join(" ")}`);
        throw caught;
      });
    return greetEach({ greet: greetAndTell })(event, context);
  };
  return streamMemberships(emulator, receive, { tries: TRIES }).close;
}
