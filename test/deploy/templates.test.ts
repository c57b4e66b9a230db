// The files to deploy: loaded into the sandbox, each makes the rules it is for pass, and its policies are what rootproof asks for.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { keepFaults } from "../../src/sandbox/faults/faults.ts";
import { serve } from "../../src/sandbox/server.ts";
import { type AccountState, type Identity } from "../../src/sandbox/world/account.ts";
import { longTermKey, madeUpSecret } from "../../src/sandbox/world/credentials.ts";
import { buildWorld, type World } from "../../src/sandbox/world/world.ts";
import { permissions } from "../../src/scan/index.ts";
import { outcomesOf, scanHere } from "../scan/scanning.ts";
import { type Resource, resourcesOf } from "./cloudformation.ts";

const FOLDER = "deploy/cloudformation";
const ALERT_RULES = [
  "root-activity-recorded",
  "root-alert-present",
  "root-alert-delivered",
  "root-alert-covers-activity",
];
const [management, member] = [0, 2];

/** Scans a world as its management account. */
async function outcomesIn(world: World, rules: readonly string[]) {
  const sandbox = await serve(0, 0, { world, faults: keepFaults([]) });
  try {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: longTermKey(world.population.management.id),
      AWS_SECRET_ACCESS_KEY: madeUpSecret,
    });
    return outcomesOf(await scanHere({ org: true, config: null, select: [...rules] }));
  } finally {
    await sandbox.close();
  }
}

const ordinaryWorld = (): World => buildWorld({ stories: ["locked-down"] });

/** The world with another state of some accounts. */
function withStates(
  world: World,
  change: (identity: Identity, state: AccountState) => Partial<AccountState>,
): World {
  const state = (identity: Identity): AccountState => {
    const before = world.population.state(identity);
    return { ...before, ...change(identity, before) };
  };
  return { ...world, population: { ...world.population, state } };
}

const stackIn = (file: string, account: string, parameters: Readonly<Record<string, string>>): Resource[] =>
  resourcesOf(`${FOLDER}/${file}.yaml`, { "AWS::AccountId": account, ...parameters }, (name, attribute) =>
    physicalId(account, name, attribute),
  );

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

function physicalId(account: string, name: string, attribute?: string): string {
  const arn = (service: string, resource: string): string =>
    `arn:aws:${service}:us-east-1:${account}:${resource}`;
  if (name === "AlertKey") return attribute === "Arn" ? arn("kms", `key/${KEY}`) : KEY;
  if (name === "AlertTopic") return arn("sns", "rootproof-root-alert");
  if (name === "RootRule") return arn("events", "rule/rootproof-root-alert");
  if (name === "PasswordRecoveryRule") return arn("events", "rule/rootproof-root-password-recovery");
  return name;
}

/** What the root alert's stack makes, as the sandbox keeps it; somebody has confirmed the mail. */
function alertState(
  account: string,
  parameters: Readonly<Record<string, string>> = {},
): Partial<AccountState> {
  const resources = stackIn("root-alert", account, { AlertEmail: "security@example.com", ...parameters });
  const of = (type: string): Resource[] => resources.filter((one) => one.type === type);
  const [key] = of("AWS::KMS::Key");
  const [topic] = of("AWS::SNS::Topic");
  const [policy] = of("AWS::SNS::TopicPolicy");
  const [subscription] = of("AWS::SNS::Subscription");
  const arn = physicalId(account, topic!.name);
  return {
    keys: [
      {
        id: KEY,
        arn: physicalId(account, key!.name, "Arn"),
        aliases: [],
        manager: "CUSTOMER",
        policy: JSON.stringify(key!.properties["KeyPolicy"]),
      },
    ],
    topics: [
      {
        arn,
        policy: JSON.stringify(policy!.properties["PolicyDocument"]),
        kmsKey: topic!.properties["KmsMasterKeyId"] as string,
        subscriptions: [
          {
            arn: `${arn}:00000000-0000-4000-8000-000000000001`,
            protocol: subscription!.properties["Protocol"] as string,
            endpoint: subscription!.properties["Endpoint"] as string,
          },
        ],
      },
    ],
    rules: of("AWS::Events::Rule").map(({ name, properties }) => ({
      name: properties["Name"] as string,
      arn: physicalId(account, name),
      bus: "default",
      pattern: JSON.stringify(properties["EventPattern"]),
      state: properties["State"] as "ENABLED",
      targets: properties["Targets"] as unknown as AccountState["rules"][number]["targets"],
    })),
  };
}

const bare = { keys: [], topics: [], rules: [], alarms: [], logGroups: [] } as const;

describe("root-alert", () => {
  const outcomes = async (change: (account: string) => Partial<AccountState>): Promise<string[]> => {
    const world = withStates(ordinaryWorld(), ({ id }) => ({ ...bare, ...change(id) }));
    const found = await outcomesIn(world, ALERT_RULES);
    return [management, member].flatMap((index) =>
      ALERT_RULES.map((rule) => `${rule} ${found.get(`${world.population.ids[index]} ${rule}`)}`),
    );
  };

  it("makes every rule about the alert pass, and without it none of them does", async () => {
    expect(new Set(await outcomes((account) => alertState(account)))).toEqual(
      new Set(ALERT_RULES.map((rule) => `${rule} pass`)),
    );
    const without = await outcomes(() => ({}));
    expect(without).toContain("root-alert-present fail");
    expect(without).not.toContain("root-alert-delivered pass");
    expect(without).not.toContain("root-alert-covers-activity pass");
  });

  it("does so with mail on calls that only read, too", async () => {
    const found = await outcomes((account) => alertState(account, { ReadOnlyCalls: "true" }));
    expect(new Set(found)).toEqual(new Set(ALERT_RULES.map((rule) => `${rule} pass`)));
  });

  it("is told apart from one whose publishing nobody can see", async () => {
    const found = await outcomes((account) => alertState(account, { ConditionOnSource: "true" }));
    expect(found).toContain("root-alert-delivered unknown");
    expect(found).not.toContain("root-alert-delivered fail");
  });
});

describe("deny-root-scp", () => {
  const [policy] = stackIn("deny-root-scp", "111122223333", { TargetIds: "r-ab12" });
  const withPolicy = (document: object): World => {
    const world = ordinaryWorld();
    const { organization } = world;
    const policies = organization!.policies.map((one) =>
      one.name === "deny-root" ? { ...one, document } : one,
    );
    return { ...world, organization: { ...organization!, policies } };
  };
  const outcome = async (document: object): Promise<string | undefined> => {
    const world = withPolicy(document);
    return (await outcomesIn(world, ["root-denied-by-scp"])).get(
      `${world.population.ids[member]} root-denied-by-scp`,
    );
  };

  it("denies root, and spares central root sessions", async () => {
    const document = policy!.properties["Content"] as object;
    expect(await outcome(document)).toBe("pass");
    const condition = (document as { Statement: { Condition: object }[] }).Statement[0]!.Condition;
    expect(condition).toMatchObject({ Null: { "aws:AssumedRoot": "true" } });
  });

  it("is what makes the rule pass", async () => {
    expect(
      await outcome({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
    ).toBe("fail");
  });
});

describe("audit-role-stackset", () => {
  it("lets the scanner do what a scan of the organization needs, and nothing else", async () => {
    const resources = stackIn("audit-role-stackset", "111122223333", {
      OrganizationalUnitIds: "r-ab12",
      GitHubOrganization: "example-org",
      GitHubOrganizationId: "123456",
      GitHubRepository: "root-audit",
      GitHubRepositoryId: "456789",
    });
    const scanner = resources.find(({ type }) => type === "AWS::IAM::Role")!;
    const policies = scanner.properties["Policies"] as unknown as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    const { documents } = await permissions({ cwd: "/", config: null, org: true, access: "role" });
    const all = { Statement: policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) };
    expect(meaningOf(all)).toEqual(meaningOf(documents.identity as never));
  });
});

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Effect, actions and resources; what a statement is called is nobody's matter. */
const meaningOf = (document: { Statement: readonly Statement[] }): string[] =>
  document.Statement.map(({ Effect, Action, Resource }) =>
    JSON.stringify([Effect, [Action].flat().sort(), Resource]),
  ).sort();

describe("audit-role", () => {
  const [role] = stackIn("audit-role", "444455556666", {
    ScannerPrincipalArn: "arn:aws:iam::111122223333:role/rootproof-scanner",
  });

  it("may do what a scan needs, and nothing else", async () => {
    const { documents } = await permissions({ cwd: "/", config: null, org: true, access: "role" });
    const [policy] = role!.properties["Policies"] as unknown as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    expect(meaningOf(policy!.PolicyDocument)).toEqual(meaningOf(documents.role!.policy as never));
  });

  it("trusts the scanner alone, with an external id where there is one", () => {
    const trust = JSON.stringify(role!.properties["AssumeRolePolicyDocument"]);
    expect(trust).toContain('"AWS":"arn:aws:iam::111122223333:role/rootproof-scanner"');
    expect(trust).not.toContain("Condition");
    const [strict] = stackIn("audit-role", "444455556666", {
      ScannerPrincipalArn: "arn:aws:iam::111122223333:role/x",
      ExternalId: "id-1",
    });
    expect(JSON.stringify(strict!.properties["AssumeRolePolicyDocument"])).toContain(
      '"sts:ExternalId":"id-1"',
    );
  });

  it("is the one that the stack set brings to the members", () => {
    const text = readFileSync(`${FOLDER}/audit-role-stackset.yaml`, "utf8");
    const body = /TemplateBody: \|\n([\s\S]*?)\n(?= {0,6}\S|$)/.exec(text)?.[1] ?? "";
    const indent = /^ */.exec(body)![0].length;
    const inner = body
      .split("\n")
      .map((line) => line.slice(indent))
      .join("\n");
    expect(inner.trim()).toBe(readFileSync(`${FOLDER}/audit-role.yaml`, "utf8").trim());
  });
});

describe("terraform", () => {
  it.each(["deny-root-scp", "root-alert"])("%s says what the CloudFormation template says", (name) => {
    const terraform = readFileSync(`deploy/terraform/${name}/main.tf`, "utf8");
    const wanted =
      name === "root-alert"
        ? [
            "events.amazonaws.com",
            "kms:GenerateDataKey*",
            "PasswordRecoveryRequested",
            "PasswordRecoveryCompleted",
            "sns:Publish",
          ]
        : ["arn:*:iam::*:root", "aws:AssumedRoot", "ArnLike", "Deny"];
    for (const word of wanted) expect(terraform).toContain(word);
  });
});
