import { fileURLToPath } from "node:url";
import { describeConversations } from "../../src/testing/conversation/describe.ts";

await describeConversations(fileURLToPath(new URL("../../fixtures/conversations", import.meta.url)));
