import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { App, FileSystem, aws_kinesis as kinesis, aws_kms as kms, Stack, aws_sns as sns } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { LexBridge } from "chime-lex-bridge/cdk";
import { APP_INSTANCE, CONFIG, ofType, plainCdk, synthesised } from "./templates.mjs";

const { template, construct } = synthesised();
const resources = plainCdk(template);

describe("the role", () => {
  it("is allowed this, and nothing else: who widens it, widens it here too", () => {
    assert.equal(ofType(template, "AWS::IAM::Role").length, 1);
    assert.deepEqual(resources.Role.Policies, [
      {
        PolicyName: "Bridge",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AskLex",
              Effect: "Allow",
              Action: "lex:RecognizeText",
              Resource: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/PRODALIAS1",
            },
            {
              Sid: "CallChimeBack",
              Effect: "Allow",
              Action: "chime:ChannelFlowCallback",
              Resource: `${APP_INSTANCE}/*`,
            },
            {
              Sid: "Claims",
              Effect: "Allow",
              Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
              Resource: "<Claims.Arn>",
            },
            {
              Sid: "KeepFailedEvents",
              Effect: "Allow",
              Action: "sqs:SendMessage",
              Resource: "<FailedEvents.Arn>",
            },
            {
              Sid: "Log",
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: "arn:aws:logs:us-east-1:111122223333:log-group:<Logs>:*",
            },
          ],
        },
      },
    ]);
    assert.equal(resources.Role.ManagedPolicyArns, undefined);
    for (const type of ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]) assert.deepEqual(ofType(template, type), []);
  });

  it("may use a key of one's own through the two services alone", () => {
    const { template: keyed } = synthesised({}, (stack) => ({ encryptionKey: new kms.Key(stack, "Key") }));
    const policies = [
      ...plainCdk(keyed).Role.Policies.map(({ PolicyDocument }) => PolicyDocument),
      ...ofType(keyed, "AWS::IAM::Policy").map(({ PolicyDocument }) => PolicyDocument),
    ];
    const [key, ...rest] = policies.flatMap(({ Statement }) => Statement.filter(({ Sid }) => Sid === "UseKey"));
    assert.deepEqual(rest, []);
    assert.deepEqual(key.Action, [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]);
    assert.deepEqual(key.Condition, {
      StringEquals: { "kms:ViaService": ["dynamodb.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com"] },
    });
    const actions = policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
    assert.deepEqual(
      actions.filter((action) => !/^(lex|chime|dynamodb|sqs|logs|kms):/.test(action)),
      [],
    );
    assert.deepEqual(
      actions.filter((action) => action.endsWith(":*")),
      [],
    );
  });
});

describe("the function", () => {
  it("runs the packed bridge, long enough for the slowest bot, with its configuration", () => {
    const { Environment, ...rest } = resources.Function;
    const { Runtime, Architectures, MemorySize, Timeout, Handler, Role, LoggingConfig } = rest;
    assert.deepEqual(
      { Runtime, Architectures, MemorySize, Timeout, Handler, Role, LoggingConfig },
      {
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        MemorySize: 512,
        Timeout: 60,
        Handler: "index.handler",
        Role: "<Role.Arn>",
        LoggingConfig: { LogFormat: "JSON", LogGroup: "<Logs>" },
      },
    );
    const { CHIME_LEX_CONFIG, ...variables } = Environment.Variables;
    assert.deepEqual(JSON.parse(CHIME_LEX_CONFIG), CONFIG);
    assert.deepEqual(variables, { CHIME_LEX_CLAIMS_TABLE: "<Claims>", POWERTOOLS_SERVICE_NAME: "chime-lex-bridge" });
    assert.equal(rest.ReservedConcurrentExecutions, undefined);
  });

  it("is the folder of the package, without the zip that a checkout has beside it, named by its contents", () => {
    const stack = new Stack(new App(), "Assets", { env: { region: "us-east-1", account: "111122223333" } });
    new LexBridge(stack, "Bridge", { appInstanceArn: APP_INSTANCE, config: CONFIG });
    const { directory, manifest } = stack.node.root.synth();
    const { files } = JSON.parse(
      readFileSync(join(directory, manifest.artifacts["Assets.assets"].properties.file), "utf8"),
    );
    const [[hash, { source }], ...rest] = Object.entries(files).filter(([, one]) => one.source.packaging === "zip");
    assert.deepEqual(rest, []);
    const packed = fileURLToPath(new URL("../../dist/lambda/", import.meta.url));
    const isDeployed = (name) => !name.endsWith(".zip");
    assert.deepEqual(readdirSync(join(directory, source.path)).sort(), readdirSync(packed).filter(isDeployed).sort());

    // The same files of another date, elsewhere, have the same name.
    const copy = mkdtempSync(join(tmpdir(), "function-"));
    cpSync(packed, copy, { recursive: true, filter: isDeployed });
    assert.equal(FileSystem.fingerprint(copy, { exclude: ["*.zip"] }), hash);
    rmSync(copy, { recursive: true });
  });

  it("can be required by a CDK app in CommonJS too", () => {
    assert.equal(createRequire(import.meta.url)("chime-lex-bridge/cdk").LexBridge, LexBridge);
  });

  it("is made by the program of docs/deploy.md", async () => {
    const page = readFileSync(new URL("../../docs/deploy.md", import.meta.url), "utf8");
    const [, program] = /```js cdk\n([\s\S]*?)```/.exec(page);
    const place = new URL("../dist/program-of-docs.mjs", import.meta.url);
    writeFileSync(place, `${program}\nexport { stack };\n`);
    const { stack } = await import(place.href);
    const processor = plainCdk(Template.fromStack(stack).toJSON()).Function;
    assert.match(processor.Environment.Variables.CHIME_LEX_CONFIG, /BANKBOT001/);
    rmSync(place);
  });

  it("takes what is asked of it", () => {
    const asked = {
      timeoutSeconds: 90,
      memoryMb: 1024,
      reservedConcurrency: 40,
      environment: { POWERTOOLS_LOG_LEVEL: "WARN" },
    };
    const { Function: processor } = plainCdk(synthesised(asked).template);
    assert.deepEqual([processor.Timeout, processor.MemorySize, processor.ReservedConcurrentExecutions], [90, 1024, 40]);
    assert.equal(processor.Environment.Variables.POWERTOOLS_LOG_LEVEL, "WARN");
  });

  it("is not left without a single delivery, nor limited to what is no number of them", () => {
    for (const reservedConcurrency of [0, -1, 1.5, Number.NaN, "60"])
      assert.throws(() => synthesised({ reservedConcurrency }), /whole number from 1/);
  });

  it("is retried twice, and its failed events go where they are encrypted and kept for four days", () => {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = resources.Retries;
    assert.deepEqual([MaximumRetryAttempts, MaximumEventAgeInSeconds], [2, 21_600]);
    assert.deepEqual(DestinationConfig, { OnFailure: { Destination: "<FailedEvents.Arn>" } });
    assert.equal(resources.FailedEvents.SqsManagedSseEnabled, true);
    assert.equal(resources.FailedEvents.MessageRetentionPeriod, 4 * 24 * 3_600);
  });

  it("may be invoked by Chime alone, for this app instance and account alone", () => {
    const permissions = ofType(template, "AWS::Lambda::Permission");
    assert.equal(permissions.length, 1);
    const { Principal, Action, SourceAccount, SourceArn } = permissions[0];
    assert.deepEqual(
      { Principal, Action, SourceAccount, SourceArn },
      {
        Principal: "messaging.chime.amazonaws.com",
        Action: "lambda:InvokeFunction",
        SourceAccount: "111122223333",
        SourceArn: `${APP_INSTANCE}*`,
      },
    );
  });
});

describe("around it", () => {
  it("the table forgets by the attribute that the bridge writes, is encrypted, and is paid by use", () => {
    const { BillingMode, KeySchema, TimeToLiveSpecification, SSESpecification } = resources.Claims;
    assert.deepEqual(KeySchema, [{ AttributeName: "id", KeyType: "HASH" }]);
    assert.deepEqual(TimeToLiveSpecification, { AttributeName: "expires", Enabled: true });
    assert.equal(BillingMode, "PAY_PER_REQUEST");
    assert.equal(SSESpecification.SSEEnabled, true);
  });

  it("the channel flow states what becomes of a message when the function can't be reached", () => {
    const actionOf = (props) =>
      plainCdk(synthesised(props).template).ChannelFlow.Processors.map(({ FallbackAction }) => FallbackAction);
    assert.deepEqual(actionOf({}), ["CONTINUE"]);
    assert.deepEqual(actionOf({ fallbackAction: "ABORT" }), ["ABORT"]);
    assert.deepEqual(resources.ChannelFlow.Processors[0].Configuration, {
      Lambda: { InvocationType: "ASYNC", ResourceArn: "<Function.Arn>" },
    });
  });

  it("an alarm stands for each way in which people get no answer", () => {
    const alarms = construct.alarms.all.map(({ node }) => resources[`Alarms${node.id}`]);
    assert.deepEqual(
      alarms.map((alarm) => [
        alarm.MetricName ?? alarm.Metrics[0].Expression,
        alarm.Statistic ?? "–",
        alarm.ComparisonOperator.startsWith("Less") ? "≤" : "≥",
        alarm.Threshold,
        Object.values(alarm.Dimensions?.[0] ?? {}).join(" "),
      ]),
      [
        ["Errors", "Sum", "≥", 1, "FunctionName <Function>"],
        ["ReleasedBroken", "Sum", "≥", 1, "service chime-lex-bridge"],
        ["100 * FILL(refused, 0) / deliveries", "–", "≥", 50, ""],
        [
          "IF(FILL(errored, 0) + FILL(replied, 0) >= 5, 100 * FILL(errored, 0) / (FILL(errored, 0) + FILL(replied, 0)), 0)",
          "–",
          "≥",
          20,
          "",
        ],
        ["TimeLeft", "Minimum", "≤", 1_000, "service chime-lex-bridge"],
        ["Throttles", "Sum", "≥", 1, "FunctionName <Function>"],
        ["Throttles", "Sum", "≥", 1, "service chime-lex-bridge"],
        ["ApproximateNumberOfMessagesVisible", "Maximum", "≥", 1, "QueueName <FailedEvents.QueueName>"],
        ["ApproximateAgeOfOldestMessage", "Maximum", "≥", 86_400, "QueueName <FailedEvents.QueueName>"],
        ["AsyncEventsDropped", "Sum", "≥", 1, "FunctionName <Function>"],
        ["DestinationDeliveryFailures", "Sum", "≥", 1, "FunctionName <Function>"],
      ],
    );
    assert.ok(alarms.every(({ TreatMissingData }) => TreatMissingData === "notBreaching"));
  });

  it("alarms go to the topic that is given", () => {
    const { template: told } = synthesised({}, (stack) => ({ alarmTopic: new sns.Topic(stack, "Topic") }));
    assert.ok(ofType(told, "AWS::CloudWatch::Alarm").every(({ AlarmActions }) => AlarmActions.length === 1));
  });
});

describe("the stream of memberships", () => {
  const welcoming = { ...CONFIG, welcomeTexts: ["Hello."] };
  const streaming = (props = {}, before = () => ({})) =>
    plainCdk(synthesised({ config: welcoming, membershipStream: true, ...props }, before).template);

  it("is made as Chime asks for it, and Lambda begins with who joins from now on", () => {
    const { MembershipsStream: stream, MembershipsSource: source, MembershipsFunction: reader } = streaming();
    assert.match(stream.Name, /^chime-messaging-/);
    assert.equal(stream.ShardCount, 2);
    assert.deepEqual(stream.StreamEncryption, { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" });
    assert.deepEqual(
      [source.EventSourceArn, source.FunctionName],
      ["<MembershipsStream.Arn>", "<MembershipsFunction>"],
    );
    assert.equal(source.StartingPosition, "LATEST");
    assert.deepEqual([reader.Handler, reader.Timeout], ["index.memberships", 300]);
  });

  it("is held up by no record: what fails is tried from its number on, in halves, so often, so long, then put aside", () => {
    const { MembershipsSource: source } = streaming();
    assert.deepEqual(source.FunctionResponseTypes, ["ReportBatchItemFailures"]);
    assert.equal(source.BisectBatchOnFunctionError, true);
    assert.deepEqual([source.MaximumRetryAttempts, source.MaximumRecordAgeInSeconds], [10, 3_600]);
    assert.deepEqual(source.DestinationConfig, { OnFailure: { Destination: "<MembershipsFailed.Arn>" } });
  });

  it("is read with a role that can neither ask for turns nor call back, and the processor's can't read it", () => {
    const { MembershipsRole, Role } = streaming({ config: { ...CONFIG, welcomeIntent: "Welcome" } });
    const sidsOf = ({ Policies }) => Policies[0].PolicyDocument.Statement.map(({ Sid }) => Sid).join();
    assert.equal(sidsOf(MembershipsRole), "Welcome,Speak,Claims,KeepFailedEvents,Log,ReadStream");
    assert.equal(sidsOf(Role), "AskLex,Welcome,CallChimeBack,Speak,Claims,KeepFailedEvents,Log");
    const [, , , kept, , read] = MembershipsRole.Policies[0].PolicyDocument.Statement;
    assert.deepEqual([kept.Resource, read.Resource], ["<MembershipsFailed.Arn>", "<MembershipsStream.Arn>"]);
    assert.ok(read.Action.every((action) => /^kinesis:(Describe|Get|List)/.test(action)));
  });

  it("may be yours, and takes a key of yours where it is made", () => {
    const arn = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-yours";
    const yours = streaming({}, (stack) => ({ membershipStream: kinesis.Stream.fromStreamArn(stack, "Yours", arn) }));
    assert.equal(yours.MembershipsStream, undefined);
    assert.equal(yours.MembershipsSource.EventSourceArn, arn);
    const keyed = streaming({}, (stack) => ({ encryptionKey: new kms.Key(stack, "Key") }));
    assert.match(keyed.MembershipsStream.StreamEncryption.KeyId, /^<Key/);
    const uses = keyed.MembershipsRole.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .concat(
        ...Object.values(keyed).flatMap(({ Type, PolicyDocument }) =>
          Type === "AWS::IAM::Policy" ? PolicyDocument.Statement : [],
        ),
      )
      .filter(({ Sid }) => Sid === "UseKey")
      .map(({ Condition }) => Condition.StringEquals["kms:ViaService"].length);
    assert.deepEqual(uses.sort(), [2, 3]);
  });

  it("is refused where nobody would be welcomed, or everybody twice", () => {
    const both = { ...welcoming, welcomeAtFirstMessage: true };
    assert.throws(() => streaming({ config: both }), /would both welcome/);
    assert.throws(
      () => synthesised({ membershipStream: true }),
      /membershipStream needs a welcomeIntent or welcomeTexts/,
    );
  });

  it("has an alarm for whom nobody welcomed", () => {
    const { AlarmsFailedMembershipsWaiting: alarm } = streaming();
    assert.equal(alarm.Dimensions[0].Value, "<MembershipsFailed.QueueName>");
  });
});

describe("a wrong configuration", () => {
  it("is told whole, each option with what it must be, before anything is deployed", () => {
    const config = { bots: [{ lexBotAliasArn: "arn:aws:lex:us-east-1:1:bot/x" }], onFail: "error" };
    assert.throws(
      () => synthesised({ config }),
      /CONFIG_INVALID: .*bots\[0\]\.lexBotAliasArn must be a bot alias ARN such as arn:.*onFail is an unknown option/s,
    );
  });

  it("that no function could hold is refused with its size", () => {
    const config = { ...CONFIG, failureText: "é".repeat(1_000) };
    assert.doesNotThrow(() => synthesised({ config }));
    assert.throws(
      () => synthesised({ config, environment: { MORE: "x".repeat(2_000) } }),
      /CONFIG_INVALID: As environment variables the configuration takes 4\d{3} bytes\. Keep it below 3800/,
    );
  });
});
