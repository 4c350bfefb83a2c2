import { chimePorts } from "../aws/chime.ts";
import { chooseWire, envToEndpoints } from "../aws/choose-wire.ts";
import type { LeanOperation } from "../aws/lean/operations.ts";
import { createLeanWire } from "../aws/lean/wire.ts";
import { lexPorts } from "../aws/lex.ts";
import type { OperationName, Wire } from "../aws/wire.ts";
import { createTableClaims, type DynamoCall } from "../claims/dynamodb/on-table.ts";
import { createTablePauses } from "../claims/dynamodb/pauses.ts";
import { chooseLog } from "./choose-log.ts";
import { descriptorLines } from "./log.ts";
import { makeHandler, makeMembershipHandler, type Services } from "./make-handler.ts";
import type { MembershipHandler } from "./make-memberships.ts";
import { userAgent } from "./user-agent.ts";

const env = process.env;

type Delivery = Parameters<Services["ports"]>[1];
type Next = Partial<Record<OperationName, LeanOperation["service"]>>;

/** The service that each mode calls next after an operation: its connection is opened while the operation runs. */
const NEXT = {
  replace: { UpdateItem: "lex", RecognizeText: "chime" },
  reply: { UpdateItem: "chime", ChannelFlowCallback: "lex" },
} satisfies Record<Delivery, Next>;

/** The function's own wire: credentials and trace are read at each call, since Lambda changes them in a running container. */
function leanServices(): Omit<Services, "told"> {
  let next: Next = NEXT.replace;
  const wire = createLeanWire({
    credentials: () => ({
      accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
      ...(env["AWS_SESSION_TOKEN"] ? { sessionToken: env["AWS_SESSION_TOKEN"] } : {}),
    }),
    endpoints: envToEndpoints(env),
    userAgent: userAgent(env),
    traceId: () => env["_X_AMZN_TRACE_ID"],
    next: (operation) => next[operation],
  });
  const region = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  const services = onWires(wire, (operation, input, { signal }) => wire(operation, input, { region, signal }));
  return {
    ...services,
    ports: (regionOf, delivery) => {
      next = NEXT[delivery];
      return services.ports(regionOf, delivery);
    },
  };
}

/** The SDK, from the second file. It begins to load now, in the init phase, and each call waits for it. */
function sdkServices(): Omit<Services, "told"> {
  const loading = import("./second-file.ts").then(({ createSdkWire, createDynamoCall }) => ({
    wire: createSdkWire(),
    dynamo: createDynamoCall(),
  }));
  loading.catch(() => {});
  return onWires(
    async (...call) => (await loading).wire(...call),
    async (...call) => (await loading).dynamo(...call),
  );
}

function onWires(wire: Wire, call: DynamoCall): Omit<Services, "told"> {
  return {
    ports: (regionOf) => ({ ...lexPorts(wire, regionOf), ...chimePorts(wire) }),
    openTable: (table, now) => createTableClaims({ table, now, call }),
    openPauses: (table, now) => createTablePauses({ table, now, call }),
  };
}

const told = chooseWire(env);

const options = { ports: { log: chooseLog(env, descriptorLines) } };
/** How each wire reaches the services: a new one needs a row here. */
const SERVICES = { lean: leanServices, sdk: sdkServices } satisfies Record<
  typeof told.wire,
  () => Omit<Services, "told">
>;
const services = { ...SERVICES[told.wire](), told };
/** The export of the deployable file, made while Lambda loads it: the init phase has more processor time than an invocation. */
export const handler = makeHandler(env, options, services);

let standing: MembershipHandler | undefined;

/** The same file's handler for the stream of memberships, made when it is first invoked: a function is one or the other. */
export const memberships: MembershipHandler = (event, context) => {
  standing ??= makeMembershipHandler(env, options, services);
  return standing(event, context);
};
