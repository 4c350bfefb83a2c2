import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { type BridgeConfig, configToPolicy, type Place } from "chime-lex-bridge/operate";
import type { Construct } from "constructs";

/**
 * The function's role: what the configuration needs, and nothing that the library adds. Not even the managed policy for logs, which
 * covers every log group of the account.
 */
export function createRole(
  scope: Construct,
  { config, place, key }: { readonly config: BridgeConfig; readonly place: Place; readonly key?: kms.IKey },
): iam.IRole {
  const role = new iam.Role(scope, "Role", {
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { Bridge: iam.PolicyDocument.fromJson(configToPolicy(config, place)) },
  });
  if (key) role.addToPolicy(keyStatement(scope, key));
  return role.withoutPolicyUpdates();
}

/** Your own key, used through the two services alone. */
function keyStatement(scope: Construct, key: kms.IKey): iam.PolicyStatement {
  const { region } = Stack.of(scope);
  return new iam.PolicyStatement({
    sid: "UseKey",
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: [key.keyArn],
    conditions: {
      StringEquals: { "kms:ViaService": [`dynamodb.${region}.amazonaws.com`, `sqs.${region}.amazonaws.com`] },
    },
  });
}
