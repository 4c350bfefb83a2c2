/**
 * Where values may stay as they are: what says how a payload is built, never who wrote it. Everything else is scrubbed. A path is
 * the keys that lead to a member, without the places in lists.
 */
const STRUCTURE: readonly RegExp[] = [
  /^event\.EventType$/,
  /^event\.ChannelMessage\.(Type|Persistence|ContentType|Redacted)$/,
  /^event\.ChannelMessage\.(PushNotification\.Type|Status\.Value)$/,
  /^(result|request)\.(localeId|inputMode|responseContentType)$/,
  /^result\.messages\.contentType$/,
  /^result\.sessionState\.dialogAction\.(type|slotToElicit|slotElicitationStyle|subSlotToElicit\.name)$/,
  /^result\.(sessionState|interpretations)\.intent\.(name|state|confirmationState)$/,
  /^result\.(sessionState|interpretations)\.intent\.slots\.[^.]+\.shape$/,
  /^result\.interpretations\.(interpretationSource|nluConfidence(\.score)?)$/,
  /^result\.interpretations\.sentimentResponse\..*$/,
  /^result\.sessionState\.activeContexts\.(name|timeToLive\..*)$/,
  /^read\.(operation|failure\.code|result)$/,
  /^read\.result\.(messages\.)?(Type|Persistence|ContentType|Redacted|Status\.Value)$/,
  /^read\.result\.(dialogAction\.(type|slotToElicit)|intent\.(name|state|confirmationState))$/,
  /^failure\.(status|name|code)$/,
  /^config\.(?!failureText$|bots\.(lexBotAliasArn|appInstanceBotArn|alias)$).*$/,
];

export function mayStay(path: string): boolean {
  return STRUCTURE.some((pattern) => pattern.test(path));
}

/** Members that hold ids, or a name: never words that mean something, so they are replaced in every mode. */
export function isIdentity(path: string): boolean {
  return /(?:^|\.)(?:[A-Za-z]*(?:Id|Arn|Token)|Sender\.Name|StringValues\.Arn|alias)$/.test(path);
}

/** Epoch times, in milliseconds or seconds. */
export function isTimestamp(path: string): boolean {
  return /(?:Timestamp|Time|At)$/.test(path);
}

/** A key that is a word of the structure, as far as its form goes. */
export function isPlainKey(key: string): boolean {
  return /^[\p{L}_$][\w.:$ -]{0,63}$/u.test(key);
}
