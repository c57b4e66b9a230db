// Does a topic or key policy let EventBridge in? Cases from AWS-FACTS 8.4.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { policyAdmits, type ServiceRequest } from "../../src/semantics/index.ts";

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
    expect(verdict(policy(DEFAULT), request)).toBe("refuses");
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
