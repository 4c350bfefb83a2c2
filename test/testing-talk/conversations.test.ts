import { describeConversations } from "../../src/testing/vitest.ts";

describeConversations(new URL("../../fixtures/conversations", import.meta.url));
