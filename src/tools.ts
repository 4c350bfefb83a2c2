import { createMembers, type Members } from "./members.ts";
import { createPace, type Pace } from "./pace.ts";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

/** What a bridge keeps between deliveries: the bots' rates, and what it knows of channels. */
export interface Tools {
  readonly pace: Pace;
  readonly members: Members;
}

export function createTools({ requestsPerSecond }: Pick<Settings, "requestsPerSecond">, ports: Ports): Tools {
  const pace = createPace(requestsPerSecond, ports.now);
  return { pace, members: createMembers(ports, pace) };
}
