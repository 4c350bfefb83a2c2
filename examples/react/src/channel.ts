import {
  type ChimeSDKMessagingClient,
  ListChannelMessagesCommand,
  SendChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { MessagingSession } from "amazon-chime-sdk-js";
import type { ButtonMessage } from "chime-lex-bridge/mappers";
import { readMembership } from "./membership.ts";
import { applyEvent, isTyping, type Message, type MessageEvent, readEvent, TYPING } from "./messages.ts";

export interface ChannelOptions {
  readonly chime: ChimeSDKMessagingClient;
  readonly session: MessagingSession;
  readonly channelArn: string;
  readonly userArn: string;
}

export interface ChannelView {
  readonly connection: "connecting" | "live" | "closed";
  /** The oldest first. */
  readonly messages: readonly Message[];
  /** False once somebody took this user out, or deleted the channel. */
  readonly isMember: boolean;
  /** Who is typing, by name. */
  readonly typing: readonly string[];
  /** Why the list couldn't be loaded. */
  readonly trouble: string | undefined;
}

export type Channel = ReturnType<typeof createChannel>;

/** How long somebody is shown as typing, and how often it is told while somebody is. */
const TYPING_MS = 4_000;
const TELL_TYPING_MS = 2_000;
/** The newest messages that are loaded, a page at a time. */
const PAGES = 4;

/** A channel that keeps itself up to date, for `useSyncExternalStore`. */
export function createChannel({ chime, session, channelArn, userArn }: ChannelOptions) {
  const here = { ChannelArn: channelArn, ChimeBearer: userArn };
  const listeners = new Set<() => void>();
  const typists = new Map<string, ReturnType<typeof setTimeout>>();
  let view: ChannelView = { connection: "connecting", messages: [], isMember: true, typing: [], trouble: undefined };
  /** What came since the list was asked for: the list may be older. */
  let since: MessageEvent[] = [];
  let loads = 0;
  let toldTypingAt = 0;

  const show = (change: Partial<ChannelView>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const showTyping = (name: string, isTypingNow: boolean) => {
    clearTimeout(typists.get(name));
    typists.delete(name);
    if (isTypingNow)
      typists.set(
        name,
        setTimeout(() => showTyping(name, false), TYPING_MS),
      );
    show({ typing: [...typists.keys()] });
  };

  /** A session tells only what happens from its start on, so the list is loaded at each start. */
  const load = async () => {
    loads += 1;
    const mine = loads;
    since = [];
    try {
      const listed = await list();
      if (mine !== loads) return;
      show({ connection: "live", trouble: undefined, messages: since.reduce(applyEvent, listed) });
    } catch (error) {
      if (mine === loads) show({ trouble: wordsOf(error) });
    }
  };
  const list = async () => {
    const newest: Message[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const command = new ListChannelMessagesCommand({ ...here, MaxResults: 50, ...(NextToken ? { NextToken } : {}) });
      const found = await chime.send(command);
      newest.push(...((found.ChannelMessages ?? []) as Message[]));
      NextToken = found.NextToken;
      if (NextToken === undefined) break;
    }
    return newest.reverse();
  };

  session.addObserver({
    messagingSessionDidStart: () => void load(),
    messagingSessionDidStartConnecting: () => show({ connection: "connecting" }),
    messagingSessionDidStop: () => show({ connection: "closed" }),
    messagingSessionDidReceiveMessage({ type, payload }) {
      const membership = readMembership(type, payload, { channelArn, userArn });
      if (membership !== undefined) show({ isMember: membership === "joined" });
      if (membership === "joined") return void load();
      const event = readEvent(type, payload, channelArn);
      if (event === undefined) return;
      const { Sender } = event.message;
      const isMine = Sender?.Arn === userArn;
      if (isTyping(event)) {
        if (!isMine) showTyping(Sender?.Name ?? "Somebody", true);
        return;
      }
      // What is not persistent is in no list either.
      if (event.message.Persistence === "NON_PERSISTENT" && event.message.Type === "CONTROL") return;
      // What stands after an edit that wasn't accepted, only the list says.
      if (/^(DENIED|FAILED)_UPDATE_/.test(type)) return void load();
      if (!isMine) showTyping(Sender?.Name ?? "Somebody", false);
      since.push(event);
      show({ messages: applyEvent(view.messages, event) });
    },
  });

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    /** Connects, or connects anew after the session gave up. */
    start() {
      show({ connection: "connecting", trouble: undefined });
      session.start().catch((error: unknown) => show({ connection: "closed", trouble: wordsOf(error) }));
    },
    stop: () => session.stop(),
    reload: () => void load(),
    /** Sends a text. Rejects with what Chime said. */
    async say(Content: string) {
      toldTypingAt = 0;
      await chime.send(
        new SendChannelMessageCommand({ ...here, Content, Type: "STANDARD", Persistence: "PERSISTENT" }),
      );
    },
    /** Sends what a pressed button says, as `buttonToMessage` wrote it. Rejects with what Chime said. */
    async press(message: ButtonMessage) {
      await chime.send(new SendChannelMessageCommand({ ...message, ChimeBearer: userArn }));
    },
    /** Tells the others that somebody is typing here, every two seconds at most. Lost, it is missed by nobody. */
    tellTyping() {
      const now = Date.now();
      if (view.connection !== "live" || now - toldTypingAt < TELL_TYPING_MS) return;
      toldTypingAt = now;
      chime.send(new SendChannelMessageCommand({ ...here, ...TYPING })).catch(() => {});
    },
  };
}

/** What to tell somebody of a call that failed. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
