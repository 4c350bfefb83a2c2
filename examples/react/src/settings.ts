/** What the emulator of `npm start` has, at each start. */
const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const CHANNEL = "3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923";

export interface Settings {
  /** Where the emulator is. */
  readonly endpoint: string;
  readonly userArn: string;
  readonly channelArn: string;
  /** How the bridge answers: with `reply` the sender of an answer is the bot, so a forged one can be told. */
  readonly delivery: "replace" | "reply";
}

/** The settings in the page's address, such as `?user=ben&delivery=reply`. */
export function readSettings(search: string): Settings {
  const query = new URLSearchParams(search);
  const arn = (kind: "user" | "channel", id: string) => (id.startsWith("arn:") ? id : `${APP_INSTANCE}/${kind}/${id}`);
  return {
    endpoint: query.get("endpoint") ?? "http://127.0.0.1:4870",
    userArn: arn("user", query.get("user") ?? "ana"),
    channelArn: arn("channel", query.get("channel") ?? CHANNEL),
    delivery: query.get("delivery") === "reply" ? "reply" : "replace",
  };
}
