import { resolve } from "node:path";
import { type BridgeConfig, readConfig } from "../../../src/config/config.ts";
import { type Environment, envToConfig, envToSettings } from "../../../src/config/env.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { type FoundAppInstance, readingsToAppInstance } from "../../operate/app-instance.ts";
import { awsCommands } from "../../operate/aws-commands.ts";
import { checkReading } from "../../operate/check-readings.ts";
import { checkSettings, type Finding } from "../../operate/check-settings.ts";
import { configToPolicy, type Policy } from "../../operate/policy.ts";
import { isMembers, type Reading, valueToReading } from "../../operate/readings.ts";
import type { DoctorOptions } from "../args/operate-args.ts";
import { checkLocales } from "../check-locales.ts";
import { showFacts, writeRecorder } from "../facts/facts.ts";
import type { Io } from "../io.ts";
import { type Colours, coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";

/** `doctor`: what is wrong with a configuration and with its deployment. Exit code 1 if anything is. */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  if (options.recordFacts) return writeRecorder(io);
  if (options.facts !== undefined) return showFacts(options.facts, options.json, io);
  const readings = options.read.map((path) => readingOf(path, io));
  const deployed = readings.find(({ kind }) => kind === "function");
  const env = deployed ? variablesOf(deployed) : io.env;
  const config = (options.config ? readJsonFile(options.config, io) : envToConfig(env).config) as BridgeConfig;
  const settings = settingsOf(config, options.config ? undefined : env);
  if (options.policy) {
    if (settings instanceof BridgeError) throw settings;
    const appInstanceArn = required(options.appInstance ?? appInstanceOf(settings));
    io.out(`${JSON.stringify(policyOf(config, settings, appInstanceArn), null, 2)}\n`);
    return 0;
  }
  const known = options.appInstance ?? appInstanceOf(settings);
  const place: FoundAppInstance = known ? { arn: required(known), findings: [] } : readingsToAppInstance(readings);
  const findings = [
    ...(settings instanceof BridgeError ? [unreadable(settings)] : checkSettings(settings, env)),
    ...place.findings,
    ...readingsToFindings(readings, config, settings, place.arn),
    ...(settings instanceof BridgeError
      ? []
      : await checkLocales(
          options.bots.map((path) => resolve(io.cwd, path)),
          settings,
          options.locale,
        )),
  ];
  const commands = awsCommands(
    settings instanceof BridgeError ? undefined : settings,
    options.functionName,
    new Set(readings.map(({ kind }) => kind)),
  );
  if (options.json) io.out(`${JSON.stringify({ findings, commands })}\n`);
  else io.out(findings.map((one) => findingToText(one, coloursOf(io.colour))).join("") + commandsToText(commands));
  return findings.some(({ level }) => level === "wrong") ? 1 : 0;
}

/** A deployment is checked as far as possible: checks that need a valid configuration or a known app instance are left out without one. */
function readingsToFindings(
  readings: readonly Reading[],
  config: BridgeConfig,
  settings: Settings | BridgeError,
  appInstanceArn: string | undefined,
): Finding[] {
  const read = settings instanceof BridgeError ? undefined : settings;
  const policy = read && appInstanceArn ? policyOf(config, read, appInstanceArn) : undefined;
  const expected = {
    reserveMs: read?.reserveMs ?? DEFAULT_RESERVE_MS,
    ...(policy ? { policy } : {}),
    ...(appInstanceArn ? { appInstanceArn } : {}),
  };
  return readings.flatMap((reading) => checkReading(reading, expected));
}

const DEFAULT_RESERVE_MS = 2_000;

function settingsOf(config: BridgeConfig, env: Environment | undefined): Settings | BridgeError {
  try {
    return env ? envToSettings(env) : readConfig(config);
  } catch (caught) {
    return BridgeError.from(caught);
  }
}

function unreadable({ code, detail, fix }: BridgeError): Finding {
  return { level: "wrong", what: `${code}: ${detail ?? "the configuration can't be read."}`, fix };
}

/** The table is taken to be in the app instance's account and region, where the function must be. */
function policyOf(config: BridgeConfig, { claims: { table } }: Settings, appInstanceArn: string): Policy {
  const [, partition, , region, account] = appInstanceArn.split(":");
  const tableArn = table && `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
  return configToPolicy(config, { appInstanceArn, ...(tableArn ? { tableArn } : {}) });
}

function readingOf(path: string, io: Io): Reading {
  const reading = valueToReading(readJsonFile(path, io));
  if (reading) return reading;
  throw new BridgeError("USAGE", `${path} is no answer of the AWS CLI that doctor knows.`, {
    fix: "Run doctor without --read: it prints the commands whose answers it takes.",
  });
}

function variablesOf({ value: { Environment: environment } }: Reading): Environment {
  const variables = isMembers(environment) && isMembers(environment["Variables"]) ? environment["Variables"] : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

function appInstanceOf(settings: Settings | BridgeError): string | undefined {
  if (settings instanceof BridgeError) return undefined;
  const { bots } = settings;
  return bots.find(({ appInstanceBotArn }) => appInstanceBotArn)?.appInstanceBotArn?.split("/bot/")[0];
}

function required(appInstanceArn: string | undefined): string {
  if (appInstanceArn && /^arn:[^:]+:chime:[^:]+:\d{12}:app-instance\/[^/*]+$/.test(appInstanceArn))
    return appInstanceArn;
  throw new BridgeError(
    "USAGE",
    appInstanceArn ? `${appInstanceArn} is no app instance.` : "Which app instance this is for isn't known.",
    {
      fix: "Give --app-instance arn:aws:chime:<region>:<account>:app-instance/<id>.",
    },
  );
}

function findingToText({ level, what, fix }: Finding, c: Colours): string {
  const mark = { fine: c.green("fine"), doubt: c.yellow("doubt"), wrong: c.red("wrong") }[level];
  const pad = " ".repeat(6 - level.length);
  return `${mark}${pad}${printable(what)}\n${fix ? `      ${printable(fix)}\n` : ""}`;
}

function commandsToText(commands: ReturnType<typeof awsCommands>): string {
  if (commands.length === 0) return "";
  const lines = commands.map(({ command }) => `  ${command}\n`).join("");
  return `\nWhat needs an account was not looked at. Run these, which change nothing, and pass each file with --read:\n${lines}`;
}
