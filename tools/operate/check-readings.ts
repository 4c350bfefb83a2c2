import type { Finding } from "./check-settings.ts";
import type { Policy } from "./policy.ts";
import { covers, isMembers, type JsonMembers, type Reading, statementsOf } from "./readings.ts";

/** What a deployment is checked against. */
export interface Expected {
  readonly reserveMs: number;
  /** What the role must be allowed; absent if the configuration or the app instance isn't known. */
  readonly policy?: Policy;
  readonly appInstanceArn?: string;
}

const FULFILMENT_MS = 30_000;
const CHIME = "messaging.chime.amazonaws.com";

/** The findings about what was read. */
export function checkReading({ kind, value }: Reading, expected: Expected): Finding[] {
  switch (kind) {
    case "function":
      return checkFunction(value, expected);
    case "resource-policy":
      return expected.appInstanceArn === undefined ? [] : checkResourcePolicy(value, expected.appInstanceArn);
    case "role-policy":
      return expected.policy ? checkRolePolicy(value, expected.policy) : [];
    case "retries":
      return checkRetries(value);
    case "bot":
      return checkBot(value);
    case "time-to-live":
      return checkTimeToLive(value);
  }
}

function checkFunction({ Timeout, Runtime }: JsonMembers, { reserveMs }: Expected): Finding[] {
  const timeout = Number(Timeout) * 1_000;
  const least = FULFILMENT_MS + reserveMs;
  return [
    timeout < least
      ? wrong(
          `The function may run ${timeout / 1_000} s: less than Lex's fulfilment (30 s) and the reserve for the callback (${reserveMs / 1_000} s).`,
          "aws lambda update-function-configuration --function-name <name> --timeout 60",
        )
      : fine(`The function may run ${timeout / 1_000} s.`),
    /^nodejs(2[2-9]|[3-9]\d)\./.test(String(Runtime))
      ? fine(`It runs on ${Runtime}.`)
      : doubt(`It runs on ${Runtime}: the AWS SDK's releases after January 2027 need Node 22.`, "Use nodejs24.x."),
  ];
}

function checkResourcePolicy(policy: JsonMembers, appInstanceArn: string): Finding[] {
  const statements = statementsOf(policy).filter(
    ({ effect, actions }) => effect === "Allow" && actions.some((action) => covers(action, "lambda:InvokeFunction")),
  );
  const principalOf = ({ raw }: { raw: JsonMembers }) =>
    isMembers(raw["Principal"]) ? String(raw["Principal"]["Service"]) : String(raw["Principal"]);
  const ofChime = statements.filter((statement) => principalOf(statement) === CHIME);
  const add = `aws lambda add-permission --function-name <name> --statement-id chime --action lambda:InvokeFunction --principal ${CHIME} --source-account ${appInstanceArn.split(":")[4]} --source-arn '${appInstanceArn}*'`;
  if (ofChime.length === 0) {
    const others = statements.map(principalOf).join(", ") || "nobody";
    return [wrong(`Chime may not invoke the function: the principal must be ${CHIME}, and is ${others}.`, add)];
  }
  const sources = ofChime.map(({ raw }) => conditionValue(raw, "aws:SourceArn"));
  if (sources.some((source) => source !== undefined && covers(source, appInstanceArn))) {
    return [fine("Chime may invoke the function for this app instance.")];
  }
  if (sources.some((source) => source === undefined)) {
    return [doubt("Chime may invoke the function for any app instance, of any account.", add)];
  }
  const [source = ""] = sources;
  const slip = source.includes("appInstance") ? " It says appInstance, where ARNs say app-instance." : "";
  return [wrong(`Chime may invoke the function for ${source} alone, and this is ${appInstanceArn}.${slip}`, add)];
}

function conditionValue(statement: JsonMembers, key: string): string | undefined {
  const condition = isMembers(statement["Condition"]) ? statement["Condition"] : {};
  for (const operator of Object.values(condition)) {
    if (!isMembers(operator)) continue;
    for (const [name, value] of Object.entries(operator)) {
      if (name.toLowerCase() === key.toLowerCase()) return Array.isArray(value) ? String(value[0]) : String(value);
    }
  }
  return undefined;
}

function checkRolePolicy(given: JsonMembers, policy: Policy): Finding[] {
  const allowed = statementsOf(given).filter(({ effect }) => effect === "Allow");
  const needed = policy.Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
  );
  const missing = needed.filter(
    ({ action, resource }) =>
      !allowed.some(
        ({ actions, resources }) =>
          actions.some((one) => covers(one, action)) && resources.some((one) => covers(one, resource)),
      ),
  );
  const wide = allowed.flatMap(({ actions }) =>
    actions.filter((action) => action === "*" || /^(lex|chime|dynamodb):\*$/.test(action)),
  );
  return [
    ...missing.map(({ action, resource }) =>
      wrong(`The role lacks ${action} on ${resource}.`, "Put the policy that `doctor --policy` prints."),
    ),
    ...wide.map((action) =>
      doubt(
        `The role is allowed ${action}: more than the bridge needs.`,
        "Put the policy that `doctor --policy` prints.",
      ),
    ),
    ...(missing.length === 0 ? [fine("The role is allowed everything that this configuration needs.")] : []),
  ];
}

function checkRetries({ MaximumRetryAttempts, DestinationConfig }: JsonMembers): Finding[] {
  const failure =
    isMembers(DestinationConfig) && isMembers(DestinationConfig["OnFailure"])
      ? DestinationConfig["OnFailure"]["Destination"]
      : undefined;
  return [
    failure
      ? fine("Failed events are kept.")
      : wrong(
          "Events whose every attempt failed are lost: their messages stay pending.",
          'aws lambda put-function-event-invoke-config --function-name <name> --maximum-retry-attempts 2 --destination-config \'{"OnFailure":{"Destination":"<ARN of a queue>"}}\'',
        ),
    ...(Number(MaximumRetryAttempts ?? 2) < 2
      ? [doubt(`A failed invocation is retried ${MaximumRetryAttempts} times.`, "Set it to 2.")]
      : []),
  ];
}

function checkBot({ AppInstanceBotArn, Configuration }: JsonMembers): Finding[] {
  const lex = isMembers(Configuration) && isMembers(Configuration["Lex"]) ? Configuration["Lex"] : {};
  const invoked = isMembers(lex["InvokedBy"]) ? lex["InvokedBy"] : {};
  const isSilent = invoked["StandardMessages"] === "NONE" && invoked["TargetedMessages"] === "NONE";
  return [
    isSilent
      ? fine("The AppInstanceBot doesn't answer by itself.")
      : wrong(
          `The AppInstanceBot answers by itself (${JSON.stringify(invoked)}), so people get two answers.`,
          `Set its InvokedBy to {"StandardMessages":"NONE","TargetedMessages":"NONE"}: aws chime-sdk-identity update-app-instance-bot --app-instance-bot-arn ${AppInstanceBotArn} …`,
        ),
    ...(lex["WelcomeIntent"]
      ? [
          doubt(
            "The AppInstanceBot has a WelcomeIntent of its own: Chime says it, beside a welcome by the bridge.",
            "Keep one of the two: leave WelcomeIntent out with update-app-instance-bot, or welcomeIntent and welcomeTexts out of the bridge's configuration.",
          ),
        ]
      : []),
  ];
}

function checkTimeToLive({ AttributeName, TimeToLiveStatus }: JsonMembers): Finding[] {
  const isOn = AttributeName === "expires" && /^ENABL/.test(String(TimeToLiveStatus));
  return [
    isOn
      ? fine("The table forgets claims after 48 hours.")
      : wrong(
          "The table keeps claims, and the text in them, for good.",
          "aws dynamodb update-time-to-live --table-name <table> --time-to-live-specification Enabled=true,AttributeName=expires",
        ),
  ];
}

const fine = (what: string): Finding => ({ level: "fine", what });
const doubt = (what: string, fix: string): Finding => ({ level: "doubt", what, fix });
const wrong = (what: string, fix: string): Finding => ({ level: "wrong", what, fix });
