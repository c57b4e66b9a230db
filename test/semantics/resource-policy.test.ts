// Does a topic or key policy let a service in, a bus policy another account? Cases from AWS-FACTS 8.4 and 8.5.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type AccountRequest,
  policyAdmits,
  policyAdmitsAccount,
  type ServiceRequest,
} from "../../src/semantics/index.ts";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:root-alerts";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
const topic: ServiceRequest = {
  service: "events.amazonaws.com",
  actions: ["sns:Publish"],
  resource: TOPIC,
  sourceArn: "arn:aws:events:us-east-1:111122223333:rule/root",
  sourceAccount: "111122223333",
  account: "111122223333",
};
const key: ServiceRequest = { ...topic, actions: ["kms:GenerateDataKey", "kms:Decrypt"], resource: KEY };

const policy = (...statements: object[]): string =>
  JSON.stringify({ Version: "2008-10-17", Id: "x", Statement: statements });
const allow = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sns:Publish",
  Resource: TOPIC,
};
const ifAccount = { Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } };
const verdict = (text: string, request = topic): string => policyAdmits(text, request).verdict;

/** What SNS gives a new topic. */
const DEFAULT = {
  Sid: "__default_statement_ID",
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["SNS:GetTopicAttributes", "SNS:Publish", "SNS:Subscribe"],
  Resource: TOPIC,
  Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } },
};

describe("policyAdmits", () => {
  it.each([
    ["the service", [allow]],
    [
      "the service in a list",
      [{ ...allow, Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] } }],
    ],
    ["everyone", [{ ...allow, Principal: "*" }]],
    ["everyone, as AWS", [{ ...allow, Principal: { AWS: "*" } }]],
    ["SNS:* in capitals", [{ ...allow, Action: "SNS:*" }]],
    ["every action", [{ ...allow, Action: "*" }]],
    ["NotAction of another", [{ ...allow, NotAction: "sns:DeleteTopic", Action: undefined }]],
    ["every resource", [{ ...allow, Resource: "*" }]],
    ["a resource with wildcards per field", [{ ...allow, Resource: "arn:aws:sns:*:*:root-*" }]],
    [
      "NotResource of another",
      [{ ...allow, NotResource: "arn:aws:sns:us-east-1:111122223333:other", Resource: undefined }],
    ],
    ["a second statement without the condition", [{ ...allow, ...ifAccount }, allow]],
    ["beside the default statement", [DEFAULT, allow]],
    ["an empty condition", [{ ...allow, Condition: {} }]],
    [
      "a deny of others",
      [allow, { ...allow, Effect: "Deny", Principal: { AWS: "arn:aws:iam::999999999999:root" } }],
    ],
    [
      "a deny of other actions",
      [allow, { ...allow, Effect: "Deny", Principal: "*", Action: "sns:Subscribe" }],
    ],
    [
      "a deny of another topic",
      [
        allow,
        { ...allow, Effect: "Deny", Principal: "*", Resource: "arn:aws:sns:us-east-1:111122223333:other" },
      ],
    ],
  ])("admits: %s", (_name, statements) => expect(verdict(policy(...statements))).toBe("admits"));

  it.each([
    ["the default policy", [DEFAULT]],
    ["another service", [{ ...allow, Principal: { Service: "s3.amazonaws.com" } }]],
    ["an account", [{ ...allow, Principal: { AWS: "arn:aws:iam::111122223333:root" } }]],
    ["an identity provider", [{ ...allow, Principal: { Federated: "cognito-identity.amazonaws.com" } }]],
    ["another action", [{ ...allow, Action: "sns:Subscribe" }]],
    ["NotAction of this one", [{ ...allow, NotAction: "SNS:Pub*", Action: undefined }]],
    ["another topic", [{ ...allow, Resource: "arn:aws:sns:us-east-1:111122223333:other" }]],
    ["NotResource of this one", [{ ...allow, NotResource: "*", Resource: undefined }]],
    ["a deny of the service", [allow, { ...allow, Effect: "Deny" }]],
    ["a deny of everyone", [allow, { ...allow, Effect: "Deny", Principal: "*" }]],
    ["a deny of everyone, as AWS", [allow, { ...allow, Effect: "Deny", Principal: { AWS: ["*"] } }]],
  ])("refuses: %s", (_name, statements) => expect(verdict(policy(...statements))).toBe("refuses"));

  it.each([
    [
      "an Allow with aws:SourceArn",
      [{ ...allow, Condition: { ArnEquals: { "aws:SourceArn": topic.sourceArn } } }],
    ],
    ["an Allow with aws:SourceAccount", [{ ...allow, ...ifAccount }]],
    [
      "an Allow to everyone of the organization",
      [{ ...allow, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
    ],
    [
      "a deny with a condition",
      [
        allow,
        { ...allow, Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    ],
    ["a deny by AWS:SourceOwner", [allow, { ...DEFAULT, Effect: "Deny" }]],
    ["NotPrincipal", [{ ...allow, Principal: undefined, NotPrincipal: { AWS: "*" } }]],
    ["no principal", [{ ...allow, Principal: undefined }]],
    ["an empty principal", [{ ...allow, Principal: {} }]],
    ["an unknown kind of principal", [{ ...allow, Principal: { Planet: "*" } }]],
    [
      "a regional form of the service",
      [{ ...allow, Principal: { Service: "events.us-east-1.amazonaws.com" } }],
    ],
    ["a service wildcard", [{ ...allow, Principal: { Service: "*" } }]],
    [
      "a variable in the resource",
      [{ ...allow, Resource: "arn:aws:sns:us-east-1:${aws:PrincipalAccount}:*" }],
    ],
    ["a star across colons", [{ ...allow, Resource: "arn:aws:sns:*:root-alerts" }]],
    ["no resource", [{ ...allow, Resource: undefined }]],
    ["an unknown element", [allow, { ...allow, Extra: 1 }]],
  ])("unknown: %s", (_name, statements) => expect(verdict(policy(...statements))).toBe("unknown"));

  it("a certain deny beats what is unknown; a certain allow does not beat an unknown deny", () => {
    const maybe = { ...allow, ...ifAccount };
    expect(verdict(policy(maybe, { ...allow, Effect: "Deny" }))).toBe("refuses");
    expect(verdict(policy(allow, { ...maybe, Effect: "Deny" }))).toBe("unknown");
  });

  it("cloudwatch alike", () => {
    const request = { ...topic, service: "cloudwatch.amazonaws.com" };
    expect(verdict(policy({ ...allow, Principal: { Service: "cloudwatch.amazonaws.com" } }), request)).toBe(
      "admits",
    );
    expect(verdict(policy(allow), request)).toBe("refuses");
    // Whether an alarm counts as a call of the topic's owner is not known.
    expect(verdict(policy(DEFAULT), request)).toBe("unknown");
  });

  it("a key policy must admit every action", () => {
    const use = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Resource: "*" };
    const administration = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    };
    expect(verdict(policy({ ...use, Action: ["kms:GenerateDataKey*", "kms:Decrypt"] }), key)).toBe("admits");
    expect(verdict(policy({ ...use, Action: "kms:Decrypt" }), key)).toBe("refuses");
    expect(
      verdict(policy({ ...use, Action: "kms:Decrypt" }, { ...use, ...ifAccount, Action: "kms:*" }), key),
    ).toBe("unknown");
    expect(verdict(policy(administration), key)).toBe("refuses");
  });

  it("says why", () => {
    expect(policyAdmits(policy(DEFAULT), topic).reason).toBe(
      "no statement allows sns:Publish to events.amazonaws.com",
    );
    expect(policyAdmits(policy({ ...allow, ...ifAccount }), topic).reason).toContain(
      "statement 1 cannot be decided",
    );
    expect(policyAdmits("", topic)).toEqual({
      verdict: "unknown",
      reason: "the policy is not understood: the text is not JSON",
    });
  });

  it("does not judge a request without plain actions", () => {
    expect(verdict(policy(allow), { ...topic, actions: [] })).toBe("unknown");
    expect(verdict(policy(allow), { ...topic, actions: ["sns:*"] })).toBe("unknown");
  });

  it("never throws and never admits on junk", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.object()).map((list) => JSON.stringify({ Statement: list })),
        ),
        (text) => {
          expect(verdict(text)).not.toBe("admits");
        },
      ),
      { seed: 41, numRuns: 2000 },
    );
  });

  it("adding a Deny never admits", () => {
    const part = fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Principal: fc.constantFrom<unknown>(
        "*",
        { AWS: "*" },
        { Service: "events.amazonaws.com" },
        { Service: "s3.amazonaws.com" },
      ),
      Action: fc.constantFrom("*", "sns:Publish", "sns:Subscribe"),
      Resource: fc.constantFrom("*", TOPIC, "arn:aws:sns:*:root-alerts", "arn:aws:sns:us-east-1:1:x"),
      Condition: fc.constantFrom<object>({}, {}, ifAccount.Condition, DEFAULT.Condition),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), part, (statements, extra) => {
        const before = verdict(policy(...statements));
        const after = verdict(policy(...statements, { ...extra, Effect: "Deny" }));
        if (before === "refuses") expect(after).toBe("refuses");
        if (before === "unknown") expect(after).not.toBe("admits");
      }),
      { seed: 42, numRuns: 1000 },
    );
  });
});

const BUS = "arn:aws:events:us-east-1:444455556666:event-bus/security";
const ROLE = "arn:aws:iam::111122223333:role/forward";
const member: AccountRequest = {
  account: "111122223333",
  partition: "aws",
  roleArn: ROLE,
  organizationId: "o-exampleorgid",
  actions: ["events:PutEvents"],
  resource: BUS,
};
const put = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: BUS };
const inOrganization = (id: string, operator = "StringEquals"): object => ({
  Condition: { [operator]: { "aws:PrincipalOrgID": id } },
});
const entry = (text: string, request = member): string => policyAdmitsAccount(text, request).verdict;

describe("policyAdmitsAccount", () => {
  it.each<[string, object, string]>([
    ["everybody", put, "admits"],
    ["everybody, written as an account", { ...put, Principal: { AWS: "*" } }, "admits"],
    ["the organization", { ...put, ...inOrganization("o-exampleorgid") }, "admits"],
    ["another organization", { ...put, ...inOrganization("o-other") }, "refuses"],
    ["the organization, by a wildcard that is none", { ...put, ...inOrganization("o-*") }, "refuses"],
    ["the organization, by a wildcard", { ...put, ...inOrganization("o-*", "StringLike") }, "admits"],
    ["the account's number", { ...put, Principal: { AWS: "111122223333" } }, "admits"],
    ["the account", { ...put, Principal: { AWS: "arn:aws:iam::111122223333:root" } }, "admits"],
    ["one of two accounts", { ...put, Principal: { AWS: ["222233334444", "111122223333"] } }, "admits"],
    ["the role", { ...put, Principal: { AWS: ROLE } }, "admits"],
    ["another account", { ...put, Principal: { AWS: "arn:aws:iam::222233334444:root" } }, "refuses"],
    ["another partition", { ...put, Principal: { AWS: "arn:aws-cn:iam::111122223333:root" } }, "refuses"],
    ["another role of the account", { ...put, Principal: { AWS: `${ROLE}-2` } }, "refuses"],
    ["a pattern of roles", { ...put, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }, "unknown"],
    ["EventBridge itself", { ...put, Principal: { Service: "events.amazonaws.com" } }, "refuses"],
    ["another action", { ...put, Action: "events:PutRule" }, "refuses"],
    ["another bus", { ...put, Resource: BUS.replace("security", "other") }, "refuses"],
    [
      "some sources only",
      { ...put, Condition: { StringEquals: { "events:source": "aws.signin" } } },
      "unknown",
    ],
    ["a path of units", { ...put, Condition: { StringLike: { "aws:PrincipalOrgPaths": "o-*" } } }, "unknown"],
    [
      "a number",
      { ...put, Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } },
      "admits",
    ],
    ["NotPrincipal", { ...put, Principal: undefined, NotPrincipal: { AWS: "222233334444" } }, "unknown"],
  ])("%s", (_, statement, expected) => {
    expect(entry(policy(statement))).toBe(expected);
  });

  it("an organization that is not known decides nothing, and being in none does", () => {
    const text = policy({ ...put, ...inOrganization("o-exampleorgid") });
    expect(entry(text, { ...member, organizationId: undefined })).toBe("unknown");
    expect(entry(text, { ...member, organizationId: null })).toBe("refuses");
  });

  it.each([
    ["arn:aws:sts::111122223333:assumed-role/forward/events", "unknown"],
    ["AROAEXAMPLEEXAMPLE123", "unknown"],
    ["arn:aws:sts::222233334444:assumed-role/forward/events", "admits"],
    ["arn:aws:iam::222233334444:root", "admits"],
  ])("a Deny for %s: %s", (AWS, verdict) => {
    const deny = { Effect: "Deny", Principal: { AWS }, Action: "events:PutEvents", Resource: BUS };
    expect(entry(JSON.stringify({ Version: "2012-10-17", Statement: [put, deny] }))).toBe(verdict);
  });

  it("whoever is outside the organization is denied", () => {
    const outside = { ...put, Effect: "Deny", ...inOrganization("o-other", "StringNotEquals") };
    expect(entry(policy(put, outside))).toBe("refuses");
    expect(entry(policy(put, { ...outside, ...inOrganization("o-exampleorgid", "StringNotEquals") }))).toBe(
      "admits",
    );
  });

  it("what is not a policy is unknown", () => {
    expect(entry("{")).toBe("unknown");
  });
});
