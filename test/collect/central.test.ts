// Central access: what the centre sees of a member, and what a session of root is told.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { COLLECTORS } from "../../src/collect/index.ts";
import type { AccountLine, Observed } from "../../src/model/index.ts";
import { Bench, NOW } from "./collecting.ts";
import type { Asked, Reply } from "./scripted-aws.ts";
import { AUDIT_POLICY, HEALTHY, healthyReply, MANAGEMENT, MEMBER, ROOT_KEY } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const TIME = "2026-01-02T03:04:05.000Z";
const REFUSED: Reply = { error: "AccessDenied", status: 403 };

/** Facts by name, as collectors declare them. */
function factOf(line: AccountLine, name: string): Observed<unknown> {
  let found: unknown = line;
  for (const part of name.split(".").slice(1)) found = (found as Record<string, unknown>)[part];
  return found as Observed<unknown>;
}

const ACCOUNT_FACTS = COLLECTORS.filter(({ fact }) => fact.startsWith("account."));
const facts: ReadonlySet<string> = new Set(ACCOUNT_FACTS.map(({ fact }) => fact));
const CENTRAL = { access: "central", facts } as const;
const AUTO = { access: "auto", facts } as const;
const fromCentre = ACCOUNT_FACTS.filter(({ asker, central }) => asker !== "account" || central !== undefined);
const onlyWithRole = ACCOUNT_FACTS.filter(
  ({ asker, central }) => asker === "account" && central === undefined,
);

/** The healthy answer in one account, a refusal in every other session. */
const onlyIn =
  (operation: string, key: string) =>
  (asked: Asked): Reply =>
    asked.accessKeyId === key ? healthyReply(HEALTHY[operation]!, asked) : REFUSED;

describe("a member read from the centre", () => {
  it("is audited whole", async () => {
    const { account } = await bench.collect({ options: CENTRAL });
    expect(account.access.value).toEqual({
      principal: `arn:aws:sts::${MANAGEMENT}:assumed-role/auditor/me`,
      mode: "central",
    });
    expect(account.rootAudit).toMatchObject({
      session: { value: { keyId: `ASIAROOT${MEMBER}` } },
      loginProfile: { value: { createdAt: TIME } },
      accessKeys: {
        value: [{ id: ROOT_KEY, status: "Inactive", createdAt: TIME, lastUsed: { value: TIME } }],
      },
      signingCertificates: { value: [{ id: "CERT1", status: "Active", uploadedAt: TIME }] },
      mfaDevices: { value: [{ serialNumber: "GAHT12345678", enabledAt: TIME }] },
      passwordLastUsed: { value: TIME },
    });
    expect(account.summary.value?.mfaEnabled).toBe(true);
    expect(account.information.value?.name).toBe("acme");
    expect(account.contactInformation.value).toEqual({ company: "Example Corp", country: "DE" });
  });

  it("takes no role, and one session", async () => {
    await bench.collect({ options: CENTRAL });
    expect(bench.aws.operations()).not.toContain("sts:AssumeRole");
    const opened = bench.aws.asked.filter(({ operation }) => operation === "sts:AssumeRoot");
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ region: "eu-west-1", accessKeyId: "AKIDBASE" });
    expect(opened[0]?.input).toMatchObject({
      TargetPrincipal: MEMBER,
      "TaskPolicyArn.arn": AUDIT_POLICY,
      DurationSeconds: "900",
    });
  });

  it("is asked for with empty input in the session, and by number in the Account API", async () => {
    await bench.collect({ options: CENTRAL });
    const inSession = bench.aws.asked.filter(({ accessKeyId }) => accessKeyId === `ASIAROOT${MEMBER}`);
    expect(inSession.map(({ operation }) => operation).sort()).toEqual([
      "iam:GetAccessKeyLastUsed",
      "iam:GetAccountSummary",
      "iam:GetLoginProfile",
      "iam:GetUser",
      "iam:ListAccessKeys",
      "iam:ListMFADevices",
      "iam:ListSigningCertificates",
    ]);
    for (const { input } of inSession) expect(input).not.toHaveProperty("UserName");
    const contacts = bench.aws.asked.filter(({ service }) => service === "account");
    expect(contacts).toHaveLength(7);
    for (const asked of contacts) {
      expect(asked.accessKeyId).toBe("AKIDBASE");
      expect(asked.input).toMatchObject({ AccountId: MEMBER });
    }
  });

  it("shows nothing of what takes the role, and says so", async () => {
    const { account } = await bench.collect({ options: CENTRAL });
    expect(onlyWithRole.length).toBeGreaterThan(8);
    for (const { fact } of onlyWithRole) {
      const { state, reason, calls } = factOf(account, fact);
      expect({ fact, state, cause: reason?.cause, calls }).toEqual({
        fact,
        state: "skipped",
        cause: "not-observable",
        calls: [],
      });
      expect(reason?.message).toMatch(/--access role or auto/);
    }
  });

  it("keeps no secret of the session", async () => {
    const text = JSON.stringify(await bench.collect({ options: CENTRAL }));
    expect(text).not.toMatch(/secret-of|token-of|body-of|Person|Street|5555550/);
  });

  it.each([
    ["account.alternateContacts.security", ["account:GetAlternateContact"]],
    ["account.summary", ["iam:GetAccountSummary", "sts:AssumeRoot"]],
    ["account.rootAudit.mfaDevices", ["iam:ListMFADevices", "sts:AssumeRoot"]],
    ["account.rootAudit.session", ["sts:AssumeRoot"]],
    ["account.trails", []],
  ])("%s takes these calls and no other", async (fact, calls) => {
    await bench.collect({ options: { ...CENTRAL, facts: new Set([fact]) } });
    const asked = bench.aws.operations().filter((name) => !/^organizations:|Identity$/.test(name));
    expect(asked.sort()).toEqual(calls);
  });

  it("is reached when the session is refused and contacts are told", async () => {
    const { account } = await bench.collect({ script: { "sts:AssumeRoot": REFUSED }, options: CENTRAL });
    expect(account.access).toMatchObject({ state: "collected", value: { mode: "central" } });
    expect(account.alternateContacts.security.state).toBe("collected");
    const facts = fromCentre.filter(({ asker, central }) => asker === "audit" || central === "audit");
    expect(facts).toHaveLength(6);
    for (const { fact } of [...facts, { fact: "account.rootAudit.session" }]) {
      expect(factOf(account, fact)).toMatchObject({
        state: "denied",
        reason: { cause: "permission" },
        calls: [{ operation: "sts:AssumeRoot", outcome: "denied", code: "AccessDenied" }],
      });
    }
  });

  it("is not reached when nothing is told", async () => {
    const { account } = await bench.collect({
      script: {
        "sts:AssumeRoot": REFUSED,
        "account:GetAlternateContact": REFUSED,
        "account:GetAccountInformation": REFUSED,
        "account:GetContactInformation": REFUSED,
        "account:ListRegions": REFUSED,
      },
      options: CENTRAL,
    });
    expect(account.access).toMatchObject({ state: "denied", calls: [{ operation: "sts:AssumeRoot" }] });
  });

  it("names the feature that is off, and nothing else of what AWS says", async () => {
    const message =
      "Root credentials management feature is not enabled for your AWS Organization (request of person@example.com)";
    const { account } = await bench.collect({
      script: { "sts:AssumeRoot": { error: "AccessDenied", status: 403, message } },
      options: CENTRAL,
    });
    expect(account.rootAudit.mfaDevices).toMatchObject({ state: "denied", reason: { cause: "permission" } });
    expect(account.rootAudit.mfaDevices.reason?.message).toMatch(
      /AccessDenied: Root credentials management feature is not enabled$/,
    );
  });
});

describe("an account that is left out", () => {
  it.each(["role", "central", "auto"] as const)("is asked for nothing with access %s", async (access) => {
    const isExcluded = (id: string): boolean => id === MEMBER;
    const { account } = await bench.collect({ options: { access, facts, isExcluded } });
    expect(account.access).toMatchObject({ state: "skipped", reason: { cause: "configuration" } });
    for (const { fact } of ACCOUNT_FACTS) {
      if (fact !== "account.listing") expect([fact, factOf(account, fact).state]).toEqual([fact, "skipped"]);
    }
    const about = bench.aws.asked.filter(({ input }) => JSON.stringify(input).includes(MEMBER));
    expect(about.map(({ operation }) => operation)).toEqual([]);
  });
});

describe("what a session of root is told", () => {
  it("has no password where IAM knows no login profile", async () => {
    const { account } = await bench.collect({
      script: { "iam:GetLoginProfile": { error: "NoSuchEntity", status: 404 } },
      options: CENTRAL,
    });
    expect(account.rootAudit.loginProfile).toMatchObject({
      state: "absent",
      calls: [{ outcome: "not-found" }],
    });
  });

  it("has a password where the profile says no more", async () => {
    const { account } = await bench.collect({
      script: { "iam:GetLoginProfile": { ok: { LoginProfile: { UserName: "" } } } },
      options: CENTRAL,
    });
    expect(account.rootAudit.loginProfile).toMatchObject({ state: "collected", value: {} });
  });

  it.each<[string, Reply, Partial<Observed<string>>]>([
    [
      "no use known",
      { ok: { AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" } } },
      { state: "absent" },
    ],
    ["no date beside a service", { ok: { AccessKeyLastUsed: { ServiceName: "s3" } } }, { state: "failed" }],
    ["nothing", { ok: { AccessKeyLastUsed: { Region: "x" } } }, { state: "failed" }],
    ["a refusal", REFUSED, { state: "denied" }],
  ])("of a key's last use: %s", async (_, reply, expected) => {
    const { account } = await bench.collect({
      script: { "iam:GetAccessKeyLastUsed": reply },
      options: CENTRAL,
    });
    expect(account.rootAudit.accessKeys).toMatchObject({ value: [{ id: ROOT_KEY, lastUsed: expected }] });
  });

  it("is not believed when it speaks of another account", async () => {
    const User = { UserId: "1", Arn: "arn:aws:iam::999999999999:root" };
    const { account } = await bench.collect({
      script: { "iam:GetUser": { ok: { User } } },
      options: CENTRAL,
    });
    expect(account.rootAudit.passwordLastUsed).toMatchObject({
      state: "failed",
      reason: { cause: "malformed" },
    });
  });

  it("keeps the keys of every page, and says when one is missing", async () => {
    const key = (id: string): Record<string, string> => ({ AccessKeyId: id, Status: "Active" });
    const pages =
      (last: Reply) =>
      ({ input }: Asked): Reply =>
        "Marker" in input
          ? last
          : { ok: { AccessKeyMetadata: [key("AKIA1")], IsTruncated: true, Marker: "m" } };
    const whole = await bench.collect({
      script: {
        "iam:ListAccessKeys": pages({ ok: { AccessKeyMetadata: [key("AKIA2")], IsTruncated: false } }),
      },
      options: CENTRAL,
    });
    expect(whole.account.rootAudit.accessKeys.value?.map(({ id }) => id)).toEqual(["AKIA1", "AKIA2"]);
    const cut = await bench.collect({ script: { "iam:ListAccessKeys": pages(REFUSED) }, options: CENTRAL });
    expect(cut.account.rootAudit.accessKeys).toMatchObject({
      state: "collected",
      incomplete: true,
      value: [{ id: "AKIA1" }],
    });
  });
});

describe("auto", () => {
  it("reads with the role, and audits besides", async () => {
    const { account } = await bench.collect({ options: AUTO });
    expect(account.access.value?.mode).toBe("role");
    for (const { fact } of ACCOUNT_FACTS)
      expect([fact, factOf(account, fact).state]).toEqual([fact, "collected"]);
    const summaries = bench.aws.asked.filter(({ operation }) => operation === "iam:GetAccountSummary");
    expect(summaries.map(({ accessKeyId }) => accessKeyId)).toEqual([`ASIA${MEMBER}`]);
  });

  it("opens no session where nothing is missing", async () => {
    await bench.collect({ options: { ...AUTO, facts: new Set(["account.summary"]) } });
    expect(bench.aws.operations()).not.toContain("sts:AssumeRoot");
  });

  it("asks the centre, fact by fact, for what the role was refused", async () => {
    const { account } = await bench.collect({
      script: {
        "iam:GetAccountSummary": onlyIn("iam:GetAccountSummary", `ASIAROOT${MEMBER}`),
        "account:GetContactInformation": onlyIn("account:GetContactInformation", "AKIDBASE"),
      },
      options: AUTO,
    });
    expect(account.access.value?.mode).toBe("role");
    expect(account.summary.state).toBe("collected");
    expect(account.contactInformation.state).toBe("collected");
    const contacts = bench.aws.asked.filter(({ operation }) => operation === "account:GetAlternateContact");
    expect(contacts.map(({ accessKeyId }) => accessKeyId)).toEqual(Array(3).fill(`ASIA${MEMBER}`));
  });

  it("reads an account that was not entered as far as the centre sees it", async () => {
    const { account } = await bench.collect({ script: { "sts:AssumeRole": REFUSED }, options: AUTO });
    expect(account.access).toMatchObject({
      state: "collected",
      value: { mode: "central" },
      calls: [
        { operation: "sts:AssumeRole", outcome: "denied" },
        { operation: "sts:AssumeRoot", outcome: "ok" },
      ],
    });
    for (const { fact } of fromCentre) {
      if (fact !== "account.access" && fact !== "account.listing")
        expect([fact, factOf(account, fact).state]).toEqual([fact, "collected"]);
    }
    for (const { fact } of onlyWithRole) {
      expect(factOf(account, fact).state).toBe("skipped");
    }
    expect(account.trails.reason).toMatchObject({ cause: "reach" });
  });

  it("names both troubles when neither sees", async () => {
    const { account } = await bench.collect({
      script: {
        "iam:GetAccountSummary": REFUSED,
        "sts:AssumeRoot": { error: "RegionDisabledException", status: 403 },
      },
      options: AUTO,
    });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(account.summary.reason?.message).toMatch(/GetAccountSummary.*from the centre: sts:AssumeRoot/);
    expect(account.summary.calls.map(({ operation }) => operation)).toEqual([
      "iam:GetAccountSummary",
      "sts:AssumeRoot",
    ]);
  });

  it("is unreached when neither is let in", async () => {
    const { account } = await bench.collect({
      script: {
        "sts:AssumeRole": REFUSED,
        "sts:AssumeRoot": REFUSED,
        "account:GetAlternateContact": REFUSED,
        "account:GetAccountInformation": REFUSED,
        "account:GetContactInformation": REFUSED,
        "account:ListRegions": REFUSED,
      },
      options: AUTO,
    });
    expect(account.access.state).toBe("denied");
    expect(account.access.reason?.message).toMatch(/AssumeRole:.*from the centre: sts:AssumeRoot:/);
  });
});

describe("accounts without an audit session", () => {
  const cause = (account: AccountLine): unknown[] => [
    ...new Set(Object.values(account.rootAudit as object).map((one: Observed<unknown>) => one.reason?.cause)),
  ];

  it.each(["role", "central", "auto"] as const)("the management account, with access %s", async (access) => {
    const { account } = await bench.collect({ account: MANAGEMENT, options: { access } });
    expect(account.access.value?.mode).toBe("own");
    expect(cause(account)).toEqual(["not-observable"]);
    expect(account.summary.state).toBe("collected");
    expect(bench.aws.operations()).not.toContain("sts:AssumeRoot");
    const contacts = bench.aws.asked.filter(({ operation }) => operation === "account:GetAlternateContact");
    for (const { input } of contacts) expect(input).not.toHaveProperty("AccountId");
  });

  it("a standalone account", async () => {
    const script = {
      "organizations:DescribeOrganization": { error: "AWSOrganizationsNotInUseException" },
    };
    const { account } = await bench.collect({
      script,
      account: MANAGEMENT,
      options: { access: "auto", scope: "account" },
    });
    expect(cause(account)).toEqual(["not-observable"]);
    expect(account.primaryEmail).toMatchObject({ state: "skipped", reason: { cause: "not-observable" } });
  });

  it("a member with access role: it was not asked for", async () => {
    const { account } = await bench.collect();
    expect(cause(account)).toEqual(["configuration"]);
    expect(account.rootAudit.mfaDevices.reason?.message).toMatch(/--access central or auto/);
  });

  it("a member scanned alone", async () => {
    const { account } = await bench.collect({
      script: {
        "sts:GetCallerIdentity": {
          ok: { UserId: "x", Account: MEMBER, Arn: `arn:aws:iam::${MEMBER}:user/me` },
        },
      },
      options: { access: "auto", scope: "account" },
    });
    expect(cause(account)).toEqual(["not-observable"]);
    expect(account.primaryEmail.reason).toMatchObject({ cause: "not-observable" });
    expect(account.primaryEmail.reason?.message).toMatch(/management account/);
    expect(bench.aws.operations()).not.toContain("account:GetPrimaryEmail");
  });
});

describe("the root address", () => {
  it("of the management account is the organization's", async () => {
    const { account, organization } = await bench.collect({ account: MANAGEMENT });
    expect(account.primaryEmail).toMatchObject({
      state: "collected",
      value: "m@example.com",
      observedAt: NOW,
      calls: organization.managementAccountEmail.calls,
    });
    expect(bench.aws.operations()).not.toContain("account:GetPrimaryEmail");
  });

  it("of the management account is in the list of accounts, too", async () => {
    const Organization = { Id: "o-1", MasterAccountId: MANAGEMENT, FeatureSet: "ALL" };
    const { account } = await bench.collect({
      script: { "organizations:DescribeOrganization": { ok: { Organization } } },
      account: MANAGEMENT,
    });
    expect(account.primaryEmail).toMatchObject({
      state: "collected",
      value: `root+${MANAGEMENT}@example.com`,
      calls: [{ operation: "organizations:ListAccounts" }],
    });
  });

  it("of a member is told to the caller, also where the role is missing", async () => {
    const { account } = await bench.collect({ script: { "sts:AssumeRole": REFUSED } });
    expect(account.primaryEmail.value).toBe(`root+${MEMBER}@example.com`);
    const [asked] = bench.aws.asked.filter(({ operation }) => operation === "account:GetPrimaryEmail");
    expect(asked).toMatchObject({ accessKeyId: "AKIDBASE", input: { AccountId: MEMBER } });
  });
});

describe("the support plan", () => {
  it("without the Support API is an answer", async () => {
    const { account } = await bench.collect({
      script: { "support:DescribeSeverityLevels": { error: "SubscriptionRequiredException", status: 400 } },
    });
    expect(account.supportPlan).toMatchObject({
      state: "collected",
      value: { supportApi: false, severityLevels: [] },
      calls: [{ outcome: "not-found", code: "SubscriptionRequiredException" }],
    });
  });

  it("is unknown when the same name comes with a fault of the service", async () => {
    const { account } = await bench.collect({
      script: { "support:DescribeSeverityLevels": { error: "SubscriptionRequiredException", status: 500 } },
    });
    expect(account.supportPlan.state).toBe("failed");
  });
});
