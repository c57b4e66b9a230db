// Read-only: what no collector declares is not sent, and what is not asked for is not called.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import { AssumeRootCommand } from "@aws-sdk/client-sts";
import { CLIENTS, type Client } from "../../src/collect/aws/clients.ts";
import { UndeclaredOperation } from "../../src/collect/aws/guard.ts";
import { type Operation, OPERATIONS, type Service, serviceOf } from "../../src/collect/aws/operations.ts";
import { createClient } from "../../src/collect/aws/session.ts";
import { COLLECTORS, collectorsFor } from "../../src/collect/index.ts";
import { createRun } from "../../src/collect/run.ts";
import { Bench, OPTIONS } from "./collecting.ts";
import { AUDIT_POLICY, MEMBER } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const { run } = createRun(OPTIONS);
afterAll(() => run.handler.destroy());

const access = {
  payer: MEMBER,
  region: "us-east-1",
  credentials: { accessKeyId: "AKID", secretAccessKey: "x" },
};

type Commands = readonly (readonly [string, new (input: object) => object])[];

/** Every command of every client package. */
async function allCommands(): Promise<Readonly<Record<Service, Commands>>> {
  const packages: Readonly<Record<Service, string>> = {
    account: "account",
    cloudtrail: "cloudtrail",
    cloudwatch: "cloudwatch",
    events: "eventbridge",
    iam: "iam",
    kms: "kms",
    logs: "cloudwatch-logs",
    organizations: "organizations",
    sns: "sns",
    sts: "sts",
    support: "support",
  };
  const entries = Object.entries(packages).map(async ([service, name]) => {
    const exported = (await import(`@aws-sdk/client-${name}`)) as Readonly<Record<string, unknown>>;
    // "$Command" is the base of them all.
    const commands = Object.entries(exported).filter(([one]) => /^[A-Z]\w*Command$/.test(one));
    return [service, commands] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as unknown as Readonly<Record<Service, Commands>>;
}

describe("the guard", () => {
  it("stops a write before anything is sent", async () => {
    bench.begin();
    const client = createClient("iam", run, access) as unknown as {
      send: (command: object) => Promise<unknown>;
    };
    await expect(client.send(new CreateAccessKeyCommand({}))).rejects.toThrow(UndeclaredOperation);
    expect(bench.aws.asked).toEqual([]);
  });

  it.each([
    AUDIT_POLICY.replace("Audit", "Delete"),
    AUDIT_POLICY.replace("IAMAuditRootUserCredentials", "IAMCreateRootUserPassword"),
    AUDIT_POLICY.replace("IAMAuditRootUserCredentials", "S3UnlockBucketPolicy"),
    AUDIT_POLICY.replace("iam::aws:", `iam::${MEMBER}:`),
    `${AUDIT_POLICY}2`,
    `${AUDIT_POLICY}\n`,
    AUDIT_POLICY.toLowerCase(),
    "",
    undefined,
  ])("stops a session of root that could do more than audit: %j", async (arn) => {
    bench.begin();
    const client = createClient("sts", run, access);
    const command = new AssumeRootCommand({
      TargetPrincipal: MEMBER,
      TaskPolicyArn: arn === undefined ? undefined : { arn },
    });
    await expect(client.send(command)).rejects.toThrow(UndeclaredOperation);
    expect(bench.aws.asked).toEqual([]);
  });

  it("refuses every operation of every client that no collector declares", async () => {
    bench.begin();
    const refused: string[] = [];
    for (const [service, commands] of Object.entries(await allCommands())) {
      const client = createClient(service as Service, run, access) as unknown as {
        send: (command: object) => Promise<unknown>;
      };
      for (const [name, Command] of commands) {
        const operation = `${service}:${name.replace(/Command$/, "")}`;
        if (operation in OPERATIONS) continue;
        await expect(client.send(new Command({}))).rejects.toThrow(UndeclaredOperation);
        refused.push(operation);
      }
    }
    expect(bench.aws.asked).toEqual([]);
    expect(refused.length).toBeGreaterThan(600);
    expect(refused).toEqual(expect.arrayContaining(["iam:CreateAccessKey", "organizations:CloseAccount"]));
  });

  it("stands before every client, and AWS_ENDPOINT_URL leads every client", async () => {
    const operations = Object.keys(OPERATIONS) as Operation[];
    for (const service of Object.keys(CLIENTS) as Service[]) {
      bench.begin();
      const client: Client = createClient(service, run, access);
      expect(client.middlewareStack.identify().join()).toContain("rootproofGuard");
      const operation = operations.find((name) => serviceOf(name) === service) as Operation;
      const Command = OPERATIONS[operation] as unknown as new (input: object) => never;
      const input = {
        AlternateContactType: "SECURITY",
        TopicArn: "t",
        SubscriptionArn: "s",
        KeyId: "k",
        RoleArn: "r",
        RoleSessionName: "s",
        TargetPrincipal: MEMBER,
        TaskPolicyArn: { arn: AUDIT_POLICY },
        AccountId: MEMBER,
      };
      await client.send(new Command(input)).catch(() => undefined);
      expect(bench.aws.operations()).toEqual([operation]);
    }
  });

  it("lets only reading names through", () => {
    const names = COLLECTORS.flatMap(({ operations }) => operations.map(({ operation }) => operation));
    const reading = /^(Get|List|Describe|LookupEvents$|AssumeRole$|AssumeRoot$|GenerateCredentialReport$)/;
    expect(names.filter((name) => !reading.test(name))).toEqual([]);
  });

  it("declares every operation that can be called, with its IAM action", () => {
    const declared = COLLECTORS.flatMap(({ operations }) => operations.map(({ iamAction }) => iamAction));
    expect([...new Set(declared)].sort()).toEqual(Object.keys(OPERATIONS).sort());
  });
});

describe("facts", () => {
  it.each([
    ["account.summary", ["iam:GetAccountSummary"]],
    ["account.summary.mfaEnabled", ["iam:GetAccountSummary"]],
    ["account.alternateContacts.security", ["account:GetAlternateContact"]],
    ["account.listing", []],
    [
      "account.keys",
      ["events:ListRules", "cloudwatch:DescribeAlarms", "sns:GetTopicAttributes", "kms:DescribeKey"],
    ],
    ["organization.rootFeatures", ["iam:ListOrganizationsFeatures"]],
    ["organization.units", ["organizations:ListRoots", "organizations:ListAccountsForParent"]],
  ])("%s takes these calls", async (fact, calls) => {
    await bench.collect({ options: { facts: new Set([fact]) } });
    expect(bench.aws.operations()).toEqual(expect.arrayContaining(calls));
    const allowed = collectorsFor([fact, "organization.accounts"]).flatMap(({ operations }) =>
      operations.map(({ iamAction }) => iamAction),
    );
    const always = ["sts:GetCallerIdentity", "sts:AssumeRole"];
    expect(bench.aws.operations().filter((name) => ![...allowed, ...always].includes(name))).toEqual([]);
  });

  it("that were not asked for are skipped, and say so", async () => {
    const { account, organization } = await bench.collect({
      options: { facts: new Set(["account.summary"]), scope: "organization" },
    });
    const skipped = { state: "skipped", reason: { cause: "configuration" }, calls: [] };
    expect(account.trails).toMatchObject(skipped);
    expect(account.alternateContacts.billing).toMatchObject(skipped);
    expect(account.listing).toMatchObject(skipped);
    expect(organization.policies).toMatchObject(skipped);
    expect(organization.units).toMatchObject(skipped);
    expect(organization.accounts.state).toBe("collected");
    expect(organization.accounts.value?.every(({ parentId }) => parentId.state === "skipped")).toBe(true);
  });

  it("without any, nothing is called", async () => {
    const collector = await bench.open({ options: { facts: new Set(), scope: "account" } });
    const organization = await collector.organization();
    await collector.account(collector.caller.account, organization);
    collector.close();
    expect(collector.traffic().calls).toEqual({ "sts:GetCallerIdentity": 1 });
  });

  it("one contact alone is one call", async () => {
    await bench.collect({ options: { facts: new Set(["account.alternateContacts.security"]) } });
    expect(bench.aws.operations().filter((name) => name === "account:GetAlternateContact")).toHaveLength(1);
  });
});
