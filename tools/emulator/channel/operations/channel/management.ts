import type { ChannelState } from "../../state/channel-state.ts";
import { createChannelBan, deleteChannelBan, describeChannelBan, listChannelBans } from "./bans.ts";
import { deleteChannel, updateChannel, updateChannelReadMarker } from "./change-channel.ts";
import { batchCreateChannelMembership, deleteChannelMembership, describeChannelMembership } from "./change-members.ts";
import { describeAppInstanceBot, listAppInstanceBots, listAppInstanceUsers } from "./identities.ts";
import {
  describeOwnMembership,
  lastMessageAt,
  listChannelFlows,
  listChannels,
  listOwnMemberships,
  listSubChannels,
} from "./list-channels.ts";
import { listChannelModerators } from "./moderators.ts";

/** What clients ask and processors don't: channels, members, bans and who there is. No fault strikes it. All throw ServiceError. */
export type Management = ReturnType<typeof createManagement>;

export function createManagement(state: ChannelState) {
  const bound =
    <Args extends unknown[], T>(run: (state: ChannelState, ...args: Args) => T) =>
    (...args: Args): T =>
      run(state, ...args);
  return {
    listChannels: bound(listChannels),
    updateChannel: bound(updateChannel),
    deleteChannel: bound(deleteChannel),
    updateReadMarker: bound(updateChannelReadMarker),
    lastMessageAt: bound(lastMessageAt),
    listSubChannels: bound(listSubChannels),
    listFlows: bound(listChannelFlows),
    listOwnMemberships: bound(listOwnMemberships),
    describeOwnMembership: bound(describeOwnMembership),
    batchCreateMembership: bound(batchCreateChannelMembership),
    deleteMembership: bound(deleteChannelMembership),
    describeMembership: bound(describeChannelMembership),
    listModerators: bound(listChannelModerators),
    createBan: bound(createChannelBan),
    deleteBan: bound(deleteChannelBan),
    describeBan: bound(describeChannelBan),
    listBans: bound(listChannelBans),
    listUsers: bound(listAppInstanceUsers),
    listBots: bound(listAppInstanceBots),
    describeBot: bound(describeAppInstanceBot),
  };
}
