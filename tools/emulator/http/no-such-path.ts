import { answer } from "./answers.ts";

/** An ARN whose slashes are no longer encoded: its parts stand as parts of the path. */
const DECODED_ARN = /\/arn:[^/]*:app-instance\/[^/]/;

/** The 404 of both services, which names what was asked for, and what on the way may have changed the path. */
export function noSuchPath(asked: string, path: string): Response {
  const message = `The emulator has no ${asked}. ${hintOf(path)}docs/emulator.md lists what it speaks.`;
  return answer(
    404,
    { Code: "NotFound", Message: message, message },
    { "x-amzn-errortype": "UnknownOperationException" },
  );
}

function hintOf(path: string): string {
  if (DECODED_ARN.test(path)) {
    return "The ARN in the path is decoded: something on the way, such as a proxy, made %2F a slash. Let it pass the path on as it came. ";
  }
  if (path.includes("//")) {
    return "The path has two slashes in a row: the endpoint that the client was given ends with a slash. Take it off. ";
  }
  return "";
}
