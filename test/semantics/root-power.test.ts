// What root can still do under SCPs: the shapes and traps of AWS-FACTS 6, each by name, and the laws that keep "denied" honest.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type ActionCatalogue,
  createRootPower,
  type Decision,
  type ExemptActions,
  knownActions,
  type RootPowerInput,
} from "../../src/semantics/index.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(`data/${name}`, "utf8"));
const catalogue = read("actions.json") as ActionCatalogue;
const exempt = read("scp-exempt-actions.json") as ExemptActions;
const rootPower = createRootPower(catalogue, exempt);

const ID = "111122223333";
const FULL = { Effect: "Allow", Action: "*", Resource: "*" };
const WITNESSES = [
  "iam:CreateAccessKey",
  "iam:CreateUser",
  "ec2:RunInstances",
  "s3:DeleteBucket",
  "s3:PutBucketPolicy",
  "organizations:LeaveOrganization",
  "kms:ScheduleKeyDeletion",
];

type Document = unknown;
const document = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const level = (id: string, ...documents: Document[]) => ({
  id,
  policies: documents.map((one, at) => ({
    id: `p-${at}`,
    name: `policy-${at}`,
    document: typeof one === "string" ? one : document(one as object),
  })),
});
const account = { id: ID, partition: "aws", management: false, createdAt: "2020-01-01T00:00:00Z" };

/** FullAWSAccess everywhere, and these documents at the OU. */
const under = (documents: Document[], more: Partial<RootPowerInput> = {}): RootPowerInput => ({
  account,
  path: [level("r-1", FULL), level("ou-1", FULL, ...documents), level(ID, FULL)],
  ...more,
});
const decide = (input: RootPowerInput): { root: Set<Decision>; assumedRoot: Set<Decision> } => {
  const { root, assumedRoot } = rootPower({ actions: WITNESSES, ...input });
  return {
    root: new Set(Object.values(root.decisions)),
    assumedRoot: new Set(Object.values(assumedRoot.decisions)),
  };
};
const denyIf = (Condition: object): object => ({ Effect: "Deny", Action: "*", Resource: "*", Condition });
const ROOT_ARN = `arn:aws:iam::${ID}:root`;
const LIKE_ROOT = { "aws:PrincipalArn": "arn:aws:iam::*:root" };
const only = (decision: Decision): Set<Decision> => new Set([decision]);

describe("deny-root shapes", () => {
  it.each([
    ["Control Tower, StringLike", { StringLike: LIKE_ROOT }],
    ["Control Tower, ArnLike", { ArnLike: LIKE_ROOT }],
    ["any partition", { StringLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } }],
    ["ArnEquals takes wildcards", { ArnEquals: LIKE_ROOT }],
    ["StringEquals with the exact account", { StringEquals: { "aws:PrincipalArn": ROOT_ARN } }],
    [
      "a list of values",
      { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::999999999999:root", "arn:aws:iam::*:root"] } },
    ],
    ["a key in other case", { ArnLike: { "AWS:principalARN": "arn:aws:iam::*:root" } }],
    ["by account", { StringEquals: { "aws:PrincipalAccount": ID } }],
    ["no user name", { Null: { "aws:username": "true" } }],
    [
      "everyone but others",
      { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/*", "arn:aws:iam::*:user/*"] } },
    ],
    ["a bare Boolean", { ArnLike: LIKE_ROOT, Null: { "aws:username": true } }],
    ["IfExists", { ArnLikeIfExists: LIKE_ROOT }],
  ])("denies both: %s", (_name, condition) => {
    expect(decide(under([denyIf(condition)]))).toEqual({ root: only("denied"), assumedRoot: only("denied") });
  });

  it.each([
    ["Null AssumedRoot true", { ArnLike: LIKE_ROOT, Null: { "aws:AssumedRoot": "true" } }],
    ["BoolIfExists false", { ArnLike: LIKE_ROOT, BoolIfExists: { "aws:AssumedRoot": "false" } }],
    [
      "StringNotEqualsIfExists true",
      { ArnLike: LIKE_ROOT, StringNotEqualsIfExists: { "aws:AssumedRoot": "true" } },
    ],
    ["StringNotEquals true", { ArnLike: LIKE_ROOT, StringNotEquals: { "aws:assumedroot": "true" } }],
  ])("denies real root and spares AssumeRoot: %s", (_name, condition) => {
    expect(decide(under([denyIf(condition)]))).toEqual({
      root: only("denied"),
      assumedRoot: only("allowed"),
    });
  });

  it("denies without any condition, and by an implicit deny", () => {
    expect(decide(under([denyIf({})])).root).toEqual(only("denied"));
    const noFull = under([], {
      path: [level("r-1", FULL), level("ou-1", { ...FULL, Action: "sts:*" }), level(ID, FULL)],
    });
    expect(decide(noFull).root).toEqual(only("denied"));
  });

  it("needs one level only, whichever", () => {
    for (const at of [0, 1, 2]) {
      const path = [level("r-1", FULL), level("ou-1", FULL), level(ID, FULL)];
      path[at] = level("x", FULL, denyIf({ ArnLike: LIKE_ROOT }));
      expect(decide({ account, path }).root).toEqual(only("denied"));
    }
  });
});

describe("traps: not a deny of real root", () => {
  it.each([
    ["StringEquals does not take wildcards", { StringEquals: LIKE_ROOT }],
    ["wrong partition", { ArnLike: { "aws:PrincipalArn": "arn:aws-us-gov:iam::*:root" } }],
    ["other case in the ARN", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:Root" } }],
    ["root with a slash", { StringLike: { "aws:PrincipalArn": "*:root/" } }],
    ["another account", { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::999999999999:root" } }],
    ["an inversion", { ArnNotLike: LIKE_ROOT }],
    ["an inversion with IfExists", { StringNotLikeIfExists: LIKE_ROOT }],
    ["Null AssumedRoot false", { ArnLike: LIKE_ROOT, Null: { "aws:AssumedRoot": "false" } }],
    ["Bool AssumedRoot", { ArnLike: LIKE_ROOT, Bool: { "aws:AssumedRoot": "true" } }],
    [
      "Bool AssumedRoot false, but the key is missing",
      { ArnLike: LIKE_ROOT, Bool: { "aws:AssumedRoot": "false" } },
    ],
    ["root has no user name", { StringLike: { "aws:username": "*" } }],
    ["a numeric test of a missing key", { NumericLessThan: { "aws:username": "5" } }],
    ["a star that would cross a colon", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam:*:root:x" } }],
  ])("%s", (_name, condition) => expect(decide(under([denyIf(condition)])).root).toEqual(only("allowed")));

  it("Null AssumedRoot false denies the AssumeRoot sessions instead", () => {
    const both = decide(under([denyIf({ ArnLike: LIKE_ROOT, Null: { "aws:AssumedRoot": "false" } })]));
    expect(both).toEqual({ root: only("allowed"), assumedRoot: only("denied") });
  });

  it("an Allow that names root is no deny, and no grant beyond the other levels", () => {
    expect(decide(under([{ ...FULL, Condition: { ArnLike: LIKE_ROOT } }])).root).toEqual(only("allowed"));
  });
});

describe("traps: unknown, never denied", () => {
  it.each([
    ["a region", { ArnLike: LIKE_ROOT, StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ["MFA", { ArnLike: LIKE_ROOT, BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }],
    ["an address", { ArnLike: LIKE_ROOT, NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } }],
    ["ViaAWSService", { ArnLike: LIKE_ROOT, Bool: { "aws:ViaAWSService": "false" } }],
    ["a tag", { ArnLike: LIKE_ROOT, StringNotEquals: { "aws:PrincipalTag/free": "yes" } }],
    ["aws:userid", { StringLike: { "aws:userid": ID } }],
    ["aws:PrincipalType", { StringEquals: { "aws:PrincipalType": "Account" } }],
    ["aws:SourceAccount", { StringEquals: { "aws:SourceAccount": ID } }],
    ["an unknown operator", { StringMatches: LIKE_ROOT }],
    ["an operator in other case", { arnlike: LIKE_ROOT }],
    ["a set operator", { "ForAnyValue:StringLike": LIKE_ROOT }],
    ["ForAllValues", { "ForAllValues:StringLike": LIKE_ROOT }],
    [
      "a policy variable",
      { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:root" } },
    ],
    ["a form that is no ARN", { StringLike: { "aws:PrincipalArn": "*root" } }],
    ["an inverted form that is no ARN", { ArnNotLike: { "aws:PrincipalArn": "*root" } }],
    ["both Null values", { Null: { "aws:AssumedRoot": ["true", "false"] } }],
    ["NullIfExists", { NullIfExists: { "aws:username": "true" } }],
    ["an empty list", { StringLike: { "aws:PrincipalArn": [] } }],
    ["a policy variable in a negated test", { StringNotEquals: { "aws:PrincipalArn": "${aws:x}" } }],
    ["a number", { StringEquals: { "aws:PrincipalAccount": 111122223333 } }],
    ["Null of an unknown key", { Null: { "aws:TokenIssueTime": "false" } }],
  ])("an extra condition is a hole: %s", (_name, condition) => {
    expect(decide(under([denyIf(condition)])).root).toEqual(only("unknown"));
  });

  it.each([
    ["Resource", { Resource: "arn:aws:s3:::secret/*" }],
    ["Resource of every ARN", { Resource: "arn:aws:*:*:*:*" }],
    ["NotResource", { NotResource: "arn:aws:s3:::free/*" }],
  ])("a deny limited by %s", (_name, limit) => {
    expect(decide(under([{ Effect: "Deny", Action: "*", ...limit }])).root).toEqual(only("unknown"));
  });

  it("a NotResource of everything denies nothing", () => {
    expect(decide(under([{ Effect: "Deny", Action: "*", NotResource: "*" }])).root).toEqual(only("allowed"));
  });

  it.each([
    [
      "an unknown condition",
      { ...FULL, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } },
    ],
    ["a resource", { ...FULL, Resource: "arn:aws:s3:::x" }],
  ])("an Allow limited by %s may still allow", (_name, statement) => {
    const path = [level("r-1", FULL), level("ou-1", statement), level(ID, FULL)];
    expect(decide({ account, path }).root).toEqual(only("unknown"));
  });

  it("an Allow for others only denies root", () => {
    const others = { ...FULL, Condition: { ArnNotLike: LIKE_ROOT } };
    expect(
      decide({ account, path: [level("r-1", FULL), level("ou-1", others), level(ID, FULL)] }).root,
    ).toEqual(only("denied"));
  });
});

describe("documents that are not understood", () => {
  const deny = denyIf({ ArnLike: LIKE_ROOT });
  it.each([
    ["no JSON", "{"],
    ["not an object", "[]"],
    ["empty", "{}"],
    ["no statements", '{"Statement":[]}'],
    ["unknown element", JSON.stringify({ Statement: [deny], Extra: 1 })],
    ["statement in small letters", JSON.stringify({ statement: [deny] })],
    ["Principal", document({ ...deny, Principal: "*" })],
    ["NotPrincipal", document({ ...deny, NotPrincipal: "*" })],
    ["no Resource", document({ Effect: "Deny", Action: "*" })],
    ["no Action", document({ Effect: "Deny", Resource: "*" })],
    ["Action and NotAction", document({ ...deny, NotAction: "s3:*" })],
    ["effect in small letters", document({ ...deny, Effect: "deny" })],
    ["unknown key", document({ ...deny, Conditions: {} })],
    ["an action without a service", document({ ...deny, Action: "CreateUser" })],
    ["an action with a blank", document({ ...deny, Action: " iam:*" })],
    ["an action that is no text", document({ ...deny, Action: [1] })],
    ["a condition list", document({ ...deny, Condition: [] })],
    ["an operator without keys", document({ ...deny, Condition: { StringLike: {} } })],
    ["a value that is an object", document({ ...deny, Condition: { StringLike: { "aws:username": {} } } })],
    [
      "a key twice",
      '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:ViaAWSService":"false"}},"Condition":{}}]}',
    ],
    [
      "a key twice, escaped",
      String.raw`{"Statement":[{"Effect":"Deny","\u0045ffect":"Deny","Action":"*","Resource":"*"}]}`,
    ],
    ["too long", document({ ...deny, Sid: "x".repeat(60_000) })],
    ["__proto__", '{"__proto__":{},"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'],
    ["deep nesting", "[".repeat(40_000)],
  ])("%s", (_name, text) => {
    const input = { ...under([text]), actions: WITNESSES };
    expect(decide(input).root).toEqual(only("unknown"));
    expect(rootPower(input).root.reasons.join()).toContain("policy policy-1 (p-1) at ou-1: not understood");
  });

  it("does not hide a certain deny elsewhere", () => {
    expect(decide(under(["{", deny])).root).toEqual(only("denied"));
  });

  it("ignores Sid, Version and Id, and takes a single statement", () => {
    const text = JSON.stringify({
      Version: "2008-10-17",
      Id: "x",
      Statement: { Sid: "GRRESTRICTROOTUSER", ...deny },
    });
    expect(decide(under([text])).root).toEqual(only("denied"));
  });
});

describe("levels", () => {
  it("policies that only deny are no allow-list: unknown, with the reason", () => {
    const path = [level("r-1", FULL), level("ou-1", denyIf({ ArnNotLike: LIKE_ROOT })), level(ID, FULL)];
    expect(decide({ account, path }).root).toEqual(only("unknown"));
    const { reasons } = rootPower({ account, path, actions: WITNESSES }).root;
    expect(reasons.join()).toContain("no policy at ou-1 allows anything");
  });

  it.each([
    ["allows no action", { Effect: "Allow", NotAction: "*", Resource: "*" }],
    ["allows on no resource", { Effect: "Allow", Action: "*", NotResource: "*" }],
  ])("a statement that %s is no allow-list", (_name, statement) => {
    const path = [level("r-1", FULL), level("ou-1", statement), level(ID, FULL)];
    expect(decide({ account, path }).root).toEqual(only("unknown"));
  });

  it("policies that only deny still deny what they name", () => {
    const path = [level("r-1", FULL), level("ou-1", denyIf({ ArnLike: LIKE_ROOT })), level(ID, FULL)];
    expect(decide({ account, path }).root).toEqual(only("denied"));
  });

  it("an allow-list denies what is outside of it, unlisted actions too", () => {
    const path = [level("r-1", FULL), level("ou-1", { ...FULL, Action: "ec2:*" }), level(ID, FULL)];
    const { decisions } = rootPower({ account, path }).root;
    expect(decisions["iam:CreateUser"]).toBe("denied");
    expect(decisions["ec2:RunInstances"]).toBe("allowed");
    expect(Object.keys(decisions).filter((one) => one.endsWith("(unlisted)"))).toEqual(["ec2:(unlisted)"]);
  });

  it.each([
    ["an allow-list", { ...FULL, Action: "sts:*" }],
    ["an Allow for others only", { ...FULL, Condition: { ArnNotLike: LIKE_ROOT } }],
  ])("a level without any policy undoes the implicit deny of %s elsewhere", (_name, statement) => {
    const path = [level("r-1", FULL), level("ou-1", statement), level(ID)];
    expect(decide({ account, path }).root).toEqual(only("unknown"));
    expect(decide({ account, path: [...path].reverse() }).root).toEqual(only("unknown"));
  });

  it("a level without any policy was not read: unknown, with the reason", () => {
    const input = { account, path: [level("r-1", FULL), level("ou-1"), level(ID, FULL)], actions: WITNESSES };
    expect(decide(input).root).toEqual(only("unknown"));
    expect(rootPower(input).root.reasons.join()).toContain("no policy is attached at ou-1");
  });

  it("a level without any policy does not undo a deny elsewhere", () => {
    const path = [level("r-1", FULL, denyIf({ ArnLike: LIKE_ROOT })), level("ou-1"), level(ID, FULL)];
    expect(decide({ account, path }).root).toEqual(only("denied"));
  });

  it("an empty path is unknown", () => {
    expect(decide({ account, path: [] }).root).toEqual(only("unknown"));
  });

  it("the management account is exempt", () => {
    const input = under([denyIf({ ArnLike: LIKE_ROOT })], { account: { ...account, management: true } });
    const { root, assumedRoot } = rootPower(input);
    expect(root.summary.outcome).toBe("exempt");
    expect(assumedRoot.summary.outcome).toBe("exempt");
    expect(new Set(Object.values(root.decisions))).toEqual(only("allowed"));
  });

  it("an id or a partition of another form is not judged", () => {
    const deny = [denyIf({})];
    expect(decide(under(deny, { account: { ...account, id: "*" } })).root).toEqual(only("unknown"));
    expect(decide(under(deny, { account: { ...account, partition: "*" } })).root).toEqual(only("unknown"));
  });
});

describe("which actions", () => {
  const decisions = (statement: object, actions?: string[]) =>
    rootPower({ ...under([{ Effect: "Deny", Resource: "*", ...statement }]), ...(actions && { actions }) })
      .root;

  it("a deny of keys is partial", () => {
    const { decisions: all, summary } = decisions({
      Action: "iam:CreateAccessKey",
      Condition: { ArnLike: LIKE_ROOT },
    });
    expect(summary.outcome).toBe("partial");
    expect(all["iam:CreateAccessKey"]).toBe("denied");
    expect(all["iam:CreateUser"]).toBe("allowed");
  });

  it("NotAction leaves its list as holes", () => {
    const holes = ["s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:DeleteBucketPolicy"];
    const { decisions: all, summary } = decisions({ NotAction: holes });
    expect(
      Object.keys(all)
        .filter((action) => all[action] === "allowed")
        .sort(),
    ).toEqual([...holes].sort());
    expect(summary).toEqual({
      outcome: "partial",
      allowed: { "Permissions management": 2, Read: 1 },
      unknown: 0,
    });
  });

  it("a service is partial", () => {
    const { decisions: all } = decisions({ Action: "ec2:*" });
    expect(all["ec2:RunInstances"]).toBe("denied");
    expect(all["iam:CreateUser"]).toBe("allowed");
  });

  it.each([
    ["IAM:createaccesskey", true],
    ["iam:Create*Key", true],
    ["iam:*", true],
    ["i?m:*", true],
    ["*:*", true],
    ["**", true],
    ["*m:*Access*", true],
    ["iam:CreateAccessKe?", true],
    ["iam:CreateAccessKey?", false],
    ["ia:*", false],
    ["iam:Create", false],
    ["?iam:*", false],
  ])("pattern %s: %s", (pattern, hit) => {
    const { decisions: all } = decisions({ Action: pattern }, ["iam:CreateAccessKey"]);
    expect(all).toEqual({ "iam:CreateAccessKey": hit ? "denied" : "allowed" });
  });

  it("judges actions the list does not know, and keeps the caller's spelling", () => {
    const power = decisions({ Action: "newservice:*" }, ["NewService:DoIt", "iam:createuser"]);
    expect(power.decisions).toEqual({ "NewService:DoIt": "denied", "iam:createuser": "allowed" });
    expect(power.summary.allowed).toEqual({ Write: 1 });
  });

  it("does not judge what is no action name, nor nothing at all", () => {
    const power = decisions({ Action: "*" }, ["iam:*", "root"]);
    expect(power.decisions).toEqual({ "iam:*": "unknown", root: "unknown" });
    expect(power.summary).toEqual({ outcome: "unknown", allowed: {}, unknown: 2 });
    expect(decisions({ Action: "*" }, []).summary.outcome).toBe("unknown");
  });

  it("covers the whole list: denied, unrestricted, counted by level", () => {
    const denied = decisions({ Action: "*" });
    expect(denied.summary).toEqual({ outcome: "denied", allowed: {}, unknown: 0 });
    const open = rootPower(under([])).root;
    expect(open.summary.outcome).toBe("unrestricted");
    const total = Object.values(open.summary.allowed).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(Object.keys(open.decisions).length);
    expect(total).toBeGreaterThan(22_000);
    expect(Object.keys(open.summary.allowed)).toEqual([
      "List",
      "Permissions management",
      "Read",
      "Tagging",
      "Unlisted",
      "Write",
    ]);
  });

  it("leaves out what no SCP restricts, and says so", () => {
    const power = decisions({ Action: "*" });
    expect(power.decisions["supportplans:StartSupportPlanUpdate"]).toBeUndefined();
    expect(power.decisions["mechanicalturk:CreateHIT"]).toBeUndefined();
    expect(power.reasons.join()).toContain("Mechanical Turk");
    expect(decisions({ Action: "*" }, ["mechanicalturk:CreateHIT"]).decisions).toEqual({});
  });

  it("can be written as JSON", () => {
    const { root } = rootPower({ ...under([]), actions: ["iam:CreateUser"] });
    expect(JSON.parse(JSON.stringify(root))).toMatchObject({ decisions: { "iam:CreateUser": "allowed" } });
  });
});

describe("actions that the list lacks", () => {
  const deny = (statement: object) =>
    rootPower(under([{ Effect: "Deny", Resource: "*", Condition: { ArnLike: LIKE_ROOT }, ...statement }]))
      .root;
  const unlisted = (statement: object) =>
    Object.entries(deny(statement).decisions).filter(([action]) => action.endsWith("(unlisted)"));
  const LETTERS = "abcdefghijklmnopqrstuvwxyz".split("");
  const NEW_SERVICE = "(unlisted):(unlisted)";

  it.each<[string, object, [string, Decision][]]>([
    ["an unlisted service spared", { NotAction: ["newservice:*"] }, [[NEW_SERVICE, "unknown"]]],
    ["services by a pattern spared", { NotAction: ["new*:*"] }, [[NEW_SERVICE, "unknown"]]],
    ["an unlisted action spared", { NotAction: ["iam:FutureAction"] }, [["iam:(unlisted)", "unknown"]]],
    ["actions by a pattern spared", { NotAction: ["iam:NewThing*"] }, [["iam:(unlisted)", "unknown"]]],
    ["in other case", { NotAction: ["IAM:newthing?"] }, [["iam:(unlisted)", "unknown"]]],
  ])("%s: not denied", (_name, statement, holes) => {
    const power = deny(statement);
    expect(unlisted(statement)).toEqual(holes);
    expect(power.summary).toEqual({ outcome: "unknown", allowed: {}, unknown: 1 });
    expect(power.reasons.join()).toContain("it may name some of the actions that the list of actions lacks");
  });

  it("every listed service denied by name leaves the services to come", () => {
    const statement = { Action: Object.keys(catalogue.services).map((service) => `${service}:*`) };
    expect(unlisted(statement)).toEqual([[NEW_SERVICE, "allowed"]]);
    expect(deny(statement).summary).toEqual({ outcome: "partial", allowed: { Unlisted: 1 }, unknown: 0 });
  });

  it("patterns by first letter are not everything together", () => {
    const byName = deny({ Action: LETTERS.map((letter) => `*:${letter}*`) });
    expect(byName.summary.outcome).toBe("unknown");
    expect(byName.summary.unknown).toBeGreaterThan(400);
    expect(byName.decisions[NEW_SERVICE]).toBe("unknown");
    expect(unlisted({ Action: LETTERS.map((letter) => `${letter}*:*`) })).toEqual([[NEW_SERVICE, "unknown"]]);
  });

  it("every listed action denied by name leaves all unlisted ones", () => {
    const statement = {
      Action: Object.entries(catalogue.services.sts!).flatMap(([, names]) =>
        names.map((one) => `sts:${one}`),
      ),
    };
    const power = deny(statement);
    expect(power.decisions["sts:AssumeRole"]).toBe("denied");
    expect(power.decisions["sts:(unlisted)"]).toBe("allowed");
  });

  it.each(["*", "*:*", "**", "**:***", "*:?*", "?*:*"])("a Deny of %s keeps its shape", (pattern) => {
    const power = deny({ Action: pattern });
    expect(power.summary).toEqual({ outcome: "denied", allowed: {}, unknown: 0 });
    expect(Object.keys(power.decisions).filter((one) => one.includes("("))).toEqual([]);
  });

  it("a whole service denied or spared takes its unlisted actions along", () => {
    expect(unlisted({ NotAction: ["iam:*", "s3:**"] })).toEqual([
      ["iam:(unlisted)", "allowed"],
      ["s3:(unlisted)", "allowed"],
    ]);
    expect(unlisted({ Action: "i?m:*" }).find(([action]) => action === "iam:(unlisted)")).toBeUndefined();
    expect(Object.fromEntries(unlisted({ Action: "iam:*" }))[NEW_SERVICE]).toBe("allowed");
  });

  it("listed names, and services that no SCP restricts, leave nothing open", () => {
    const statement = { NotAction: ["s3:PutBucketPolicy", "supportplans:*", "mechanicalturk:*"] };
    expect(unlisted(statement)).toEqual([]);
    expect(deny(statement).summary.unknown).toBe(0);
  });

  it("no pattern fits the name that stands for them by its letters", () => {
    for (const pattern of ["*list*:*", "iam:*unlisted*", "iam:?unlisted?", "*:??????????"])
      expect(new Set(unlisted({ Action: pattern }).map(([, decision]) => decision))).not.toContain("denied");
    const open = createRootPower(catalogue, { entries: [{ what: "lists", actions: ["*:*list*"] }] });
    expect(open(under([])).root.decisions["iam:(unlisted)"]).toBe("allowed");
  });

  it("an Allow of some actions may allow unlisted ones, one of listed names does not", () => {
    const at = (Action: string[]) =>
      rootPower({ account, path: [level("r-1", FULL), level(ID, { ...FULL, Action })] }).root.decisions;
    expect(at(["iam:Get*"])["iam:(unlisted)"]).toBe("unknown");
    expect(at(["iam:GetUser"])["iam:(unlisted)"]).toBeUndefined();
    expect(at(["iam:GetUser"])[NEW_SERVICE]).toBeUndefined();
  });

  it("they cannot be asked for, and are not added to what is asked for", () => {
    const power = rootPower({ ...under([]), actions: ["iam:(unlisted)", "iam:CreateUser"] }).root;
    expect(power.decisions).toEqual({ "iam:(unlisted)": "unknown", "iam:CreateUser": "allowed" });
  });
});

describe("accounts made before 2017-09-15", () => {
  const OWN = [
    "iam:CreateAccessKey",
    "iam:DeactivateMFADevice",
    "iam:UploadSigningCertificate",
    "iam:UpdateLoginProfile",
    "iam:ChangePassword",
  ];
  const decisionsOf = (createdAt: string | undefined, documents: Document[]) => {
    const made = {
      id: ID,
      partition: "aws",
      management: false,
      ...(createdAt !== undefined && { createdAt }),
    };
    return rootPower({ ...under(documents, { account: made }), actions: [...OWN, "iam:CreateUser"] }).root;
  };
  const deny = [denyIf({ ArnLike: LIKE_ROOT })];

  it.each(["2017-09-14T23:59:59Z", "2006-03-14T00:00:00Z", "2017-09-14", "soon", ""])(
    "%s: own credentials are unknown",
    (created) => {
      const power = decisionsOf(created, deny);
      for (const action of OWN) expect(power.decisions[action]).toBe("unknown");
      expect(power.decisions["iam:CreateUser"]).toBe("denied");
      expect(power.reasons.join()).toContain("before 2017-09-15");
    },
  );

  it.each(["2017-09-15T00:00:00Z", "2024-01-01T00:00:00Z"])("%s: denied", (created) => {
    expect(decisionsOf(created, deny).summary.outcome).toBe("denied");
  });

  it("an absent date counts as later, said in the reasons", () => {
    const power = decisionsOf(undefined, deny);
    expect(power.summary.outcome).toBe("denied");
    expect(power.reasons.join()).toContain("creation date not known");
  });

  it("what is allowed stays allowed", () => {
    expect(decisionsOf("2010-01-01T00:00:00Z", []).summary.outcome).toBe("unrestricted");
  });
});

describe("laws", () => {
  const rank: Record<Decision, number> = { denied: 0, unknown: 1, allowed: 2 };
  const small = createRootPower({
    ...catalogue,
    services: { iam: catalogue.services.iam!, s3: { W: ["DeleteBucket"] } },
  });
  const condition = fc.constantFrom<object>(
    {},
    { ArnLike: LIKE_ROOT },
    { ArnNotLike: LIKE_ROOT },
    { Null: { "aws:AssumedRoot": "true" } },
    { Null: { "aws:AssumedRoot": "false" } },
    { Bool: { "x:a": "true" } },
    { Bool: { "x:b": "true" } },
    { ArnLike: LIKE_ROOT, Bool: { "x:a": "true" } },
  );
  const patterns = fc.array(
    fc.constantFrom("*", "iam:*", "s3:*", "iam:Create*", "*:*User", "iam:?reateUser", "ec2:*"),
    { minLength: 1, maxLength: 3 },
  );
  const statement = fc
    .record({
      allow: fc.boolean(),
      negated: fc.boolean(),
      patterns,
      condition,
      all: fc.constantFrom(true, true, true, false),
    })
    .map(({ allow, negated, patterns: list, condition: Condition, all }) => ({
      Effect: allow ? "Allow" : "Deny",
      [negated ? "NotAction" : "Action"]: list,
      Resource: all ? "*" : "arn:aws:s3:::x",
      Condition,
    }));
  const path = fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
  type Path = object[][];
  const ask = (statements: Path) =>
    small({ account, path: statements.map((list, at) => level(`l-${at}`, ...list)) });
  const neverMore = (before: Path, after: Path): void => {
    const [old, now] = [ask(before), ask(after)];
    for (const kind of ["root", "assumedRoot"] as const)
      expect(
        Object.entries(now[kind].decisions).filter(
          // An unlisted action that is not told is denied.
          ([action, one]) => rank[one] > rank[old[kind].decisions[action] ?? "denied"],
        ),
      ).toEqual([]);
  };

  it("adding a Deny never adds power", () => {
    fc.assert(
      fc.property(path, statement, fc.nat(), (before, extra, at) => {
        const after = before.map((list, index) =>
          index === at % before.length ? [...list, { ...extra, Effect: "Deny" }] : list,
        );
        neverMore(before, after);
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it("removing an Allow never adds power, while a policy stays", () => {
    fc.assert(
      fc.property(path, fc.nat(), (before, at) => {
        const full = before.map((list, index) =>
          index === at % before.length ? [{ ...FULL }, ...list] : list,
        );
        neverMore(full, before);
      }),
      { seed: 32, numRuns: 400 },
    );
  });

  type Decisions = Readonly<Record<string, Decision>>;
  /** Actions that were certain and are decided otherwise once every condition is. */
  const contradictions = (open: Decisions, closed: Decisions): string[] =>
    Object.keys(open).filter((action) => open[action] !== "unknown" && open[action] !== closed[action]);

  /** Every unknown condition decided: `x:a`, `x:b` become a test that is true or false for root. */
  const resolved = (statements: Path, a: boolean, b: boolean): Path => {
    const test = (value: boolean) => JSON.stringify({ "aws:username": value ? "true" : "false" });
    const text = JSON.stringify(statements)
      .replaceAll('"Bool":{"x:a":"true"}', `"Null":${test(a)}`)
      .replaceAll('"Bool":{"x:b":"true"}', `"Null":${test(b)}`);
    return JSON.parse(text) as Path;
  };

  it("an unknown never makes denied or allowed: both ways of every unknown condition agree with a certain answer", () => {
    fc.assert(
      fc.property(path, (statements) => {
        const open = ask(statements);
        for (const [a, b] of [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ] as const) {
          const closed = ask(resolved(statements, a, b));
          expect(contradictions(open.root.decisions, closed.root.decisions)).toEqual([]);
          expect(contradictions(open.assumedRoot.decisions, closed.assumedRoot.decisions)).toEqual([]);
        }
      }),
      { seed: 33, numRuns: 300 },
    );
  });

  it("a document replaced by one that is not understood never makes denied", () => {
    fc.assert(
      fc.property(path, fc.nat(), fc.nat(), (statements, at, which) => {
        const before = ask(statements);
        const levels = statements.map((list, index) => level(`l-${index}`, ...list));
        const broken = levels[at % levels.length]!;
        broken.policies[which % broken.policies.length]!.document = "{";
        const after = small({ account, path: levels });
        const wrong = Object.entries(after.root.decisions).filter(
          ([action, decision]) => decision === "denied" && before.root.decisions[action] !== "denied",
        );
        expect(wrong).toEqual([]);
      }),
      { seed: 34, numRuns: 300 },
    );
  });

  /** Statements that say the same of other requests than before, or that nobody understands. */
  const clouded = fc.constantFrom<(statement: object) => object>(
    (statement) => ({ ...statement, Condition: { StringMatches: LIKE_ROOT } }),
    (statement) => ({ ...statement, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
    (statement) => ({
      ...statement,
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:x}:root" } },
    }),
    (statement) => ({ ...statement, Condition: { "ForAnyValue:ArnLike": LIKE_ROOT } }),
    (statement) => ({ ...statement, Resource: "arn:aws:s3:::x" }),
    (statement) => ({ ...statement, Effect: "deny" }),
    (statement) => ({ ...statement, Principal: "*" }),
    (statement) => ({ ...statement, Action: "nothing", NotAction: undefined }),
  );

  it("any part replaced by one that is not understood makes nothing certain that was not", () => {
    fc.assert(
      fc.property(path, fc.nat(), fc.nat(), clouded, (before, at, which, cloud) => {
        const after = before.map((list, index) =>
          index === at % before.length
            ? list.map((one, place) => (place === which % list.length ? cloud(one) : one))
            : list,
        );
        const [old, now] = [ask(before), ask(after)];
        // A level that only denied may be taken for one that allows something once a part of it is not understood.
        const same = before.every((list) => list.some((one) => "Effect" in one && one.Effect === "Allow"));
        for (const kind of ["root", "assumedRoot"] as const) {
          const wrong = Object.entries(now[kind].decisions).filter(([action, decision]) => {
            const isCertain = decision === "denied" || (decision === "allowed" && same);
            return isCertain && decision !== (old[kind].decisions[action] ?? "denied");
          });
          expect(wrong).toEqual([]);
        }
      }),
      { seed: 36, numRuns: 200 },
    );
  });

  it("taking any Allow away never allows more, and denies no less while the level still allows something", () => {
    fc.assert(
      fc.property(path, fc.nat(), statement, (before, at, extra) => {
        const allow = { ...extra, Effect: "Allow" };
        const full = before.map((list, index) => (index === at % before.length ? [allow, ...list] : list));
        const [old, now] = [ask(full), ask(before)];
        for (const kind of ["root", "assumedRoot"] as const)
          expect(
            Object.entries(now[kind].decisions).filter(
              ([action, decision]) => decision === "allowed" && old[kind].decisions[action] !== "allowed",
            ),
          ).toEqual([]);
        const left = before[at % before.length] ?? [];
        if (left.some((one) => JSON.stringify(one).includes('"Allow","Action":["*"')))
          neverMore(full, before);
      }),
      { seed: 37, numRuns: 150 },
    );
  });

  it("the management account is exempt, and old accounts keep their own credentials, whatever the policies say", () => {
    fc.assert(
      fc.property(path, (statements) => {
        const levels = statements.map((list, index) => level(`l-${index}`, ...list));
        const { root } = small({ account: { ...account, management: true }, path: levels });
        expect(root.summary).toMatchObject({ outcome: "exempt", unknown: 0 });
        const old = small({ account: { ...account, createdAt: "2017-09-14T00:00:00Z" }, path: levels });
        expect(old.root.decisions["iam:CreateAccessKey"]).not.toBe("denied");
        expect(old.root.decisions["s3:DeleteBucket"]).toBe(ask(statements).root.decisions["s3:DeleteBucket"]);
      }),
      { seed: 38, numRuns: 60 },
    );
  });

  it("hostile documents never throw and never deny", () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ Statement: value })),
      fc
        .dictionary(
          fc.constantFrom("Effect", "Action", "NotAction", "Resource", "Condition", "__proto__", "Sid"),
          fc.jsonValue(),
        )
        .map((one) => document(one)),
    );
    fc.assert(
      fc.property(junk, (text) => {
        const { root } = small({
          account,
          path: [level("r-1", FULL), level(ID, FULL, text)],
          actions: ["iam:CreateUser"],
        });
        expect(root.decisions["iam:CreateUser"]).not.toBe("denied");
      }),
      { seed: 35, numRuns: 2000 },
    );
  });

  it("the same question asked twice, and of a twin account, gives the same answer", () => {
    const documents = [denyIf({ ArnLike: LIKE_ROOT, Null: { "aws:AssumedRoot": "true" } })];
    const twin = under(documents, { account: { ...account, id: "444455556666" } });
    expect(rootPower(twin).root.summary).toEqual(rootPower(under(documents)).root.summary);
    const other = under([denyIf({ StringEquals: { "aws:PrincipalAccount": ID } })]);
    expect(rootPower(other).root.summary.outcome).toBe("denied");
    const elsewhere = { ...other, account: { ...account, id: "444455556666" } };
    expect(rootPower(elsewhere).root.summary.outcome).toBe("unrestricted");
  });
});

describe("speed and hostile size", () => {
  it("judges the whole list under several policies within tens of milliseconds", () => {
    const fresh = createRootPower(catalogue, exempt);
    const documents = Array.from({ length: 8 }, (_, at) => ({
      Effect: "Deny",
      NotAction: ["iam:*", `s3:Get*${at}`, "*:List*", "sts:*", "e?2:*"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
    }));
    const start = performance.now();
    fresh(under(documents));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("is bounded for a document of wildcards", () => {
    const start = performance.now();
    const list = Array.from({ length: 2900 }, (_, at) => `*${at % 7}*a*:*b*a*c*`);
    rootPower(under([{ Effect: "Deny", Action: list, Resource: "*" }]));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("knows the access level of each action", () => {
    const known = knownActions(catalogue);
    expect(known.get("iam:createaccesskey")).toEqual({ name: "iam:CreateAccessKey", level: "Write" });
    expect(known.get("iam:attachuserpolicy")?.level).toBe("Permissions management");
    expect(known.size).toBeGreaterThan(22_000);
  });
});
