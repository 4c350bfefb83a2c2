import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import { nameOf } from "../state/members.ts";
import type { CaseConfig } from "./case-config.ts";

/** The message again, through the emulator at this address. */
export function deliveryToSend({ event }: EmulatedDelivery, info: Info | undefined, origin: string): string {
  const { Content, Sender } = event.ChannelMessage;
  const isUser = info?.users.some(({ arn }) => arn === Sender.Arn) ?? false;
  const as = isUser ? nameOf(Sender.Arn, info).toLowerCase() : Sender.Arn;
  return `npx chime-lex-bridge send --url ${origin} --as ${quoted(as)} -- ${quoted(Content ?? "")}`;
}

/** The event and what Lex answered to it, mapped offline. For bash and zsh, which hand over a command's output as a file. */
export function deliveryToMap({ event, turns }: EmulatedDelivery, config: CaseConfig | undefined): string {
  const result = turns.at(-1)?.result;
  const file = (value: unknown) => `<(printf %s ${quoted(JSON.stringify(value))})`;
  return [
    "npx chime-lex-bridge map",
    ...(config === undefined ? [] : [`--config ${file(config)}`]),
    file(event),
    ...(result === undefined ? [] : [file(result)]),
  ].join(" \\\n  ");
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
