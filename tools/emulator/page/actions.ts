import { draftToRequest, type SendBody } from "./chat/compose/draft-to-request.ts";
import { loadBot, reset, setPaused } from "./server/controls.ts";
import {
  deleteMessage,
  editMessage,
  inviteMember,
  leaveChannel,
  type MessageAddress,
  redactMessage,
  sendMessage,
} from "./server/messages.ts";
import { reasonOf } from "./server/request.ts";
import { nameOf } from "./state/members.ts";
import type { Dispatch, State } from "./state/state.ts";

/** What a person can do here. Each resolves to whether it was done; where it wasn't, the page says why. */
export interface Actions {
  /** Says it as whoever speaks, to whom the composer says; or privately to one member, as the answer to a private card. */
  readonly say: (content: string, privatelyTo?: string) => Promise<boolean>;
  readonly sendAgain: (body: SendBody) => Promise<boolean>;
  readonly edit: (messageId: string, change: Record<string, string>) => Promise<boolean>;
  readonly redact: (messageId: string) => Promise<boolean>;
  readonly remove: (messageId: string) => Promise<boolean>;
  /** Makes somebody a member of the channel, in the name of whoever speaks. */
  readonly invite: (memberArn: string) => Promise<boolean>;
  /** Whoever speaks leaves the channel. */
  readonly leave: () => Promise<boolean>;
  /** Pauses the bots by hand where a person may take over, or lets them speak again. */
  readonly setPaused: (isPaused: boolean) => Promise<boolean>;
  readonly load: (file: File) => Promise<boolean>;
  readonly reset: () => Promise<boolean>;
}

const NOBODY_INVITES =
  "Only a member can invite, and nobody is left in the channel. Reset brings back who was there at first.";
const NOWHERE = "There is no channel, or nobody in it who could say it.";

export function actionsOf(now: () => State, dispatch: Dispatch): Actions {
  /** What is on its way, and whether it arrived. */
  let underWay: { readonly content: string; readonly arrives: Promise<boolean> } | undefined;

  async function attempt(title: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (caught) {
      dispatch({ type: "failed", failure: { title, reason: reasonOf(caught) } });
      return false;
    }
  }

  /**
   * Messages go one after the other, as they were written: whoever is quick needn't wait for the one before, and what follows one that didn't arrive stays
   * in the box. The same text again, while it is on its way, is a second Enter.
   */
  async function send(body: SendBody): Promise<boolean> {
    const { channelArn, speaker } = now();
    if (channelArn === undefined || speaker === undefined) {
      dispatch({ type: "failed", failure: { title: "Not sent.", reason: NOWHERE, body } });
      return false;
    }
    if (underWay?.content === body.Content) return false;
    const before = underWay?.arrives ?? Promise.resolve(true);
    const own = {
      content: body.Content,
      arrives: before.then((arrived) => arrived && post(channelArn, speaker, body)),
    };
    underWay = own;
    const arrived = await own.arrives;
    if (underWay === own) underWay = undefined;
    return arrived;
  }

  async function post(channelArn: string, speaker: string, body: SendBody): Promise<boolean> {
    dispatch({ type: "sending" });
    try {
      await sendMessage(channelArn, speaker, body);
      dispatch({ type: "sent" });
      return true;
    } catch (caught) {
      dispatch({ type: "failed", failure: { title: "Not sent.", reason: reasonOf(caught), body } });
      return false;
    }
  }

  function at(messageId: string): MessageAddress {
    const { channelArn = "", speaker = "" } = now();
    return { channelArn, bearer: speaker, messageId };
  }

  return {
    say: (content, privatelyTo) => {
      const { address, info } = now();
      const goesTo = privatelyTo === undefined ? address : { ...address, target: privatelyTo, mention: undefined };
      try {
        const words = { name: nameOf(goesTo.mention, info), path: mentionsPath(now()) };
        return send(draftToRequest(content, goesTo, words));
      } catch (caught) {
        dispatch({ type: "failed", failure: { title: "Not sent.", reason: reasonOf(caught) } });
        return Promise.resolve(false);
      }
    },
    sendAgain: send,
    edit: (messageId, change) => attempt("Not edited.", () => editMessage(at(messageId), change)),
    redact: (messageId) => attempt("Not redacted.", () => redactMessage(at(messageId))),
    remove: (messageId) => attempt("Not deleted.", () => deleteMessage(at(messageId))),
    invite: (memberArn) => {
      const { channelArn = "", speaker } = now();
      return attempt("Not invited.", async () => {
        if (speaker === undefined) throw new Error(NOBODY_INVITES);
        await inviteMember(channelArn, speaker, memberArn);
      });
    },
    leave: () => {
      const { channelArn = "", speaker = "" } = now();
      return attempt("Still in the channel.", () => leaveChannel(channelArn, speaker));
    },
    setPaused: (isPaused) => {
      const { channelArn = "", speaker, info } = now();
      const of = info?.handoff?.scope === "session" && speaker !== undefined ? { senderArn: speaker } : {};
      return attempt("Nothing was paused or resumed.", () => setPaused({ channelArn, ...of }, isPaused));
    },
    reset: () => attempt("That did not work.", reset),
    load: async (file) => {
      dispatch({ type: "loading", loading: { kind: "loading", file: file.name } });
      try {
        dispatch({ type: "loading", loading: { kind: "loaded", file: file.name, bot: await loadBot(file) } });
        return true;
      } catch (caught) {
        dispatch({ type: "loading", loading: { kind: "refused", file: file.name, reason: reasonOf(caught) } });
        return false;
      }
    },
  };
}

/** Where the bridge looks for mentions in Metadata, if its options tell. */
function mentionsPath({ options }: State): string {
  const path = options !== undefined && "here" in options ? options.here.values["mentionsPath"] : undefined;
  return path ?? "mentions";
}
