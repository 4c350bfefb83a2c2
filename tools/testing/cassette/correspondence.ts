import type { TurnRequest } from "../../../mappers/shapes/turn.ts";

/**
 * Ids of a recording and of a replay. They differ from run to run, and in a scrubbed cassette always: what counts is that one
 * id stands for one id, everywhere.
 */
export class Correspondence {
  private readonly recordedToActual = new Map<string, string>();
  private readonly actualToRecorded = new Map<string, string>();

  /** Whether the ids of two requests can be the same ones. */
  fits(recorded: TurnRequest, actual: TurnRequest): boolean {
    return this.pairs(recorded, actual).every(([one, other]) => {
      const [expected, claimed] = [this.recordedToActual.get(one), this.actualToRecorded.get(other)];
      return (expected === undefined || expected === other) && (claimed === undefined || claimed === one);
    });
  }

  note(recorded: TurnRequest, actual: TurnRequest): void {
    for (const [one, other] of this.pairs(recorded, actual)) {
      this.recordedToActual.set(one, other);
      this.actualToRecorded.set(other, one);
    }
  }

  /** The recorded request with the ids of the actual one, where they stand for one another. */
  translated(recorded: TurnRequest, actual: TurnRequest): TurnRequest {
    const { botId, botAliasId, sessionId } = actual;
    const attributes = Object.entries(recorded.requestAttributes).map(([name, value]) => [
      name,
      ID_ATTRIBUTES.includes(name) ? (actual.requestAttributes[name] ?? value) : value,
    ]);
    return { ...recorded, botId, botAliasId, sessionId, requestAttributes: Object.fromEntries(attributes) };
  }

  private pairs(recorded: TurnRequest, actual: TurnRequest): [string, string][] {
    // A message id is new for every message, so it says nothing of any other.
    const attributes = STABLE_ATTRIBUTES.map((name): [string, string] => [
      `${name} ${recorded.requestAttributes[name]}`,
      `${name} ${actual.requestAttributes[name]}`,
    ]);
    return [
      [`bot ${recorded.botId} ${recorded.botAliasId}`, `bot ${actual.botId} ${actual.botAliasId}`],
      [`session ${recorded.sessionId}`, `session ${actual.sessionId}`],
      ...attributes,
    ];
  }
}

const STABLE_ATTRIBUTES = ["CHIME.channel.arn", "CHIME.sender.arn"];
const ID_ATTRIBUTES = [...STABLE_ATTRIBUTES, "CHIME.message.id"];
