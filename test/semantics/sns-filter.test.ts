// Which filter policies on the message body are proven to let every root sign-in through.
import { describe, expect, it } from "@jest/globals";
import { type Cover, coverSnsFilter, signInProbes } from "../../src/semantics/index.ts";

const signIns = signInProbes({
  accountId: "111122223333",
  partition: "aws",
  region: "us-east-1",
  alias: "acme",
});
const cover = (policy: unknown): Cover =>
  coverSnsFilter(typeof policy === "string" ? policy : JSON.stringify(policy), signIns);
const ROOT = { detail: { userIdentity: { type: ["Root"] } } };

describe("filter policies on the body", () => {
  it.each([
    ["exact", { source: ["aws.signin"] }],
    ["nested", ROOT],
    ["one of several", { account: ["444455556666", "111122223333"] }],
    ["prefix", { source: [{ prefix: "aws." }] }],
    ["suffix", { "detail-type": [{ suffix: "via CloudTrail" }] }],
    ["equals-ignore-case", { detail: { userIdentity: { type: [{ "equals-ignore-case": "root" }] } } }],
    ["anything-but", { source: [{ "anything-but": ["aws.ec2", "aws.s3"] }] }],
    ["anything-but a prefix", { source: [{ "anything-but": { prefix: "com." } }] }],
    ["exists", { time: [{ exists: true }] }],
    ["absent", { detail: { userIdentity: { invokedBy: [{ exists: false }] } } }],
    ["$or", { $or: [{ source: ["aws.ec2"] }, { source: ["aws.signin"] }] }],
  ])("let everything through: %s", (_name, policy) =>
    expect(cover(policy)).toMatchObject({ verdict: "all", missed: [] }),
  );

  it.each([
    ["one network", { detail: { sourceIPAddress: [{ cidr: "192.0.2.0/24" }] } }, "some"],
    ["successes", { detail: { responseElements: { ConsoleLogin: ["Success"] } } }, "some"],
    ["another account", { account: ["444455556666"] }, "none"],
    ["a key in another case", { Source: ["aws.signin"] }, "some"],
    ["numbers only", { source: [{ numeric: [">", 0] }] }, "none"],
  ])("narrow: %s", (_name, policy, verdict) => expect(cover(policy).verdict).toBe(verdict));

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["an empty policy", {}],
    ["an empty object", { detail: {} }],
    ["a bare value", { source: "aws.signin" }],
    ["a key given twice", '{"source":["aws.ec2"],"source":["aws.signin"]}'],
    ["a dotted key", { "detail.userIdentity.type": ["Root"] }],
    ["wildcard", { source: [{ wildcard: "aws.*" }] }],
    ["exactly", { source: [{ exactly: "aws.signin" }] }],
    ["an empty prefix", { source: [{ prefix: "" }] }],
    ["prefix ignoring case", { source: [{ prefix: { "equals-ignore-case": "AWS." } }] }],
    ["anything-but a suffix", { source: [{ "anything-but": { suffix: ".ec2" } }] }],
    ["anything-but prefixes", { source: [{ "anything-but": { prefix: ["com."] } }] }],
    ["two operators", { source: [{ prefix: "aws.", suffix: "n" }] }],
    ["an unknown operator", { source: [{ regex: "." }] }],
    ["the empty list of resources", { resources: [{ exists: false }] }],
    ["$or of one", { $or: [ROOT] }],
    ["$or of operators", { $or: [{ numeric: ["x"] }, { source: ["y"] }] }],
    ["$or with a sign", { $or: [{ "=": ["x"] }, ROOT] }],
    ["a strange operator inside $or", { $or: [{ source: [{ wildcard: "a*" }] }, ROOT] }],
    ["what EventBridge refuses", { source: [{ "anything-but": [] }] }],
    ["depth", `${'{"a":'.repeat(30)}["x"]${"}".repeat(30)}`],
    ["length", { source: ["aws.signin", "x".repeat(4096)] }],
  ])("claim nothing: %s", (_name, policy) => {
    expect(cover(policy).verdict).toBe("not-understood");
    expect(cover(policy).reason).toBeTruthy();
  });
});
