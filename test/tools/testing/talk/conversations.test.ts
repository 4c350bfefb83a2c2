import { describeConversations } from "../../../../tools/testing/vitest.ts";

describeConversations(new URL("../../../../fixtures/conversations", import.meta.url));
