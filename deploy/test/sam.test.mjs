import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { RECOMMENDED_CONCURRENCY } from "../dist/src/index.js";
import { APP_INSTANCE, CONFIG, plainCdk, plainSam, synthesised } from "./templates.mjs";

const [bot] = CONFIG.bots;
const PARAMETERS = {
  AppInstanceArn: APP_INSTANCE,
  BotAliasArn: bot.lexBotAliasArn,
  AppInstanceBotArn: bot.appInstanceBotArn,
  Config: JSON.stringify({ onFailure: CONFIG.onFailure }),
};
const sam = plainSam(PARAMETERS).resources;
const cdk = plainCdk(synthesised().template);
const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from[name]]));

describe("template.yaml says what the construct says:", () => {
  it("the role", () => {
    assert.deepEqual(sam.Role.Policies, cdk.Role.Policies);
    assert.equal(sam.Role.ManagedPolicyArns, undefined);
  });

  it("the role in reply", () => {
    const config = { bots: [bot], delivery: "reply" };
    const parameters = { ...PARAMETERS, Delivery: "reply" };
    const { Role } = plainCdk(synthesised({ config }).template);
    assert.deepEqual(plainSam(parameters).resources.Role.Policies, Role.Policies);
    assert.equal(Role.Policies[0].PolicyDocument.Statement.length, 7);
  });

  it("the role of a bot that edits its placeholders", () => {
    const config = { bots: [bot], delivery: "reply", placeholderAfterMs: 2_000 };
    const parameters = { ...PARAMETERS, Delivery: "reply", Placeholders: "yes" };
    const { Role } = plainCdk(synthesised({ config }).template);
    assert.deepEqual(plainSam(parameters).resources.Role.Policies, Role.Policies);
    assert.equal(Role.Policies[0].PolicyDocument.Statement.length, 8);
    assert.deepEqual(plainSam({ ...PARAMETERS, Placeholders: "yes" }).resources.Role.Policies, cdk.Role.Policies);
  });

  it("the function", () => {
    const names = [
      "Runtime",
      "Architectures",
      "MemorySize",
      "Timeout",
      "Handler",
      "Role",
      "LoggingConfig",
      "Description",
    ];
    assert.deepEqual(pick(sam.Function, names), pick(cdk.Function, names));
    assert.equal(sam.Function.Policies, undefined);
  });

  it("how many deliveries may be under way, only where it is said", () => {
    const limited = plainCdk(synthesised({ reservedConcurrency: RECOMMENDED_CONCURRENCY }).template);
    const { resources, template } = plainSam({ ...PARAMETERS, ReservedConcurrency: `${RECOMMENDED_CONCURRENCY}` });
    assert.equal(limited.Function.ReservedConcurrentExecutions, 60);
    assert.equal(resources.Function.ReservedConcurrentExecutions, "60");
    for (const unlimited of [sam, cdk]) assert.equal(unlimited.Function.ReservedConcurrentExecutions, undefined);
    const { AllowedPattern, Description } = template.Parameters.ReservedConcurrency;
    assert.deepEqual(
      ["", "1", "60", "0", "-1", "1.5"].map((value) => new RegExp(AllowedPattern).test(value)),
      [true, true, true, false, false, false],
    );
    assert.match(Description, /60 is recommended.*424/s);
  });

  it("the dashboard, only where it is asked for, of metrics that are written", () => {
    for (const without of [sam, cdk]) {
      assert.deepEqual(
        Object.values(without).filter(({ Type }) => Type === "AWS::CloudWatch::Dashboard"),
        [],
      );
    }
    const bodyOf = (resources) => {
      const [{ DashboardName, DashboardBody }] = Object.values(resources).filter(
        ({ Type }) => Type === "AWS::CloudWatch::Dashboard",
      );
      return { DashboardName, ...JSON.parse(DashboardBody) };
    };
    const ofCdk = bodyOf(plainCdk(synthesised({ dashboard: true }).template));
    const ofSam = bodyOf(plainSam({ ...PARAMETERS, Dashboard: "yes" }).resources);
    assert.deepEqual(ofSam, ofCdk);
    assert.equal(ofCdk.DashboardName, "Test-chime-lex-bridge");
    const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
    const metrics = ofCdk.widgets.flatMap(({ properties }) => properties.metrics);
    const unknown = metrics.filter(([space, name]) => space === "ChimeLexBridge" && !page.includes(`\`${name}\``));
    assert.deepEqual(unknown, []);
    const places = ofCdk.widgets.map(({ x, y, width }) => [x, y, width]);
    assert.equal(new Set(places.map(String)).size, 8);
  });

  it("the stream of memberships, only where it is asked for: what reads it, its role, and what is given up on", () => {
    for (const without of [sam, cdk]) {
      assert.deepEqual(
        Object.keys(without).filter((name) => /Membership/.test(name)),
        [],
      );
    }
    const welcoming = { ...CONFIG, welcomeIntent: "Welcome" };
    const ofCdk = plainCdk(synthesised({ config: welcoming, membershipStream: true }).template);
    const parameters = { ...PARAMETERS, MembershipStream: "new" };
    const ofSam = plainSam(parameters).resources;
    assert.deepEqual(ofSam.Role.Policies, ofCdk.Role.Policies);
    assert.deepEqual(ofSam.MembershipsRole.Policies, ofCdk.MembershipsRole.Policies);
    for (const name of ["MembershipsStream", "MembershipsSource", "MembershipsFailed"])
      assert.deepEqual(ofSam[name], ofCdk[name], name);
    assert.deepEqual(ofSam.FailedMembershipsWaitingAlarm, ofCdk.AlarmsFailedMembershipsWaiting);
    assert.deepEqual(ofSam.MembershipsFailedOverTls.PolicyDocument, ofCdk.MembershipsFailedPolicy.PolicyDocument);
    const names = [
      "Description",
      "Runtime",
      "Architectures",
      "MemorySize",
      "Timeout",
      "Handler",
      "Role",
      "LoggingConfig",
    ];
    assert.deepEqual(pick(ofSam.MembershipsFunction, names), pick(ofCdk.MembershipsFunction, names));
    assert.deepEqual(ofSam.MembershipsFunction.Environment, ofSam.Function.Environment);

    const yours = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-yours";
    const own = plainSam({ ...PARAMETERS, MembershipStream: yours });
    assert.equal(own.resources.MembershipsStream, undefined);
    assert.equal(own.resources.MembershipsSource.EventSourceArn, yours);
    const { AllowedPattern } = own.template.Parameters.MembershipStream;
    assert.deepEqual(
      ["", "new", yours, "yes", yours.replace("chime-messaging-", "")].map((one) =>
        new RegExp(AllowedPattern).test(one),
      ),
      [true, true, true, false, false],
    );
  });

  it("its retries and failed events", () => {
    const { DestinationConfig, ...rest } = sam.Function.EventInvokeConfig;
    const { OnFailure } = DestinationConfig;
    assert.deepEqual(
      { ...rest, DestinationConfig: { OnFailure: { Destination: OnFailure.Destination } } },
      pick(cdk.Retries, ["MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig"]),
    );
    assert.deepEqual(sam.FailedEvents, cdk.FailedEvents);
    const [overTls, cdkOverTls] = [sam.FailedEventsOverTls, cdk.FailedEventsPolicy].map(
      ({ PolicyDocument }) => PolicyDocument,
    );
    assert.deepEqual(overTls, cdkOverTls);
  });

  it("who may invoke it, the channel flow, the log", () => {
    for (const name of ["MayBeInvoked", "ChannelFlow", "Logs"]) assert.deepEqual(sam[name], cdk[name], name);
  });

  it("the table", () => {
    const names = ["BillingMode", "AttributeDefinitions", "KeySchema", "TimeToLiveSpecification", "SSESpecification"];
    assert.deepEqual(pick(sam.Claims, names), pick(cdk.Claims, names));
  });

  it("the alarms", () => {
    const byName = (resources) =>
      Object.fromEntries(
        Object.entries(resources).flatMap(([name, { Type, ...alarm }]) =>
          Type === "AWS::CloudWatch::Alarm" ? [[name.replace(/^Alarms|Alarm$/g, ""), alarm]] : [],
        ),
      );
    assert.deepEqual(byName(sam), byName(cdk));
    assert.equal(Object.keys(byName(sam)).length, 11);
  });

  it("and has no resource that the construct lacks", () => {
    const kinds = (resources) =>
      Object.values(resources)
        .map(({ Type }) => Type.replace("Serverless", "Lambda").replace("DynamoDB::Table", "DynamoDB::GlobalTable"))
        .sort();
    assert.deepEqual(
      kinds(sam),
      kinds(cdk).filter((type) => type !== "AWS::Lambda::EventInvokeConfig"),
    );
  });
});

describe("its variables", () => {
  it("come to the same settings as the construct's configuration", async () => {
    const { createHandler } = await import("chime-lex-bridge/lambda");
    const traceOf = async ({ Environment }) => {
      const entries = [];
      const { CHIME_LEX_CLAIMS_TABLE: _, ...env } = Environment.Variables;
      createHandler({ env, ports: { log: (level, message, fields) => entries.push({ level, message, fields }) } });
      return entries;
    };
    // Nothing but the note that claims are kept in memory: every variable is known, and every value legal.
    for (const { Function: processor } of [sam, cdk]) {
      assert.deepEqual(
        (await traceOf(processor)).map(({ level, message }) => [level, message]),
        [["warn", "claims"]],
      );
    }
  });
});
