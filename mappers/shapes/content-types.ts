/** `application/amz-chime-lex-msgs`: the bot's messages (developer guide, "Processing responses from an AppInstanceBot"). */
export const LEX_MESSAGES_TYPE = "application/amz-chime-lex-msgs";
/** `application/amz-chime-lex-error`: the bot's failure, `{"Code": <number>}` (the same page). */
export const LEX_ERROR_TYPE = "application/amz-chime-lex-error";
