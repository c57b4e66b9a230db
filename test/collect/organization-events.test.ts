// What the centre did: looked up in the management account and in the delegated administrators, each entered for itself.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CollectOptions } from "../../src/collect/index.ts";
import type { OrganizationLine } from "../../src/model/index.ts";
import { Bench, OPTIONS } from "./collecting.ts";
import type { Asked, Reply, Script, Structure } from "./scripted-aws.ts";
import { HEALTHY, healthyReply, MANAGEMENT, MEMBER } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const LOOK_UP = "cloudtrail:LookupEvents";
const CONTACTS = "444455556666";
const facts = new Set(["organization.events"]);
const DENIED: Reply = { error: "AccessDenied", status: 403 };

async function collect(
  script: Script = {},
  options: Partial<CollectOptions> = {},
): Promise<OrganizationLine> {
  return (await bench.collect({ script, options: { facts, ...options }, account: MANAGEMENT })).organization;
}

const names = ({ events }: OrganizationLine): string[] =>
  (events.value?.covered ?? []).map(({ account, lookup, region, complete }) =>
    [account, lookup, region, ...(complete ? [] : ["broken"])].join(" "),
  );

const ofManagement = [
  `${MANAGEMENT} close-account us-east-1`,
  `${MANAGEMENT} assume-root us-east-1`,
  `${MANAGEMENT} assume-root eu-south-1`,
];
const ofMember = [`${MEMBER} assume-root us-east-1`, `${MEMBER} assume-root eu-south-1`];

const administrators = (...ids: string[]): Reply => ({
  ok: { DelegatedAdministrators: ids.map((Id): Structure => ({ Id })) },
});

/** A role is assumed in every account but one. */
const refused =
  (account: string, reply: Reply = DENIED) =>
  (asked: Asked): Reply =>
    String(asked.input["RoleArn"]).includes(account)
      ? reply
      : healthyReply(HEALTHY["sts:AssumeRole"] ?? {}, asked);

describe("events of the centre", () => {
  it("are not looked up in an account that is left out, and that is told", async () => {
    const organization = await collect({}, { isExcluded: (id) => id === MEMBER });
    expect(names(organization)).toEqual([...ofManagement, `${MEMBER} assume-root us-east-1 broken`]);
    expect(organization.events.value?.covered.at(-1)?.reason).toMatchObject({
      cause: "configuration",
      message: `account ${MEMBER} was not entered: the account is excluded in rootproof.yaml`,
    });
    expect(bench.aws.asked.some(({ operation }) => operation === "sts:AssumeRole")).toBe(false);
  });

  it("are looked up in the management account and in IAM's delegated administrator", async () => {
    const organization = await collect();
    expect(names(organization)).toEqual([...ofManagement, ...ofMember]);
    expect(
      organization.events.value?.records.map(({ account, region }) => `${account} ${region}`).sort(),
    ).toEqual([
      `${MANAGEMENT} eu-south-1`,
      `${MANAGEMENT} us-east-1`,
      `${MEMBER} eu-south-1`,
      `${MEMBER} us-east-1`,
    ]);
    const keys = bench.aws.asked
      .filter(({ operation }) => operation === LOOK_UP)
      .map((one) => one.accessKeyId);
    expect(keys.sort()).toEqual(["AKIDBASE", "AKIDBASE", "AKIDBASE", `ASIA${MEMBER}`, `ASIA${MEMBER}`]);
  });

  it("are looked up in the management account by the role where the caller is the delegated administrator", async () => {
    const Arn = `arn:aws:sts::${MEMBER}:assumed-role/auditor/me`;
    const organization = await collect({
      "sts:GetCallerIdentity": { ok: { UserId: "A", Account: MEMBER, Arn } },
    });
    const bySession = bench.aws.asked.filter(
      (one) => one.operation === LOOK_UP && one.accessKeyId === `ASIA${MANAGEMENT}`,
    );
    expect(bySession).toHaveLength(3);
    // The made-up answers of the caller's own key are another account's, and are not believed.
    expect(names(organization)).toEqual([...ofManagement, ...ofMember.map((name) => `${name} broken`)]);
  });

  it("concern a delegated administrator by its services", async () => {
    const services = ({ input }: Asked): Reply => ({
      ok: {
        DelegatedServices: [
          { ServicePrincipal: input["AccountId"] === MEMBER ? "iam.amazonaws.com" : "config.amazonaws.com" },
        ],
      },
    });
    const organization = await collect({
      "organizations:ListDelegatedAdministrators": administrators(CONTACTS, MEMBER),
      "organizations:ListDelegatedServicesForAccount": services,
    });
    expect(names(organization)).toEqual([...ofManagement, ...ofMember]);
    const assumed = bench.aws.asked.filter(({ operation }) => operation === "sts:AssumeRole");
    expect(assumed.every(({ input }) => String(input["RoleArn"]).includes(MEMBER))).toBe(true);
  });

  it.each<[string, Reply, string]>([
    ["refuses the role", DENIED, "permission"],
    ["does not answer", { error: "ServiceUnavailable", status: 503 }, "reach"],
  ])("of an account that %s are covered by nothing, and say why", async (_, reply, cause) => {
    const organization = await collect({ "sts:AssumeRole": refused(MEMBER, reply) });
    expect(names(organization)).toEqual([...ofManagement, `${MEMBER} assume-root us-east-1 broken`]);
    const last = organization.events.value?.covered.at(-1);
    expect(last).toMatchObject({ reason: { cause }, calls: [{ operation: "sts:AssumeRole" }] });
    expect(last?.reason?.message).toContain(`account ${MEMBER} was not entered: sts:AssumeRole`);
  });

  it("are looked up in the home region of an account whose regions were not seen, which proves nothing of the others", async () => {
    const organization = await collect({ "account:ListRegions": DENIED });
    const [closed, ...assumed] = [...ofManagement.slice(0, 2), ofMember[0]];
    expect(names(organization)).toEqual([closed, ...assumed.map((name) => `${name} broken`)]);
    expect(organization.events.value?.covered.at(-1)?.reason).toMatchObject({ cause: "permission" });
    const empty = await collect({ "account:ListRegions": { ok: { Regions: [] } } });
    expect(names(empty)).toEqual([closed, ...assumed.map((name) => `${name} broken`)]);
  });

  it("of regions that were not asked for are named as not read", async () => {
    const events = { ...OPTIONS.events, regions: "home" as const };
    const organization = await collect({}, { events });
    const unasked = `${MANAGEMENT} assume-root eu-south-1 broken`;
    expect(names(organization)).toEqual([
      ...ofManagement.slice(0, 2),
      unasked,
      ofMember[0],
      `${ofMember[1]} broken`,
    ]);
    expect(organization.events.value?.covered.at(-1)?.reason?.cause).toBe("configuration");
  });

  it("of the management account are looked up though the delegated administrators were not seen", async () => {
    const organization = await collect({ "organizations:ListDelegatedAdministrators": DENIED });
    expect(organization.delegatedAdministrators.state).toBe("denied");
    expect(names(organization)).toEqual(ofManagement);
  });

  it("have no value where nothing answered", async () => {
    const organization = await collect({ [LOOK_UP]: DENIED });
    expect(organization.events).toMatchObject({ state: "denied", reason: { cause: "permission" } });
    expect(organization.events).not.toHaveProperty("value");
  });

  it("are its own where the management account is scanned alone; others are not entered", async () => {
    const organization = await collect({}, { scope: "account" });
    expect(names(organization)).toEqual([...ofManagement, `${MEMBER} assume-root us-east-1 broken`]);
    expect(organization.events.value?.covered.at(-1)?.reason?.cause).toBe("configuration");
    expect(bench.aws.operations()).not.toContain("sts:AssumeRole");
  });

  it.each<[string, Reply, string]>([
    [
      "a member scanned alone",
      { ok: { Organization: { Id: "o-1", MasterAccountId: "999999999999", FeatureSet: "ALL" } } },
      "reach",
    ],
    ["an account in no organization", { error: "AWSOrganizationsNotInUseException" }, "not-observable"],
  ])("are not looked up by %s", async (_, reply, cause) => {
    const organization = await collect({ "organizations:DescribeOrganization": reply }, { scope: "account" });
    expect(organization.events).toMatchObject({ state: "skipped", reason: { cause } });
    expect(bench.aws.operations()).not.toContain(LOOK_UP);
  });
});

describe("the address of the management account", () => {
  const address = new Set(["organization.managementAccountEmail"]);
  const described = (more: Structure): Script => ({
    "organizations:DescribeOrganization": {
      ok: { Organization: { Id: "o-1", MasterAccountId: MANAGEMENT, FeatureSet: "ALL", ...more } },
    },
  });

  it("takes one call", async () => {
    const organization = await collect({}, { facts: address, scope: "account" });
    expect(organization.managementAccountEmail).toMatchObject({ state: "collected", value: "m@example.com" });
    expect(bench.aws.operations()).toEqual(["sts:GetCallerIdentity", "organizations:DescribeOrganization"]);
  });

  it("is unknown where the answer leaves it out, and absent where there is no organization", async () => {
    const without = await collect(described({}), { facts: address });
    expect(without.managementAccountEmail).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
    expect(without.id.state).toBe("collected");
    const alone = await collect(
      { "organizations:DescribeOrganization": { error: "AWSOrganizationsNotInUseException" } },
      { facts: address, scope: "account" },
    );
    expect(alone.managementAccountEmail.state).toBe("absent");
  });
});
