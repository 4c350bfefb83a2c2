import type { Settings } from "../config/settings.ts";
import { createPace, type Pace } from "../ports/pace.ts";
import type { Ports } from "../ports/ports.ts";
import { createMembers, type Members } from "./members.ts";

/** What a bridge keeps between deliveries: the bots' rates, and what it knows of channels. */
export interface Tools {
  readonly pace: Pace;
  readonly members: Members;
}

export function createTools({ requestsPerSecond }: Pick<Settings, "requestsPerSecond">, ports: Ports): Tools {
  const pace = createPace(requestsPerSecond, ports.now);
  return { pace, members: createMembers(ports, pace) };
}
