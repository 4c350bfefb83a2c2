import type { EmulatedMessage } from "../../channel/message.ts";
import type { Info } from "../../http/info.ts";
import { nameOf } from "../state/members.ts";

interface Props {
  readonly typing: readonly EmulatedMessage[];
  readonly info: Info | undefined;
}

/** Who types, at the end of the log. Screen readers hear of it from the announcer. */
export function TypingSigns({ typing, info }: Props) {
  return typing.map((sign) => (
    <p key={sign.MessageId} class="typing">
      <b dir="auto">{typist(sign, info)}</b> is typing{" "}
      <span class="dots" aria-hidden="true">
        <i class="dot" />
        <i class="dot" />
        <i class="dot" />
      </span>
    </p>
  ));
}

export function typist({ Sender }: EmulatedMessage, info: Info | undefined): string {
  return Sender.Name || nameOf(Sender.Arn, info);
}
