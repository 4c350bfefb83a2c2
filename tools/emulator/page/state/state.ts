import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { AddedBot, Info } from "../../http/info.ts";
import { type Address, EVERYONE, type SendBody } from "../chat/compose/draft-to-request.ts";
import { ALL_DELIVERIES, type DeliveryFilter } from "../deliveries/filter.ts";
import type { FaultList, Offered, Options } from "../server/controls.ts";
import type { Connection, Snapshot } from "../server/listen.ts";

/** What did not work in the channel. `body` is what was not sent, so that nothing is lost. */
export interface SendFailure {
  readonly title: string;
  readonly reason: string;
  readonly body?: SendBody;
}

/** What became of an export that was dropped on the page. */
export type Loading =
  | { readonly kind: "loading"; readonly file: string }
  | { readonly kind: "loaded"; readonly file: string; readonly bot: AddedBot }
  | { readonly kind: "refused"; readonly file: string; readonly reason: string };

/** What the second half shows, by the names that lead there. */
export const PANELS = ["delivery", "session", "faults", "options", "bots"] as const;
export type Panel = (typeof PANELS)[number] | "deliveries" | "sheet";

export interface State {
  readonly info?: Info;
  readonly connection: Connection;
  readonly messages: readonly EmulatedMessage[];
  /** What everybody but its sender still sees of a message whose edit is on its way through the flow, by its MessageId. */
  readonly before: ReadonlyMap<string, EmulatedMessage>;
  readonly deliveries: readonly EmulatedDelivery[];
  /** How often everything was told at once: what came with it is no news. */
  readonly snapshots: number;
  /** The key of the delivery a person chose, or its MessageId; without it the newest one is shown. There may be no such delivery. */
  readonly chosen?: string;
  /** Which deliveries are listed. */
  readonly filter: DeliveryFilter;
  /** The keys of the deliveries after whose turn the conversation was restarted here. */
  readonly restarts: readonly string[];
  /** The ARN of the member who speaks, and through whose eyes the channel is seen. */
  readonly speaker?: string;
  /** The channel that is shown; without it the first. */
  readonly channelArn?: string;
  /** Whether also what the speaker may not see is shown. */
  readonly everything: boolean;
  /** To whom and how the next message goes. */
  readonly address: Address;
  readonly sending: boolean;
  readonly failure?: SendFailure;
  readonly panel: Panel;
  /** Which half a narrow screen shows. */
  readonly front: "channel" | "panel";
  readonly faults?: Offered<FaultList>;
  readonly options?: Offered<Options>;
  readonly loading?: Loading;
}

/** What a fragment of the page's address names: the channel, a panel, or in it one delivery. */
export type PlaceOnPage = Pick<State, "front" | "panel" | "chosen">;

export type PageAction =
  | { readonly type: "info"; readonly info: Info }
  | { readonly type: "faults"; readonly faults: Offered<FaultList> }
  | { readonly type: "options"; readonly options: Offered<Options> }
  | { readonly type: "connection"; readonly connection: Connection }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  | { readonly type: "message"; readonly message: EmulatedMessage }
  | { readonly type: "removed"; readonly messageId: string }
  | { readonly type: "delivery"; readonly delivery: EmulatedDelivery }
  | { readonly type: "open"; readonly place: PlaceOnPage }
  | { readonly type: "filter"; readonly change: Partial<DeliveryFilter> }
  | { readonly type: "choose"; readonly key: string | undefined }
  | { readonly type: "restarted"; readonly after: string }
  | { readonly type: "speak-as"; readonly arn: string }
  | { readonly type: "enter"; readonly channelArn: string }
  | { readonly type: "everything"; readonly on: boolean }
  | { readonly type: "address"; readonly change: Partial<Address> }
  | { readonly type: "panel"; readonly panel: Panel }
  | { readonly type: "front"; readonly front: State["front"] }
  | { readonly type: "loading"; readonly loading: Loading | undefined }
  | { readonly type: "sending" }
  | { readonly type: "sent" }
  | { readonly type: "failed"; readonly failure: SendFailure }
  | { readonly type: "dismiss" };

export type Dispatch = (action: PageAction) => void;

export const INITIAL: State = {
  connection: "connecting",
  messages: [],
  before: new Map(),
  deliveries: [],
  snapshots: 0,
  filter: ALL_DELIVERIES,
  restarts: [],
  everything: false,
  address: EVERYONE,
  sending: false,
  panel: "delivery",
  front: "channel",
};
