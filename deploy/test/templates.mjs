// Both templates as plain values that can be held against each other: resources by one name each, references as text.
import { readFileSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { LexBridge } from "chime-lex-bridge/cdk";
import { parse } from "yaml";

const at = (path) => new URL(path, import.meta.url);
export const CONFIG = JSON.parse(readFileSync(at("../example/bridge.json"), "utf8"));
export const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const ENV = { region: "us-east-1", account: "111122223333" };
const PSEUDO = {
  "AWS::StackName": "Test",
  "AWS::Region": ENV.region,
  "AWS::AccountId": ENV.account,
  "AWS::Partition": "aws",
};

/** A template with a construct that has these properties over the least ones. */
export function synthesised(props = {}, before = () => ({})) {
  const stack = new Stack(new App(), "Test", { env: ENV });
  const construct = new LexBridge(stack, "Bridge", {
    appInstanceArn: APP_INSTANCE,
    config: CONFIG,
    ...props,
    ...before(stack),
  });
  return { construct, template: Template.fromStack(stack).toJSON() };
}

export const ofType = ({ Resources }, type) =>
  Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

/** The CDK's names end in a hash, and begin with the construct's. */
export function plainCdk(template) {
  const nameOf = (id) => id.replace(/^Bridge/, "").replace(/[0-9A-F]{8}$/, "");
  return plain(template.Resources, (id) => `<${nameOf(id)}>`, nameOf);
}

/** SAM's, with its parameters filled in. */
export function plainSam(parameters) {
  const tag = (name, make) => ({ tag: `!${name}`, resolve: (text) => make(text) });
  const nested = (name, collection) => ({
    tag: `!${name}`,
    collection,
    resolve: (node) => ({ [`Fn::${name}`]: node.toJSON() }),
  });
  const template = parse(readFileSync(at("../template.yaml"), "utf8"), {
    customTags: [
      tag("Ref", (Ref) => ({ Ref })),
      tag("Sub", (text) => ({ "Fn::Sub": text })),
      tag("GetAtt", (text) => ({ "Fn::GetAtt": text.split(".") })),
      nested("If", "seq"),
      nested("Not", "seq"),
      nested("Equals", "seq"),
      nested("Or", "seq"),
      nested("And", "seq"),
      tag("Condition", (Condition) => ({ Condition })),
    ],
  });
  const values = Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Default }]) => [name, parameters[name] ?? Default]),
  );
  const conditions = {
    HasDashboard: values.Dashboard === "yes",
    IsReply: values.Delivery === "reply",
    IsReplacing: values.Delivery === "reply" && values.Placeholders === "yes",
    IsWelcoming: values.MembershipStream !== "",
    MakesStream: values.MembershipStream === "new",
    IsSpeaking: values.Delivery === "reply" || values.MembershipStream !== "",
    HasReservedConcurrency: values.ReservedConcurrency !== "",
  };
  return {
    template,
    resources: plain(
      conditional(template.Resources, conditions),
      (id) => values[id] ?? `<${id}>`,
      (id) => id,
      conditions,
    ),
  };
}

/** The resources without those whose condition doesn't hold. */
function conditional(resources, conditions) {
  return Object.fromEntries(
    Object.entries(resources).filter(([, { Condition }]) => Condition === undefined || conditions[Condition]),
  );
}

function plain(resources, refOf, nameOf, conditions = {}) {
  const text = (value) => (typeof value === "string" ? value : walk(value));
  const ref = (id) => PSEUDO[id] ?? refOf(id);
  function walk(value) {
    if (Array.isArray(value)) return value.map(walk).filter((one) => one !== undefined);
    if (typeof value !== "object" || value === null) return value;
    if (value.Ref === "AWS::NoValue") return undefined;
    if (value.Ref) return ref(value.Ref);
    if (value["Fn::GetAtt"]) return refOf(value["Fn::GetAtt"][0]).replace(">", `.${value["Fn::GetAtt"][1]}>`);
    if (value["Fn::Join"]) return value["Fn::Join"][1].map(text).join("");
    if (value["Fn::Sub"]) return value["Fn::Sub"].replaceAll(/\$\{([^}]+)\}/g, (_, id) => ref(id));
    if (value["Fn::If"]) {
      const [condition, yes, no] = value["Fn::If"];
      return walk(conditions[condition] ? yes : no);
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => {
        const walked = walk(one);
        return walked === undefined ? [] : [[key, walked]];
      }),
    );
  }
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties }]) => [nameOf(id), { Type, ...walk(Properties) }]),
  );
}
