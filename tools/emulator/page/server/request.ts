import { isObject, parseJson } from "../json.ts";

/** What the emulator refused: `message` is a sentence for people, `status` HTTP's. */
export class RequestRefusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A request to the emulator. Rejects with a sentence for people; where it was answered, as a Refusal. */
export async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new Error("The emulator can’t be reached. Is it still running?", { cause });
  }
  if (!response.ok) throw new RequestRefusal(response.status, await refusalText(response));
  return response;
}

export function jsonBody(
  method: "POST" | "PUT" | "PATCH",
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit {
  return { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** Why something failed, for people. */
export function reasonOf(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}

async function refusalText(response: Response): Promise<string> {
  const body = parseJson(await response.text());
  const said = isObject(body) ? (body["Message"] ?? body["message"]) : undefined;
  return typeof said === "string" && said !== "" ? said : `The emulator answered with status ${response.status}.`;
}
