// The controls under /_emulator/ as the page knows them: faults, options, bots, the clock.
const KNOWN_FAULTS = [
  {
    name: "lex-refuse",
    what: "RecognizeText answers with this status",
    parameters: [{ name: "status", kind: "choice", values: ["403", "404", "424", "500", "502"], default: "403" }],
  },
  {
    name: "lex-slow",
    what: "RecognizeText answers late",
    parameters: [{ name: "delayMs", kind: "number", least: 0, most: 60_000, default: 2000 }],
  },
  { name: "callback-lost", what: "ChannelFlowCallback does what it is asked, and its answer is lost", parameters: [] },
];
const KNOWN_OPTIONS = [
  { path: "delivery", values: ["replace", "reply"], what: "`replace` puts the reply in place of the message." },
  {
    path: "bots[0].invokedBy.standardMessages",
    values: ["ALL", "MENTIONS", "NONE"],
    what: "Which messages it answers.",
  },
  { path: "keepInput", values: ["true", "false"], what: "Whether the user's words must be kept." },
];

/** Answers a control request, or undefined where it is none. `request` is `{ route, headers, body }`, the body a buffer. */
export function createControls(world, tell) {
  let faults = [];
  let next = 1;
  let options = { delivery: "replace", "bots[0].invokedBy.standardMessages": "ALL", keepInput: "true" };
  let hidden = false;
  const clock = [];
  const ended = [];
  const json = (body) => JSON.parse(body.toString("utf8"));

  const tellFaults = () => tell("faults", { known: KNOWN_FAULTS, active: faults });

  function answer({ route, headers, body }) {
    if (hidden && /faults|options/.test(route)) return [404, { message: "The processor is the user's own module." }];
    if (route === "GET /_emulator/info") return [200, world];
    if (route === "GET /_emulator/faults") return [200, { known: KNOWN_FAULTS, active: faults }];
    if (route === "POST /_emulator/faults") {
      const fault = json(body);
      if (fault.times === 13) return [400, { message: "times must not be 13." }];
      faults = [...faults, { id: String(next++), ...fault }];
      tellFaults();
      return [201, { id: String(next - 1) }];
    }
    if (route === "DELETE /_emulator/faults") {
      faults = [];
      tellFaults();
      return [204];
    }
    if (route.startsWith("DELETE /_emulator/faults/")) {
      faults = faults.filter(({ id }) => !route.endsWith(`/${id}`));
      tellFaults();
      return [204];
    }
    if (route === "GET /_emulator/options") return [200, { known: KNOWN_OPTIONS, values: options }];
    if (route === "PATCH /_emulator/options") {
      const change = json(body);
      if (change.keepInput === "false") return [400, { message: "keepInput can't be false with this bot." }];
      options = { ...options, ...change };
      return [200, { known: KNOWN_OPTIONS, values: options }];
    }
    if (route === "POST /_emulator/bots") return loadBot(decodeURIComponent(headers["x-file-name"]), body);
    if (/^DELETE \/bots\/.*\/sessions\//.test(route)) return endSession(route);
    if (route === "POST /_emulator/clock") {
      clock.push(json(body).advanceMs);
      return [204];
    }
    if (/^POST \/_emulator\/deliveries\/[^/]+\/redeliver$/.test(route)) return [204];
    return undefined;
  }

  /** DeleteSession: the second time there is none. */
  function endSession(route) {
    if (ended.includes(route)) return [404, { message: "There is no such session." }];
    ended.push(route);
    return [200, {}];
  }

  function loadBot(name, body) {
    if (body[0] !== 0x50 || body[1] !== 0x4b)
      return [400, { message: `${name} is no zip. Export the bot as LexJson.` }];
    const bot = {
      name: "TravelBot",
      botId: "TRAVELBOT1",
      locales: ["en_GB"],
      notes: ["Intent.json: a hook is not run."],
    };
    const aliasArn = "arn:aws:lex:us-east-1:111122223333:bot-alias/TRAVELBOT1/TSTALIASID";
    world.lexBots = [{ ...bot, aliasArn, utterances: ["Book a trip"] }, ...world.lexBots];
    tell("info", world);
    return [201, bot];
  }

  return {
    answer,
    faults: () => faults,
    options: () => options,
    clock: () => clock,
    ended: () => ended,
    /** As where the processor is the user's own module, or the emulator is an older one. */
    hide: () => {
      hidden = true;
    },
  };
}
