import { describe, expect, it } from "vitest";
import { chooseWire, envToEndpoints, WIRE_RULES } from "../../../src/aws/choose-wire.ts";

const LAMBDA = {
  AWS_ACCESS_KEY_ID: "a",
  AWS_SECRET_ACCESS_KEY: "b",
  AWS_SESSION_TOKEN: "c",
  AWS_REGION: "eu-central-1",
};

describe("the wire", () => {
  it("is the lean one in a function as Lambda starts it", () => {
    expect(chooseWire(LAMBDA).wire).toBe("lean");
  });

  it.each<[what: string, env: Record<string, string | undefined>]>([
    ["no key", { AWS_ACCESS_KEY_ID: undefined }],
    ["no secret", { AWS_SECRET_ACCESS_KEY: "" }],
    ["a profile", { AWS_PROFILE: "work" }],
    ["a configuration file", { AWS_CONFIG_FILE: "/opt/config" }],
    ["a container's credentials", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1/x" }],
    ["a web identity", { AWS_WEB_IDENTITY_TOKEN_FILE: "/var/token" }],
    ["FIPS", { AWS_USE_FIPS_ENDPOINT: "true" }],
    ["dual stack", { AWS_USE_DUALSTACK_ENDPOINT: "TRUE" }],
    ["China", { AWS_REGION: "cn-north-1" }],
    ["GovCloud", { AWS_REGION: "us-gov-west-1" }],
    ["an isolated region", { AWS_REGION: "us-isob-east-1" }],
    ["the European sovereign cloud", { AWS_REGION: "eusc-de-east-1" }],
    ["endpoints to be ignored", { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }],
    ["Node's proxy by variable", { NODE_USE_ENV_PROXY: "1" }],
    ["Node's proxy by option", { NODE_OPTIONS: "--max-old-space-size=512 --use-env-proxy" }],
    ["an exec wrapper", { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" }],
  ])("is the SDK's with %s, and the reason is told", (_what, more) => {
    const chosen = chooseWire({ ...LAMBDA, ...more });
    expect(chosen.wire).toBe("sdk");
    expect(WIRE_RULES.map(({ reason }) => reason)).toContain(chosen.reason);
  });

  it.each(["us-east-1", "eu-central-1", "us-west-2", "il-central-1", "mx-central-1", "ap-southeast-7"])(
    "is the lean one in %s",
    (AWS_REGION) => {
      expect(chooseWire({ ...LAMBDA, AWS_REGION }).wire).toBe("lean");
    },
  );

  it("is what the operator says, whatever else the environment asks for", () => {
    expect(chooseWire({ ...LAMBDA, CHIME_LEX_WIRE: "sdk" }).wire).toBe("sdk");
    expect(chooseWire({ ...LAMBDA, AWS_PROFILE: "work", CHIME_LEX_WIRE: "lean" }).wire).toBe("lean");
  });

  it("goes to the servers that the environment names, each service's own before the one for all", () => {
    expect(envToEndpoints({})).toEqual({});
    expect(envToEndpoints({ AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_LEX_RUNTIME_V2: "http://lex" })).toEqual({
      lex: "http://lex",
      chime: "http://all",
      dynamodb: "http://all",
    });
  });
});
