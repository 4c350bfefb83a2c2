import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { nearestWord } from "../../../../src/errors/nearest-word.ts";

/** Who can be named in a script. */
export interface NamedMember {
  readonly name: string;
  readonly arn: string;
}

/** Finds members by name (whatever its case), by ARN, or as `bot`. */
export interface NamedMembers {
  /** Throws USAGE, naming those that there are. */
  arnOf(who: string): string;
  nameOf(arn: string): string;
}

/** The bot answers to `bot` beside its own name. */
export function bindMembers(users: readonly NamedMember[], bot: NamedMember): NamedMembers {
  const all = [...users, bot];
  return {
    arnOf: (who) => {
      if (who.startsWith("arn:")) return who;
      const name = who.toLowerCase();
      const found = name === "bot" ? bot : all.find((one) => one.name.toLowerCase() === name);
      if (found) return found.arn;
      const names = [...users.map((one) => one.name.toLowerCase()), "bot"];
      const meant = nearestWord(name, names);
      throw new BridgeError("USAGE", `There is no member ${who} in the channel.`, {
        fix: `${meant === undefined ? "" : `Did you mean ${meant}? `}Use one of ${names.join(", ")}.`,
      });
    },
    nameOf: (arn) => (arn === bot.arn ? "bot" : (all.find((one) => one.arn === arn)?.name.toLowerCase() ?? arn)),
  };
}

/** Where nothing but ARNs is known: members are given by them, and a script's default speaker is the one who was named. */
export function membersByArn(speaker: string): NamedMembers {
  return {
    arnOf: (who) => {
      if (who.startsWith("arn:")) return who;
      if (who === "ana") return speaker;
      throw new BridgeError("USAGE", `${who} is no ARN.`, {
        fix: "In a channel of an account, name members by their ARNs.",
      });
    },
    nameOf: (arn) => arn,
  };
}
