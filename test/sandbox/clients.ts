// The real SDK clients, pointed at a sandbox with the keys of one account. No retries unless a test asks for them.
import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, AssumeRootCommand, STSClient, type Credentials } from "@aws-sdk/client-sts";
import { SupportClient } from "@aws-sdk/client-support";

import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Settings {
  readonly credentials?: Keys;
  readonly region?: string;
  readonly maxAttempts?: number;
}

export function clientsOf(sandbox: Sandbox, settings: Settings = {}) {
  const { environment } = sandbox;
  const own = {
    accessKeyId: environment.AWS_ACCESS_KEY_ID!,
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY!,
  };
  const { credentials = own, region = "us-east-1", maxAttempts = 1 } = settings;
  const config = { endpoint: sandbox.url, region, credentials, maxAttempts };
  return {
    account: new AccountClient(config),
    cloudtrail: new CloudTrailClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
    monitoring: new CloudWatchClient(config),
    organizations: new OrganizationsClient(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
    support: new SupportClient(config),
  };
}

export type Clients = ReturnType<typeof clientsOf>;

export async function assume(sandbox: Sandbox, accountId: string): Promise<Keys> {
  const { Credentials } = await clientsOf(sandbox).sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/rootproof-audit`,
      RoleSessionName: "test",
    }),
  );
  return keysOf(Credentials);
}

function keysOf(issued: Credentials | undefined): Keys {
  return {
    accessKeyId: issued!.AccessKeyId!,
    secretAccessKey: issued!.SecretAccessKey!,
    sessionToken: issued!.SessionToken!,
  };
}

export const auditTask = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";

/** Clients that are root of a member for one task, by AssumeRoot from the management account. */
export async function asRoot(sandbox: Sandbox, accountId: string, task = auditTask): Promise<Clients> {
  const { Credentials } = await clientsOf(sandbox).sts.send(
    new AssumeRootCommand({ TargetPrincipal: accountId, TaskPolicyArn: { arn: task } }),
  );
  return clientsOf(sandbox, { credentials: keysOf(Credentials) });
}

/** Clients with a session of the audit role in the account that tells the story. */
export async function inside(sandbox: Sandbox, story: string, region = "us-east-1"): Promise<Clients> {
  return clientsOf(sandbox, { credentials: await assume(sandbox, idOf(sandbox, story)), region });
}

export function idOf(sandbox: Sandbox, story: string): string {
  const account = sandbox.accounts.find((candidate) => candidate.story === story);
  if (!account) throw new Error(`no account tells ${story}`);
  return account.id;
}

/** Runs with a sandbox that is gone afterwards. */
export async function withSandbox<Result>(
  options: SandboxOptions,
  use: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
  const sandbox = await startSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** The error a call ends with. */
export async function failure(
  call: Promise<unknown>,
): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  return await call.then(
    () => {
      throw new Error("the call was expected to fail");
    },
    (error: unknown) => error as Error,
  );
}

export async function collectPages<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<{ items: Item[]; sizes: number[] }> {
  const items: Item[] = [];
  const sizes: number[] = [];
  for await (const page of pages) {
    const found = itemsOf(page) ?? [];
    items.push(...found);
    sizes.push(found.length);
  }
  return { items, sizes };
}

/** A request that bears a key but no true signature: all that the sandbox looks at. */
export function unverified(
  sandbox: Sandbox,
  service: string,
  path = "/",
  init: RequestInit = {},
): Promise<Response> {
  const key = sandbox.environment.AWS_ACCESS_KEY_ID!;
  const scope = `${key}/20260101/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const type = "application/x-www-form-urlencoded";
  const headers = { authorization, "content-type": type, ...(init.headers as Record<string, string>) };
  return fetch(sandbox.url + path, { method: "POST", body: "Action=GetAccountSummary", ...init, headers });
}
