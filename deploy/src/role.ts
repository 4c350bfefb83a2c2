import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type { Policy } from "chime-lex-bridge/operate";
import type { Construct } from "constructs";

/** A role of a function, and the services beside DynamoDB and SQS through which it uses a key of yours. */
export interface RoleProps {
  readonly id: string;
  readonly policy: Policy;
  readonly key: kms.IKey | undefined;
  readonly through?: readonly string[];
}

/**
 * The role of a function: what the configuration needs, and nothing that the library adds. Not even the managed policy for logs, which
 * covers every log group of the account.
 */
export function createRole(scope: Construct, { id, policy, key, through = [] }: RoleProps): iam.IRole {
  const role = new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { Bridge: iam.PolicyDocument.fromJson(policy) },
  });
  if (key) role.addToPolicy(keyStatement(scope, key, ["dynamodb", "sqs", ...through]));
  return role.withoutPolicyUpdates();
}

/** Your own key, used through these services alone. */
function keyStatement(scope: Construct, key: kms.IKey, services: readonly string[]): iam.PolicyStatement {
  const { region } = Stack.of(scope);
  return new iam.PolicyStatement({
    sid: "UseKey",
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: [key.keyArn],
    conditions: { StringEquals: { "kms:ViaService": services.map((name) => `${name}.${region}.amazonaws.com`) } },
  });
}
