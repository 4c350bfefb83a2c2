import { ServiceError } from "../../service-error.ts";

/** Runs a piece of work while it alone holds a key. */
export type Exclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Whoever asks for a key that is held is refused: ConflictException, as Lex answers (API_runtime_RecognizeText). */
export function createExclusive(): Exclusive {
  const held = new Set<string>();
  return async (key, work) => {
    if (held.has(key)) throw new ServiceError(409, "ConflictException", "Another request is using this session.");
    held.add(key);
    try {
      return await work();
    } finally {
      held.delete(key);
    }
  };
}
