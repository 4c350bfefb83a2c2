// Who and what the scripted emulator says there is.
const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e2c1a-3b4f-4c5d-8e6f-7a8b9c0d1e2f";
const user = (id, name) => ({ arn: `${APP}/user/${id}`, name });
const bot = (id, name) => ({ arn: `${APP}/bot/${id}`, name });

const BANK = {
  name: "BankBot",
  botId: "BANKBOT001",
  aliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
  locales: ["en_US"],
  utterances: ["What is my balance?", "Transfer {Amount}", "Hello", "Talk to a person", "Open an account"],
  notes: ["The fulfilment hook of CheckBalance is not run: it answers with its closing response."],
};

export function createWorld() {
  const bots = [bot("bank-bot", "Bank bot"), bot("desk-bot", "Desk bot")];
  const users = [user("ana", "Ana"), user("ben", "Ben"), user("cleo", "Cleo")];
  const members = [...users, ...bots].map(({ arn }) => arn);
  return {
    channelArn: `${APP}/channel/3f5a1b2c-emulated`,
    channels: [
      { arn: `${APP}/channel/3f5a1b2c-emulated`, name: "Emulated channel", members },
      { arn: `${APP}/channel/77aa1b2c-second`, name: "Second channel", members },
    ],
    bot: bots[0],
    bots,
    users,
    lexBots: [BANK],
    processor: "the bridge, delivery replace",
    version: "0.1.0",
  };
}
