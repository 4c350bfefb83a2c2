/**
 * What a service's own sentence names, in forms that are known. The sentence itself may quote what a user wrote, because AWS's validation
 * messages hold the value that they refuse.
 *
 * ```json
 * { "actions": ["lex:RecognizeText"], "arns": ["arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID"] }
 * ```
 */
export interface Named {
  readonly arns?: readonly string[];
  readonly actions?: readonly string[];
  /** A Lambda function's name, where no ARN holds it. */
  readonly functionName?: string;
  /** The path of the member that a validation refused. */
  readonly member?: string;
  /** By which AWS's support finds the call. */
  readonly requestId?: string;
}

/** A longer sentence isn't read: where it ends, its quotation marks can't be told apart. UTF-16 units. */
const SENTENCE_MAX = 8_192;
const MOST = 4;

/** Of several refused members the last, because whatever a quoted value says stands before it. */
const MEMBER = /^.*(?:'|\bValue) at '([\w.[\]-]{1,128})' failed to satisfy/s;
/** An apostrophe inside a word is no quotation mark. */
const QUOTE = /["`“”‘«»]|(?<!\w)['’]|['’](?!\w)/g;
const KINDS = "app-instance|bot-alias|bot|function|role|user|assumed-role|federated-user|table|key|alias";
const ARN = new RegExp(
  `\\barn:aws[a-z-]{0,16}:(?:chime|lex|lambda|iam|sts|dynamodb|kms):[a-z0-9-]{0,32}:\\d{0,12}:(?:${KINDS})[/:][\\w/:$+=@-]{1,512}`,
  "g",
);
const ACTION = /\b(?:chime|lex|lambda|dynamodb|kms|sts):[A-Z][A-Za-z]{2,63}\b/g;
/** A name and no word of prose: with a hyphen, an underscore, a digit, or a capital inside. */
const FUNCTION = /\b[Ff]unction:? ([A-Za-z0-9]{0,63}(?:[-_0-9]|[a-z](?=[A-Z]))[\w-]{0,63})/;
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const REQUEST_ID = new RegExp(`\\brequest ?id:? (${UUID})`, "i");
/** As the services write it into a header; DynamoDB's has no hyphens. */
const ID_OF_HEADER = new RegExp(`^(?:${UUID}|[A-Z0-9]{32,64})$`, "i");

/** What a sentence names, and the request's id as its header gave it; undefined where that is nothing. */
export function sentenceToNamed(sentence: string, idOfHeader?: unknown): Named | undefined {
  const isRead = sentence.length <= SENTENCE_MAX;
  const [before = "", member] = isRead ? (MEMBER.exec(sentence) ?? []) : [];
  const rest = isRead ? withoutQuotes(sentence.slice(before.length)) : "";
  const arns = firstOf(rest.match(ARN));
  const actions = firstOf(rest.match(ACTION));
  const functionName = FUNCTION.exec(rest)?.[1];
  const isId = typeof idOfHeader === "string" && ID_OF_HEADER.test(idOfHeader);
  const requestId = isId ? idOfHeader : REQUEST_ID.exec(rest)?.[1];
  const named = {
    ...(arns ? { arns } : {}),
    ...(actions ? { actions } : {}),
    ...(functionName ? { functionName } : {}),
    ...(member ? { member } : {}),
    ...(requestId ? { requestId } : {}),
  };
  return Object.keys(named).length > 0 ? named : undefined;
}

/** The same in words, for a warning: without the request's id, which would make each one new. */
export function namedToText({ arns = [], actions = [], functionName, member }: Named = {}): string {
  const names = [...actions, ...arns, ...(functionName ? [functionName] : []), ...(member ? [member] : [])];
  return names.length > 0 ? ` It names ${names.join(", ")}.` : "";
}

/** Names of errors, codes and the like, as a service or Node writes them; anything else may be prose. */
export function nameOrNone(name: string): string {
  return /^[\w.#:/-]{1,64}$/.test(name) ? name : "without a name";
}

/** What is quoted may be a user's: it goes from the first quotation mark to the last, or to the end where there is one alone. */
function withoutQuotes(text: string): string {
  const places = [...text.matchAll(QUOTE)].map(({ index }) => index);
  const [first] = places;
  if (first === undefined) return text;
  return `${text.slice(0, first)} ${places.length > 1 ? text.slice((places.at(-1) ?? 0) + 1) : ""}`;
}

function firstOf(found: readonly string[] | null): readonly string[] | undefined {
  return found ? [...new Set(found)].slice(0, MOST) : undefined;
}
