// The first call: whose credentials these are, and every way in which that cannot be told.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Bench, optionsWithout, OPTIONS, problemOf } from "./collecting.ts";
import type { Reply } from "./scripted-aws.ts";
import { MANAGEMENT } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const identity = (Arn: string, Account = MANAGEMENT): Reply => ({ ok: { UserId: "x", Account, Arn } });
const USER = `arn:aws:iam::${MANAGEMENT}:user/me`;

describe("the caller", () => {
  it.each([
    ["aws", "us-east-1", "us-east-1"],
    ["aws-us-gov", "us-gov-west-1", "us-gov-west-1"],
    ["aws-cn", "cn-north-1", "cn-northwest-1"],
  ])("in %s has home region %s, and Organizations answers in %s", async (partition, home, organizations) => {
    const arn = `arn:${partition}:iam::${MANAGEMENT}:user/me`;
    const { account, organization, collector } = await bench.collect({
      script: { "sts:GetCallerIdentity": identity(arn) },
      options: { facts: new Set(["account.summary", "account.trails", "organization.id"]) },
    });
    expect(collector.caller).toEqual({ arn, account: MANAGEMENT, partition, homeRegion: home });
    expect(account).toMatchObject({
      partition,
      homeRegion: home,
      rootArn: `arn:${partition}:iam::${account.id}:root`,
    });
    expect(organization.id.calls[0]?.region).toBe(organizations);
    const regions = Object.fromEntries(bench.aws.asked.map(({ service, region }) => [service, region]));
    expect(regions).toMatchObject({ iam: home, cloudtrail: home, organizations });
    const role = bench.aws.asked.find(({ operation }) => operation === "sts:AssumeRole")?.input["RoleArn"];
    expect(role).toMatch(new RegExp(`^arn:${partition}:iam::`));
  });

  it.each<[string, Reply, RegExp]>([
    ["root", identity(`arn:aws:iam::${MANAGEMENT}:root`), /root user.*use a role or user/],
    [
      "in another partition",
      identity(`arn:aws-iso:iam::${MANAGEMENT}:user/me`),
      /partition aws-iso is not supported/,
    ],
    ["of two accounts", identity(USER, "999999999999"), /two accounts/],
    ["without an account number", identity(USER, "me"), /Account is not an account number/],
    ["refused", { error: "AccessDenied", status: 403 }, /refused with AccessDenied.*sign in/],
    ["unknown", { error: "InvalidClientTokenId", status: 403 }, /InvalidClientTokenId/],
    ["an HTML page", { raw: "<html><body/></html>" }, /html document/],
    ["empty", { raw: "" }, /empty/],
    ["without ARN", { ok: { Account: MANAGEMENT } }, /Arn is missing/],
  ])("is refused when it is %s", async (_, reply, problem) => {
    bench.begin({ "sts:GetCallerIdentity": reply });
    const said = await problemOf(OPTIONS);
    expect(said).toMatch(problem);
    expect(said).not.toMatch(/\n|secret-of/);
  });

  it("needs credentials", async () => {
    bench.begin();
    expect(await problemOf(optionsWithout("credentials"))).toMatch(/no credentials were found/);
    expect(bench.aws.asked).toEqual([]);
  });

  it("takes credentials and region from the environment", async () => {
    bench.begin();
    const added = { AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "x", AWS_REGION: "eu-central-1" };
    Object.assign(process.env, added);
    const problem = await problemOf(optionsWithout("credentials", "region"));
    for (const name of Object.keys(added)) Reflect.deleteProperty(process.env, name);
    expect(problem).toBe("none");
    expect(bench.aws.asked).toMatchObject([{ accessKeyId: "AKIDENV", region: "eu-central-1" }]);
  });

  it("needs a region", async () => {
    expect(await problemOf(optionsWithout("region"))).toMatch(/AWS_REGION/);
  });
});

describe("entering an account", () => {
  const skipped = { state: "skipped", reason: { cause: "reach" } };

  it("says why not, and leaves every fact out of reach", async () => {
    const { account } = await bench.collect({
      script: { "sts:AssumeRole": { error: "AccessDenied", status: 403 } },
    });
    expect(account.access).toMatchObject({
      state: "denied",
      calls: [{ code: "AccessDenied", outcome: "denied" }],
    });
    const facts = [
      ...[account.information, account.aliases, account.summary, account.virtualMfaDevices],
      ...[
        account.credentialReport,
        account.trails,
        account.eventRules,
        account.metricFilters,
        account.alarms,
      ],
      ...Object.values(account.alternateContacts as unknown as Readonly<Record<string, unknown>>),
    ];
    for (const fact of facts) expect(fact).toMatchObject(skipped);
    expect(account.summary.reason?.message).toMatch(/not entered.*AssumeRole.*AccessDenied/);
    expect([account.topics.state, account.keys.state]).toEqual(["skipped", "skipped"]);
    expect(account.listing.state).toBe("collected");
    expect(bench.aws.operations()).not.toContain("iam:GetAccountSummary");
  });

  it("refuses a session in another account", async () => {
    const Credentials = {
      AccessKeyId: "ASIA1",
      SecretAccessKey: "secret-of-x",
      SessionToken: "y",
      Expiration: new Date(),
    };
    const { account } = await bench.collect({
      script: {
        "sts:AssumeRole": {
          ok: {
            AssumedRoleUser: { Arn: "arn:aws:sts::999999999999:assumed-role/audit/rootproof" },
            Credentials,
          },
        },
      },
    });
    expect(account.access.state).toBe("failed");
    expect(account.access.reason?.message).toContain("wrong account");
    expect(account.summary).toMatchObject(skipped);
    expect(JSON.stringify(account)).not.toContain("secret-of");
    expect(bench.aws.operations()).not.toContain("iam:GetAccountSummary");
  });

  it("is not tried for other accounts when only the caller's own was asked for", async () => {
    const { account } = await bench.collect({ options: { scope: "account" } });
    expect(account.access).toMatchObject({ state: "skipped", reason: { cause: "configuration" } });
    expect(bench.aws.operations()).not.toContain("sts:AssumeRole");
  });
});
