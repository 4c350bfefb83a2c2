import { ListChannelMembershipsCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { createRoot } from "react-dom/client";
import { renderBranches } from "./branches.tsx";
import { createChannel } from "./channel.ts";
import { Chat } from "./chat.tsx";
import { connect } from "./connect.ts";
import { readSettings } from "./settings.ts";

const { endpoint, userArn, channelArn, delivery } = readSettings(location.search);
const { chime, session } = connect({ endpoint, userArn });
const channel = createChannel({ chime, session, channelArn, userArn });

/** The bots that members of the channel trust. With `replace` an answer comes under the asker's name, and nobody can tell. */
async function listBots(): Promise<readonly string[] | undefined> {
  if (delivery === "replace") return undefined;
  const query = { ChannelArn: channelArn, ChimeBearer: userArn };
  const { ChannelMemberships = [] } = await chime.send(new ListChannelMembershipsCommand(query));
  return ChannelMemberships.map(({ Member }) => Member?.Arn ?? "").filter((arn) => arn.includes("/bot/"));
}

const root = createRoot(document.getElementById("root") ?? document.body);
const show = (bots: readonly string[] | undefined) =>
  root.render(
    <Chat
      channel={channel}
      userArn={userArn}
      channelArn={channelArn}
      label="Bank chat"
      botName="BankBot"
      bots={bots}
      customPayload={renderBranches}
    />,
  );

channel.start();
// Until they are known, and if nobody says, no answer is trusted.
show(delivery === "reply" ? [] : undefined);
listBots().then(show, () => {});
