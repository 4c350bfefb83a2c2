import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** The claims, as `docs/operations.md` describes them. On demand, since messages come in bursts; no backup, since nothing lives longer than 48 hours. */
export function createTable(scope: Construct, key?: kms.IKey): dynamodb.TableV2 {
  return new dynamodb.TableV2(scope, "Claims", {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    billing: dynamodb.Billing.onDemand(),
    timeToLiveAttribute: "expires",
    encryption: key ? dynamodb.TableEncryptionV2.customerManagedKey(key) : dynamodb.TableEncryptionV2.awsManagedKey(),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/**
 * Events whose every attempt failed: message text, so encrypted, and refused over plain HTTP. Four days: Chime takes a callback for
 * 48 hours (`docs/facts.md` §2), and what failed on a Friday can still be looked at on Monday.
 */
export function createFailedEvents(scope: Construct, key?: kms.IKey): sqs.Queue {
  return createFailed(scope, "FailedEvents", key);
}

/** What Lambda gave up on of the stream: shard and numbers alone, no record. A queue of its own, since `redrive` reads the other. */
export function createFailedMemberships(scope: Construct, key?: kms.IKey): sqs.Queue {
  return createFailed(scope, "Failed", key);
}

function createFailed(scope: Construct, id: string, key?: kms.IKey): sqs.Queue {
  return new sqs.Queue(scope, id, {
    ...(key
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: key }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
    retentionPeriod: Duration.days(4),
    visibilityTimeout: Duration.minutes(5),
  });
}
