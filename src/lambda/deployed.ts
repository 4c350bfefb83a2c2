import { createHandler } from "./handler.ts";

/** The deployable file's export, made while Lambda loads it: the init phase has more processor time than an invocation. */
export const handler = createHandler();
