/**
 * Every AWS limit the bridge rests on, as a named constant with its public source. `docs/facts.md` §4 carries the same
 * table with how sure we are. A test holds these against the AWS service models where they are at hand.
 */

/** API_messaging-chime_ChannelFlowCallback: `ContentType` 0–45 characters. Ours are 30 and 31. */
export const CONTENT_TYPE_MAX = 45;

/**
 * "4 KB" in the Chime SDK developer guide, 4096 in the read model. Whether characters or bytes is unverified, so the
 * budget is UTF-8 bytes: right under both readings.
 */
export const CONTENT_MAX_BYTES = 4096;

/** API_messaging-chime_ChannelMessageCallback: `Metadata` 0–1024, pattern `.*`. Counted in UTF-8 bytes for the same reason. */
export const METADATA_MAX_BYTES = 1024;

/** API_messaging-chime_ChannelMessageCallback: an attribute's name is 1–64 characters. */
export const ATTRIBUTE_NAME_MAX = 64;

/** API_messaging-chime_MessageAttributeValue: each string value is 1–512 characters. */
export const ATTRIBUTE_VALUE_MAX = 512;

/** Chime SDK developer guide: message attributes take about 1 KB in all. Counted as the UTF-8 bytes of their JSON. */
export const ATTRIBUTES_MAX_BYTES = 1024;

/** API_messaging-chime_PushNotificationConfiguration: `Title` 1–50, `Body` 1–150 characters. */
export const PUSH_TITLE_MAX = 50;
export const PUSH_BODY_MAX = 150;

/** API_messaging-chime_ChannelFlowCallback: `CallbackId` 32–64 characters. */
export const CALLBACK_ID_MIN = 32;
export const CALLBACK_ID_MAX = 64;

/** API_messaging-chime_ChannelMessageCallback: `MessageId` and `SubChannelId` 1–128 of `[-_a-zA-Z0-9]`. */
export const MESSAGE_ID_MAX = 128;
export const MESSAGE_ID_PATTERN = /^[-_a-zA-Z0-9]*$/;

/** API_messaging-chime_ChannelFlowCallback: a Chime ARN is 5–1600 characters. */
export const ARN_MIN = 5;
export const ARN_MAX = 1600;
export const ARN_PATTERN = /^arn:[a-z0-9-.]{1,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[^/].{0,1023}$/;

/** API_runtime_RecognizeText: `text` 1–1024, which Lex counts in UTF-16 code units. */
export const LEX_TEXT_MAX = 1024;

/** API_runtime_RecognizeText: `sessionId` 2–100 of `[0-9a-zA-Z._:-]`. An ARN holds `/`, which is not among them. */
export const SESSION_ID_MIN = 2;
export const SESSION_ID_MAX = 100;
export const SESSION_ID_PATTERN = /^[0-9a-zA-Z._:-]+$/;

/** API_runtime_Message and API_runtime_ImageResponseCard: what one Lex answer can hold, in characters. */
export const LEX_MESSAGES_MAX = 10;
export const LEX_CONTENT_MAX = 1024;
export const CARD_TEXT_MAX = 250;
export const CARD_BUTTONS_MAX = 5;
export const BUTTON_TEXT_MAX = 50;
