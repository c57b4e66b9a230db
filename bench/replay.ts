// Makes the requests of a recording again and keeps nothing: `raw`, signed and sent by hand, or `sdk`, as SDK calls with a client
// for each service and session, as the SDK's own users would write it. Prints the processor time it took. In a process of its own.
// Usage: node tools/run.mjs bench/replay.ts raw|sdk RECORDING ENDPOINT
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import * as accountClient from "@aws-sdk/client-account";
import * as cloudtrailClient from "@aws-sdk/client-cloudtrail";
import * as cloudwatchClient from "@aws-sdk/client-cloudwatch";
import * as eventsClient from "@aws-sdk/client-eventbridge";
import * as iamClient from "@aws-sdk/client-iam";
import * as kmsClient from "@aws-sdk/client-kms";
import * as logsClient from "@aws-sdk/client-cloudwatch-logs";
import * as organizationsClient from "@aws-sdk/client-organizations";
import * as snsClient from "@aws-sdk/client-sns";
import * as stsClient from "@aws-sdk/client-sts";
import * as supportClient from "@aws-sdk/client-support";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Recorded } from "./recording.ts";

const AT_ONCE = 20;
const SECRET = "made-up";

/** By whose credentials signed them. */
function grouped(all: readonly Recorded[]): Map<string, Recorded[]> {
  const groups = new Map<string, Recorded[]>();
  for (const one of all) {
    const group = groups.get(one.accessKeyId) ?? [];
    groups.set(one.accessKeyId, group);
    group.push(one);
  }
  return groups;
}

/** So many sessions at the same time. */
async function inParallel(
  all: Recorded[][],
  replay: (session: readonly Recorded[]) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let session = left.pop(); session !== undefined; session = left.pop()) await replay(session);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function replayRaw(session: readonly Recorded[]): Promise<void> {
  await Promise.all(session.map(send));
}

function send(recorded: Recorded): Promise<void> {
  const { method, path, body, target, contentType, sessionToken } = recorded;
  const headers = {
    ...(target !== undefined && { "x-amz-target": target }),
    ...(contentType !== undefined && { "content-type": contentType }),
    ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
    ...signature(recorded),
  };
  return new Promise((resolve, reject) => {
    request(endpoint + path, { method, headers, agent }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length)).once("end", () => resolve());
    })
      .once("error", reject)
      .end(body, "latin1");
  });
}

/** Signature version 4, over what is sent: the sandbox does not check it, but the work is part of the floor. */
function signature({ method, path, region, service, accessKeyId, body }: Recorded): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const hash = createHash("sha256").update(body).digest("hex");
  const canonical = `${method}\n${path}\n\nhost:127.0.0.1\nx-amz-date:${time}\n\nhost;x-amz-date\n${hash}`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${createHash("sha256").update(canonical).digest("hex")}`;
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(
    (secret, word) => createHmac("sha256", secret).update(word).digest(),
    `AWS4${SECRET}`,
  );
  const signed = createHmac("sha256", key).update(text).digest("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signed}`;
  return { authorization, "x-amz-date": time };
}

type AnyClient = { send: (command: unknown) => Promise<unknown> };
type ClientClass = new (settings: object) => AnyClient;
type CommandClass = new (input: object) => unknown;

/** By the service's name in a signature. What is not here is a few calls of a whole scan: they are left out of both. */
const SERVICES: Readonly<Record<string, { readonly module: object; readonly client: string }>> = {
  account: { module: accountClient, client: "AccountClient" },
  cloudtrail: { module: cloudtrailClient, client: "CloudTrailClient" },
  events: { module: eventsClient, client: "EventBridgeClient" },
  iam: { module: iamClient, client: "IAMClient" },
  kms: { module: kmsClient, client: "KMSClient" },
  monitoring: { module: cloudwatchClient, client: "CloudWatchClient" },
  logs: { module: logsClient, client: "CloudWatchLogsClient" },
  organizations: { module: organizationsClient, client: "OrganizationsClient" },
  sns: { module: snsClient, client: "SNSClient" },
  sts: { module: stsClient, client: "STSClient" },
  support: { module: supportClient, client: "SupportClient" },
};

/** Clients made for the session and dropped after it, on the handler they share: the SDK used as well as it can be. */
async function replaySdk(session: readonly Recorded[]): Promise<void> {
  const clients = new Map<string, AnyClient>();
  await Promise.all(
    session.map(async (recorded) => {
      const { module, client } = SERVICES[recorded.service] ?? {};
      if (module === undefined || client === undefined) return;
      const key = `${recorded.service} ${recorded.region}`;
      const known = clients.get(key) ?? new (member(module, client) as ClientClass)(settingsOf(recorded));
      clients.set(key, known);
      const command = new (member(module, `${operationOf(recorded)}Command`) as CommandClass)(
        inputOf(recorded),
      );
      // An answer that is an error is an answer, too.
      await known.send(command).catch(() => undefined);
    }),
  );
}

const member = (module: object, name: string): unknown => (module as Record<string, unknown>)[name];

const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const requestHandler = new NodeHttpHandler({ httpAgent: agent });

function settingsOf({ region, accessKeyId, sessionToken }: Recorded): object {
  return {
    region,
    endpoint,
    requestHandler,
    maxAttempts: 1,
    defaultsMode: "standard",
    retryMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    credentials: {
      accessKeyId,
      secretAccessKey: SECRET,
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
}

function operationOf({ target, path, body }: Recorded): string {
  if (target !== undefined) return target.split(".").at(-1) ?? "";
  if (path !== "/") return capitalized(path.split("?")[0]?.split("/").at(-1) ?? "");
  return new URLSearchParams(body).get("Action") ?? "";
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Inputs of Query requests are flat here, but for AssumeRoot's task policy. */
function inputOf({ body, target, path }: Recorded): object {
  if (target !== undefined || path !== "/") return body === "" ? {} : withTimes(JSON.parse(body) as object);
  const { "TaskPolicyArn.arn": arn, ...input } = Object.fromEntries(new URLSearchParams(body));
  delete input["Action"];
  delete input["Version"];
  return { ...input, ...(arn !== undefined && { TaskPolicyArn: { arn } }) };
}

/** The wire has seconds, the SDK's input dates. */
const withTimes = (input: object): object =>
  Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      key.endsWith("Time") && typeof value === "number" ? new Date(value * 1000) : value,
    ]),
  );

const [, , mode, file = "", endpoint = ""] = process.argv;
const all = JSON.parse(readFileSync(file, "utf8")) as Recorded[];
const requests = all.filter(({ service }) => service in SERVICES);
const before = process.cpuUsage();
await inParallel([...grouped(requests).values()], mode === "raw" ? replayRaw : replaySdk);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ calls: requests.length, cpuSeconds: (user + system) / 1e6 }));
agent.destroy();
