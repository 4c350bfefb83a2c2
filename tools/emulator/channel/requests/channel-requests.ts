import * as z from "zod/mini";
import { Arn, Id, Metadata, RequestToken, text, wordOf } from "./request-shapes.ts";
import { PAGE } from "./requests.ts";

/* Channels and flows: API_messaging-chime_CreateChannel, _CreateChannelMembership, _CreateChannelFlow, _AssociateChannelFlow. */

const Name = text(1, 256);
const CHANNEL_ID = /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/;

const members = z
  .array(Arn, "must be a list")
  .check(z.minLength(1, "must hold 1 to 10"), z.maxLength(10, "must hold 1 to 10"));

export const ChannelRequest = z.object({
  AppInstanceArn: Arn,
  Name,
  Mode: z.exactOptional(wordOf("UNRESTRICTED", "RESTRICTED")),
  Privacy: z.exactOptional(wordOf("PUBLIC", "PRIVATE")),
  Metadata: z.exactOptional(Metadata),
  ClientRequestToken: RequestToken,
  ChannelId: z.exactOptional(text(1, 64, CHANNEL_ID)),
  MemberArns: z.exactOptional(members),
  ModeratorArns: z.exactOptional(members),
});

export const MembershipRequest = z.object({
  MemberArn: Arn,
  Type: wordOf("DEFAULT", "HIDDEN"),
  SubChannelId: z.exactOptional(Id),
});

const Processor = z.object({
  Name,
  Configuration: z.object(
    {
      Lambda: z.object(
        {
          ResourceArn: Arn.check(z.regex(/:lambda:.*:function:/, "must be the ARN of a Lambda function")),
          InvocationType: wordOf("ASYNC"),
        },
        "is required",
      ),
    },
    "is required",
  ),
  ExecutionOrder: z
    .int("is required and must be a number")
    .check(z.minimum(1, "must be 1 to 3"), z.maximum(3, "must be 1 to 3")),
  FallbackAction: wordOf("ABORT", "CONTINUE"),
});

export const FlowRequest = z.object({
  AppInstanceArn: Arn,
  Name,
  Processors: z
    .array(Processor, "is required and must be a list")
    .check(z.minLength(1, "must hold 1 to 3"), z.maxLength(3, "must hold 1 to 3")),
  ClientRequestToken: RequestToken,
});

export const AssociateRequest = z.object({ ChannelFlowArn: Arn });

export const ChannelChange = z.object({
  Name: z.exactOptional(Name),
  Mode: z.exactOptional(wordOf("UNRESTRICTED", "RESTRICTED")),
  Metadata: z.exactOptional(Metadata),
});

export const BanRequest = z.object({ MemberArn: Arn });

export const BatchRequest = z.object({
  MemberArns: z
    .array(Arn, "is required and must be a list")
    .check(z.minLength(1, "must hold 1 to 100"), z.maxLength(100, "must hold 1 to 100")),
  Type: z.exactOptional(wordOf("DEFAULT", "HIDDEN")),
});

/* The queries of the listings, by their wire names. */

export const ChannelsQuery = z.object({
  ...PAGE,
  "app-instance-arn": Arn,
  privacy: z.exactOptional(wordOf("PUBLIC", "PRIVATE")),
});
export const MineQuery = z.object({ ...PAGE, "app-instance-user-arn": z.exactOptional(Arn) });
export const FlowsQuery = z.object({ ...PAGE, "app-instance-arn": Arn });
