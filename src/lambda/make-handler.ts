import { createBridge } from "../bridge.ts";
import { createMemoryClaims } from "../claims/memory.ts";
import { type OpenPauses, type OpenTable, openClaims, openPauses } from "../claims/open.ts";
import { type Environment, envToSettings } from "../config/env.ts";
import { requireClaims, requirePauses } from "../config/require-pauses.ts";
import { regionOf, type Settings } from "../config/settings.ts";
import { settingsOrError } from "../config/settings-or-error.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { createDeliveryClock } from "../ports/clock.ts";
import { guardLog } from "../ports/harmless.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import type { Decision } from "../read/decision.ts";
import { chooseLog } from "./choose-log.ts";
import { holdOutcomes } from "./hold-outcomes.ts";
import { type MembershipHandler, makeMemberships } from "./make-memberships.ts";

/** The part of Lambda's context that the handler uses. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
  readonly awsRequestId?: string;
}

export type Handler = (event: unknown, context: LambdaContext) => Promise<Decision>;

export interface HandlerOptions {
  /** By default the process's own environment. */
  readonly env?: Environment;
  /** By default the AWS clients, the clock, and a structured logger that writes metrics too. A log of your own gets neither. */
  readonly ports?: Partial<Ports>;
  /** Functions of yours that take part in every delivery. */
  readonly hooks?: Hooks;
}

type ServicePorts = Omit<Ports, "claims" | "log" | "now">;

/** How it reaches AWS: the SDK's clients, or the lean wire. */
export interface Services {
  ports(
    regionOf: (bot: { readonly botId: string; readonly botAliasId: string }) => string,
    delivery: Settings["delivery"],
  ): ServicePorts;
  readonly openTable: OpenTable;
  readonly openPauses: OpenPauses;
  /** How the function talks to AWS, and why; logged once at the start if given. */
  readonly told?: { readonly wire: string; readonly reason: string };
}

/** Makes the bridge of an environment, with what its handlers share. */
function openBridge(env: Environment, { ports = {}, hooks = {} }: Omit<HandlerOptions, "env">, services: Services) {
  const log = guardLog(ports.log ?? chooseLog(env));
  if (services.told) log("info", "wire", { ...services.told });
  const settings = settingsOrError(
    () => requireClaims(requirePauses(envToSettings(env), ports.pauses !== undefined), ports.claims !== undefined),
    log,
  );
  const now = ports.now ?? createDeliveryClock();
  const claims =
    ports.claims ??
    (settings instanceof BridgeError
      ? createMemoryClaims(now)
      : openClaims(settings, services.openTable, { log, now }));
  const pauses =
    ports.pauses ?? (settings instanceof BridgeError ? undefined : openPauses(settings, services.openPauses, now));
  const ofServices =
    settings instanceof BridgeError
      ? services.ports(() => "us-east-1", "replace")
      : services.ports(regionOf(settings), settings.delivery);
  const held = holdOutcomes(hooks);
  const bridge = createBridge(settings, {
    ...ofServices,
    ...ports,
    ...held.hooks,
    now,
    log,
    claims,
    ...(pauses ? { pauses } : {}),
  });
  return { bridge, held, log, now };
}

/**
 * The channel processor: an environment read once, then one delivery an invocation. It never fails to load: an environment that
 * can't be read is logged as one error that lists every wrong variable with its fix, and whatever comes is released.
 */
export function makeHandler(env: Environment, options: Omit<HandlerOptions, "env">, services: Services): Handler {
  const { bridge, held, now } = openBridge(env, options, services);
  return (event, context) => {
    now.begin?.();
    const handled = bridge.handle(event, {
      deadline: now() + context.getRemainingTimeInMillis(),
      ...(context.awsRequestId ? { requestId: context.awsRequestId } : {}),
    });
    return held.until(handled, context);
  };
}

/** The handler for the stream of memberships, on the same environment. With one that can't be read, it passes every record over and logs why. */
export function makeMembershipHandler(
  env: Environment,
  options: Omit<HandlerOptions, "env">,
  services: Services,
): MembershipHandler {
  const { bridge, held, ...tools } = openBridge(env, options, services);
  const handle = makeMemberships(bridge, tools);
  return (event, context) => held.until(handle(event, context), context);
}
