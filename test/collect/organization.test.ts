// Organizations that are not healthy: none at all, seen by a member, changing while they are read.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { alter, leaveOut } from "./altering.ts";
import { Bench } from "./collecting.ts";
import type { Reply, Structure } from "./scripted-aws.ts";
import { HEALTHY, MANAGEMENT, MEMBER, SUSPENDED } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const ofAnother: Reply = {
  ok: { Organization: { Id: "o-1", MasterAccountId: "999999999999", FeatureSet: "ALL" } },
};
const INNER = ["roots", "units", "accounts", "policies", "delegatedAdministrators", "rootFeatures"] as const;

const accounts = (HEALTHY["organizations:ListAccounts"] as Structure)["Accounts"] as readonly Structure[];

describe("an account in no organization", () => {
  const script = { "organizations:DescribeOrganization": { error: "AWSOrganizationsNotInUseException" } };

  it("is seen to be alone; nothing more is called", async () => {
    const { organization, account } = await bench.collect({
      script,
      options: { scope: "account" },
      account: MANAGEMENT,
    });
    for (const name of ["id", "managementAccountId", "featureSet"] as const) {
      expect(organization[name]).toMatchObject({
        state: "absent",
        calls: [{ outcome: "not-found", code: "AWSOrganizationsNotInUseException" }],
      });
    }
    for (const name of INNER) {
      expect(organization[name]).toMatchObject({ state: "skipped", reason: { cause: "not-observable" } });
    }
    expect(account.listing).toMatchObject({ state: "skipped", reason: { cause: "not-observable" } });
    expect(bench.aws.operations().filter((name) => name.startsWith("organizations:"))).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ["with status 500", { error: "AWSOrganizationsNotInUseException", status: 500 }],
    ["with status 200", { raw: '{"__type":"AWSOrganizationsNotInUseException"}' }],
    ["in a message", { error: "ValidationException", message: "AWSOrganizationsNotInUseException" }],
  ])("is not believed %s", async (_, reply) => {
    const { organization } = await bench.collect({ script: { "organizations:DescribeOrganization": reply } });
    expect(organization.id.state).toBe("failed");
  });
});

describe("a member", () => {
  const script = { "organizations:DescribeOrganization": ofAnother };

  it("scanned alone is told how to see the organization, and nothing is asked in vain", async () => {
    const { organization, account } = await bench.collect({
      script,
      options: { scope: "account" },
      account: MANAGEMENT,
    });
    expect(organization.managementAccountId.value).toBe("999999999999");
    for (const name of INNER) {
      expect(organization[name]).toMatchObject({ state: "skipped", reason: { cause: "reach" } });
      expect(organization[name].reason?.message).toContain("--org");
    }
    expect(account.listing).toMatchObject({ state: "skipped", reason: { cause: "reach" } });
    expect(account.summary.state).toBe("collected");
  });

  it("that is asked for the organization tries: it may be a delegated administrator", async () => {
    const { organization } = await bench.collect({ script });
    expect(organization.accounts.value).toHaveLength(3);
  });

  it("does not know more when its organization is not known", async () => {
    const { organization } = await bench.collect({
      script: { "organizations:DescribeOrganization": { error: "AccessDeniedException" } },
      options: { scope: "account" },
      account: MANAGEMENT,
    });
    expect(organization.id.state).toBe("denied");
    expect(organization.policies).toMatchObject({ state: "skipped", reason: { cause: "reach" } });
  });
});

describe("the population", () => {
  it("names an account once that is on two pages", async () => {
    const { organization } = await bench.collect({
      script: {
        "organizations:ListAccounts": ({ times }) =>
          times === 0
            ? { ok: { Accounts: accounts.slice(0, 2), NextToken: "b" } }
            : { ok: { Accounts: accounts } },
      },
    });
    expect(organization.accounts.value?.map(({ id }) => id)).toEqual([MANAGEMENT, MEMBER, SUSPENDED]);
    expect(organization.accounts.incomplete).toBeUndefined();
  });

  it.each([
    ["ACTIVE", "SUSPENDED", "ACTIVE"],
    ["SUSPENDED", "ACTIVE", "ACTIVE"],
    ["SUSPENDED", "PENDING_CLOSURE", "PENDING_CLOSURE"],
    ["PENDING_CLOSURE", "SUSPENDED", "PENDING_CLOSURE"],
  ])("is not whole where an account is %s, then %s; %s is kept", async (first, second, kept) => {
    const [member = {}, ...others] = accounts;
    const { organization, account } = await bench.collect({
      script: {
        "organizations:ListAccounts": ({ times }) =>
          times === 0
            ? { ok: { Accounts: [{ ...member, State: first }, ...others], NextToken: "b" } }
            : { ok: { Accounts: [{ ...member, State: second }] } },
      },
    });
    expect(organization.accounts).toMatchObject({ incomplete: true, reason: { cause: "reach" } });
    expect(organization.accounts.reason?.message).toContain(MEMBER);
    expect(organization.accounts.value).toHaveLength(3);
    expect(account.listing.value?.state).toBe(kept);
  });

  it("is not whole where the pages give an account two names", async () => {
    const other = { ...accounts[0], Name: "another" };
    const { organization } = await bench.collect({
      script: { "organizations:ListAccounts": { ok: { Accounts: [...accounts, other] } } },
    });
    expect(organization.accounts.incomplete).toBe(true);
  });

  it("is incomplete, and names the account, when the list leaves out one that the tree holds", async () => {
    const { organization, account } = await bench.collect({
      script: { "organizations:ListAccounts": { ok: { Accounts: accounts.slice(1) } } },
    });
    expect(organization.accounts).toMatchObject({
      state: "collected",
      incomplete: true,
      reason: { cause: "malformed" },
    });
    expect(organization.accounts.value).toHaveLength(3);
    expect(account.listing.value?.state).toBe("ACTIVE");
  });

  it("does not know the place of an account that joined while the tree was read", async () => {
    const young = { ...accounts[0], Id: "444444444444" };
    const { organization } = await bench.collect({
      script: { "organizations:ListAccounts": { ok: { Accounts: [...accounts, young] } } },
    });
    expect(organization.accounts.value?.at(-1)).toMatchObject({
      id: "444444444444",
      parentId: { state: "failed", reason: { cause: "reach" } },
    });
  });

  it("does not know the place of an account that was moved while the tree was read", async () => {
    const { organization } = await bench.collect({
      script: { "organizations:ListAccountsForParent": { ok: { Accounts: accounts } } },
    });
    expect(organization.accounts.value?.map(({ parentId }) => parentId.state)).toEqual([
      "failed",
      "failed",
      "failed",
    ]);
  });

  it("takes Status where State is missing, and never neither", async () => {
    const old = alter(accounts[2] ?? {}, ["State"], leaveOut) as Structure;
    const { organization } = await bench.collect({
      script: { "organizations:ListAccounts": { ok: { Accounts: [...accounts.slice(0, 2), old] } } },
    });
    expect(organization.accounts.value?.at(-1)?.state).toBe("SUSPENDED");
    const neither = alter(old, ["Status"], leaveOut) as Structure;
    const bad = await bench.collect({
      script: { "organizations:ListAccounts": { ok: { Accounts: [neither] } } },
    });
    expect(bad.organization.accounts).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });

  it("that lacks an account says so in the account's listing", async () => {
    const { account } = await bench.collect({ account: "555555555555" });
    expect(account.listing).toMatchObject({ state: "failed", reason: { cause: "reach" } });
  });

  it("does not walk in circles", async () => {
    const { organization } = await bench.collect({
      script: {
        "organizations:ListOrganizationalUnitsForParent": {
          ok: { OrganizationalUnits: [{ Id: "ou-1", Arn: "arn:x", Name: "loop" }] },
        },
      },
    });
    expect(organization.units.state).toBe("collected");
    expect(bench.aws.operations().filter((name) => name.endsWith("ListAccountsForParent"))).toHaveLength(2);
  });
});

describe("the features of root access", () => {
  it.each<[string, string, object]>([
    ["OrganizationNotFoundException", "absent", { calls: [{ outcome: "not-found" }] }],
    ["ServiceAccessNotEnabledException", "collected", { value: [], calls: [{ outcome: "not-found" }] }],
    ["OrganizationNotInAllFeaturesModeException", "collected", { value: [] }],
    [
      "AccountNotManagementOrDelegatedAdministratorException",
      "denied",
      { reason: { cause: "permission" }, calls: [{ outcome: "denied" }] },
    ],
    ["AccessDenied", "denied", { reason: { cause: "permission" } }],
    ["SomethingNew", "failed", { reason: { cause: "reach" } }],
  ])("%s is %s", async (error, state, rest) => {
    const { organization } = await bench.collect({
      script: { "iam:ListOrganizationsFeatures": { error, status: 409 } },
    });
    expect(organization.rootFeatures).toMatchObject({ state, ...rest });
    expect(organization.rootFeatures.calls[0]?.code).toBe(error);
  });
});
