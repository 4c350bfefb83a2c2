import type { FaultParameter, KnownFault } from "../../known-fault.ts";
import { OPERATIONS, type Operation } from "./faults.ts";

const operation = (first: Operation): FaultParameter => ({
  name: "operation",
  kind: "choice",
  values: OPERATIONS,
  default: first,
});
const choice = (name: string, ...values: [string, ...string[]]): FaultParameter => ({
  name,
  kind: "choice",
  values,
  default: values[0],
});
const number = (name: string, least: number, most: number, otherwise: number): FaultParameter => ({
  name,
  kind: "number",
  least,
  most,
  default: otherwise,
});

/** AWS's common errors of this kind (`docs/facts.md` §1.5), the one that is met most often first. */
const CREDENTIALS_ERRORS = [
  "ExpiredTokenException",
  "InvalidSignatureException",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "MissingAuthenticationToken",
  "IncompleteSignature",
  "RequestExpired",
] as const;

/** Every fault takes it beside its own: how likely it strikes when it could. */
const PROBABILITY = number("probability", 0, 1, 1);

/** The faults that can be asked for by name, each of them something that was seen in production or is documented (`docs/facts.md` §8). */
export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    name: "redeliver",
    what: "The processor is invoked with the same event again, as at-least-once delivery does.",
    parameters: [number("copies", 1, 20, 1), number("afterMs", 0, 172_800_000, 0)],
  },
  {
    name: "reorder",
    what: "A delivery is held back until the one after it was invoked, or its time is over.",
    parameters: [number("withinMs", 1, 600_000, 5_000)],
  },
  {
    name: "crash",
    what: "The processor dies: before it did anything, when Lex has answered it, or when its callback was taken.",
    parameters: [choice("at", "start", "turn", "callback")],
  },
  {
    name: "unreachable",
    what: "The processor can't be invoked, and the flow's FallbackAction decides: ABORT fails the message, CONTINUE sends it.",
    parameters: [],
  },
  {
    name: "throttle",
    what: "An operation is refused at once as over its rate, with 429 or, as AWS's common errors have it, with 400.",
    parameters: [operation("lex"), choice("status", "429", "400")],
  },
  {
    name: "refuse",
    what: "An operation is refused with a status, and nothing is done.",
    parameters: [operation("callback"), choice("status", "403", "400", "401", "404", "408", "409", "500", "503")],
  },
  {
    name: "credentials",
    what: "An operation is refused unread, because of its credentials, its signature or its clock.",
    parameters: [operation("callback"), choice("error", ...CREDENTIALS_ERRORS)],
  },
  {
    name: "proxy-page",
    what: "A proxy answers an operation with a page of its own, and the service never gets it.",
    parameters: [operation("callback"), choice("status", "403", "404", "407", "200")],
  },
  {
    name: "unreadable",
    what: "An operation is done, and its 200 can't be read: half a body, a page, or packed though nobody asked for that.",
    parameters: [operation("callback"), choice("body", "half", "page", "gzip")],
  },
  {
    name: "lose-answer",
    what: "An operation is done, and its answer is lost with the connection.",
    parameters: [operation("callback")],
  },
  {
    name: "slow",
    what: "An operation is done late.",
    parameters: [operation("lex"), number("delayMs", 0, 600_000, 5_000)],
  },
  { name: "hang", what: "An operation is never answered.", parameters: [operation("lex")] },
  {
    name: "lex-error",
    what: "RecognizeText fails: no permission (403), no such bot (404), a busy session (409), a failed function (424), or Lex itself.",
    parameters: [choice("status", "403", "404", "409", "424", "429", "500", "502")],
  },
  {
    name: "oversize",
    what: "Lex answers with messages of 1024 characters each: more than a channel message holds.",
    parameters: [number("messages", 1, 10, 10)],
  },
  {
    name: "second-callback",
    what: "A second callback is refused in another of the three shapes that were measured.",
    parameters: [choice("shape", "bad-request", "conflict", "forbidden")],
  },
  {
    name: "close-session",
    what: "A messaging session is closed: as it connects, or in place of the next event, which is lost to it.",
    parameters: [
      choice("code", "1006", "1001", "1008", "1011", "4002", "4003", "4401", "4500"),
      choice("at", "event", "connect"),
    ],
  },
].map((fault) => ({ ...fault, parameters: [...fault.parameters, PROBABILITY] }));
