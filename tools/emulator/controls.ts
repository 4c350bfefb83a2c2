import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Emulator } from "./emulator-api.ts";
import type { Controls } from "./http/control-routes.ts";
import type { Info } from "./http/info.ts";
import { readPage } from "./http/page-file.ts";
import type { PausedPlace, ProcessorOptions } from "./processor-options.ts";
import { ServiceError } from "./service-error.ts";

export interface ControlsOptions {
  readonly emulator: Emulator;
  readonly info: () => Info;
  readonly processorOptions: () => ProcessorOptions | undefined;
  readonly announceOptions: () => void;
}

/** What is behind the routes under `/_emulator/`. */
export function createControls({ emulator, info, processorOptions, announceOptions }: ControlsOptions): Controls {
  return {
    info,
    messages: emulator.messages,
    deliveries: emulator.deliveries,
    on: emulator.on,
    reset: emulator.reset,
    redeliver: emulator.redeliver,
    clock: emulator.clock,
    namedFaults: emulator.namedFaults,
    faults: () => ({ known: emulator.namedFaults.known, active: emulator.namedFaults.active() }),
    options() {
      const options = processorOptions();
      return options && { known: options.known, values: options.values(), config: options.config?.() };
    },
    changeOptions(changes) {
      processorOptions()?.change(changes);
      announceOptions();
    },
    async addBot(source) {
      const [first] = await emulator.addBot(source);
      const added = info().lexBots.find(({ botId }) => botId === first?.botId);
      if (added === undefined) throw new BridgeError("EXPORT_UNREADABLE", `${source.name} holds no bot.`);
      const { name, botId, locales, notes } = added;
      return { name, botId, locales, notes };
    },
    setPaused: (place, isPaused) => {
      const handoff = processorOptions()?.handoff;
      if (handoff === undefined) return undefined;
      requirePlace(place, info());
      return isPaused ? handoff.pause(place) : handoff.resume(place);
    },
    page: () => readPage(),
  };
}

/** Throws a 404 for a channel that isn't there, or a sender who is nobody in it. */
function requirePlace({ channelArn, senderArn }: PausedPlace, { channels, users }: Info): void {
  const channel = channels.find(({ arn }) => arn === channelArn);
  const isKnown =
    senderArn === undefined || channel?.members.includes(senderArn) || users.some(({ arn }) => arn === senderArn);
  if (channel && isKnown) return;
  const what = channel ? "senderArn is nobody's in that channel" : "channelArn is no channel's here";
  throw new ServiceError(404, "NotFound", `${what}: GET /_emulator/info lists channels and their members.`);
}
