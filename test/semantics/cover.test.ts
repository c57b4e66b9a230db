// Which patterns are proven to see every root sign-in, and every mutating call of root.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  activityProbes,
  coverProbes,
  matchEventPattern,
  mayMatchRoot,
  type Probe,
  signInProbes,
} from "../../src/semantics/index.ts";

const input = { accountId: "111122223333", partition: "aws", region: "us-east-1", alias: "acme" };
const signIns = signInProbes(input);
const activity = activityProbes(input);
const cover = (pattern: unknown, probes: readonly Probe[] = signIns) =>
  coverProbes(typeof pattern === "string" ? pattern : JSON.stringify(pattern), probes);
const ROOT = { userIdentity: { type: ["Root"] } };

describe("sign-ins: patterns that cover all", () => {
  it.each([
    ["source and type", { source: ["aws.signin"], detail: ROOT }],
    ["the three-word detail-type", { "detail-type": ["AWS Console Sign In via CloudTrail"], detail: ROOT }],
    [
      "in a list with API calls",
      { "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], detail: ROOT },
    ],
    ["type alone", { detail: ROOT }],
    [
      "CIS: no invokedBy, no service event",
      {
        detail: {
          userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
          eventType: [{ "anything-but": "AwsServiceEvent" }],
        },
      },
    ],
    ["the ARN", { detail: { userIdentity: { arn: [{ suffix: ":root" }] } } }],
    [
      "ConsoleLogin",
      { detail: { ...ROOT, eventName: ["ConsoleLogin"], eventSource: ["signin.amazonaws.com"] } },
    ],
    ["both results", { detail: { ...ROOT, responseElements: { ConsoleLogin: ["Success", "Failure"] } } }],
    ["this account and region", { account: ["111122223333"], region: ["us-east-1"], detail: ROOT }],
    ["a time that is there", { time: [{ exists: true }], detail: ROOT }],
    ["no resources", { resources: [{ exists: false }], detail: ROOT }],
    ["an alternative that covers", { $or: [{ source: ["aws.ec2"] }, { source: ["aws.signin"] }] }],
  ])("%s", (_name, pattern) => expect(cover(pattern)).toMatchObject({ verdict: "all", missed: [] }));
});

describe("sign-ins: patterns that fit the examples but not every sign-in", () => {
  it.each([
    ["detail.sourceIPAddress", { sourceIPAddress: ["192.0.2.10"] }],
    ["detail.sourceIPAddress", { sourceIPAddress: [{ "anything-but": "198.51.100.7" }] }],
    ["detail.sourceIPAddress", { sourceIPAddress: [{ cidr: "0.0.0.0/1" }] }],
    ["detail.sourceIPAddress", { sourceIPAddress: [{ wildcard: "*" }] }],
    ["detail.userAgent", { userAgent: [{ prefix: "Mozilla/" }] }],
    ["detail.eventVersion", { eventVersion: ["1.08"] }],
    ["detail.userIdentity.principalId", { userIdentity: { type: ["Root"], principalId: ["111122223333"] } }],
    ["detail.userIdentity.accessKeyId", { userIdentity: { type: ["Root"], accessKeyId: [""] } }],
    ["detail.eventTime", { eventTime: ["2026-01-01T00:00:00Z"] }],
    ["detail.eventID", { eventID: [{ "anything-but": "x" }] }],
    ["detail.readOnly", { readOnly: [false] }],
    ["detail.managementEvent", { managementEvent: [true] }],
    ["detail.eventCategory", { eventCategory: ["Management"] }],
    ["detail.requestParameters", { requestParameters: [null] }],
    ["detail.additionalEventData.LoginTo", { additionalEventData: { LoginTo: [{ exists: true }] } }],
    ["detail.additionalEventData.MobileVersion", { additionalEventData: { MobileVersion: ["No"] } }],
    [
      "detail.additionalEventData.MFAIdentifier",
      { additionalEventData: { MFAIdentifier: [{ exists: false }] } },
    ],
    ["detail.additionalEventData.MFAUsed", { additionalEventData: { MFAUsed: ["Yes", "No"] } }],
    ["detail.additionalEventData.MFAUsed", { additionalEventData: { MFAUsed: ["No"] } }],
    ["detail.responseElements.ConsoleLogin", { responseElements: { ConsoleLogin: ["Success"] } }],
    ["detail.errorMessage", { errorMessage: [{ exists: false }] }],
    ["detail.errorCode", { errorCode: [{ exists: false }] }],
    ["detail.userIdentity.userName", { userIdentity: { type: ["Root"], userName: [{ exists: false }] } }],
    ["detail.vpcEndpointId", { vpcEndpointId: [{ exists: false }] }],
    ["detail.tlsDetails.tlsVersion", { tlsDetails: { tlsVersion: ["TLSv1.3"] } }],
  ])("%s: %j", (field, detail) => {
    const { verdict, missed, reason } = cover({ source: ["aws.signin"], detail });
    expect(verdict).toBe("some");
    expect(missed.length).toBeGreaterThan(0);
    expect(reason).toContain(field);
  });

  it.each([
    ["id", { id: ["00000000-0000-4000-8000-000000000000"] }],
    ["time", { time: [{ prefix: "2026-01-01" }] }],
  ])("envelope field %s", (field, pattern) => {
    expect(cover(pattern)).toMatchObject({
      verdict: "some",
      matched: [],
      reason: `${field} varies and is constrained`,
    });
  });

  it("says which variants are covered", () => {
    const { matched, missed } = cover({ detail: { responseElements: { ConsoleLogin: ["Success"] } } });
    expect(matched).toHaveLength(4);
    expect(missed).toEqual(["failure", "failure, user name given"]);
  });
});

describe("sign-ins: dead patterns", () => {
  it.each([
    ["the case of root", { detail: { userIdentity: { type: ["root"] } } }],
    ["the source's name", { source: ["signin.amazonaws.com"] }],
    ["API calls only", { "detail-type": ["AWS API Call via CloudTrail"], detail: ROOT }],
    [
      "the guide's spelling of the detail-type",
      { "detail-type": ["AWS Console Signin via CloudTrail"], detail: ROOT },
    ],
    ["another account", { account: ["999999999999"], detail: ROOT }],
    ["another partition's ARN", { detail: { userIdentity: { arn: ["arn:aws-cn:iam::111122223333:root"] } } }],
    ["a resource", { resources: ["arn:aws:iam::111122223333:root"] }],
    ["another call", { detail: { ...ROOT, eventName: ["CreateUser"] } }],
  ])("%s", (_name, pattern) => expect(cover(pattern)).toMatchObject({ verdict: "none", matched: [] }));

  it("says invalid and not understood as they are", () => {
    expect(cover({ source: "aws.signin" })).toMatchObject({ verdict: "invalid", matched: [] });
    expect(cover({ $or: [{ prefix: "a" }, { prefix: "b" }] })).toMatchObject({ verdict: "not-understood" });
    expect(cover({ detail: ROOT }, [])).toMatchObject({ verdict: "not-understood" });
  });
});

describe("activity", () => {
  it.each([
    ["type", { detail: ROOT }],
    ["with the detail-type", { "detail-type": ["AWS API Call via CloudTrail"], detail: ROOT }],
    ["sources of AWS", { source: [{ prefix: "aws." }], detail: ROOT }],
    [
      "any source of AWS by wildcard",
      { source: [{ wildcard: "aws.*" }], detail: { eventSource: [{ suffix: ".amazonaws.com" }] } },
    ],
    ["changes only", { detail: { ...ROOT, readOnly: [false] } }],
    [
      "not AssumeRoot sessions",
      { detail: { userIdentity: { type: ["Root"], sessionContext: { assumedRoot: [{ exists: false }] } } } },
    ],
  ])("covers all: %s", (_name, pattern) => expect(cover(pattern, activity).verdict).toBe("all"));

  it("does not take the services of the examples for all services", () => {
    const names = ["iam", "ec2", "s3", "kms", "organizations"];
    expect(cover({ source: names.map((name) => `aws.${name}`), detail: ROOT }, activity)).toMatchObject({
      verdict: "some",
      matched: [],
      reason: "source varies and is constrained",
    });
    const calls = activity.map(
      (probe) => (probe.event as { detail: { eventName: string } }).detail.eventName,
    );
    expect(cover({ detail: { ...ROOT, eventName: calls } }, activity).verdict).toBe("some");
    expect(
      cover({ detail: { ...ROOT, eventName: [{ "anything-but": { prefix: ["Get", "List"] } }] } }, activity)
        .verdict,
    ).toBe("some");
  });

  it("sees that one call, or no refused call, is not all", () => {
    const one = cover({ detail: { ...ROOT, eventName: ["CreateAccessKey"] } }, activity);
    expect(one).toMatchObject({ verdict: "some", matched: [] });
    const refused = cover({ detail: { ...ROOT, errorCode: [{ exists: false }] } }, activity);
    expect(refused).toMatchObject({ verdict: "some", missed: ["iam:CreateUser, refused"] });
    expect(cover({ source: ["aws.signin"] }, activity).verdict).toBe("none");
  });

  it("relies on eventSource endings in the commercial partition only", () => {
    const china = activityProbes({ ...input, partition: "aws-cn" });
    expect(cover({ detail: { eventSource: [{ suffix: ".amazonaws.com" }] } }, china).verdict).toBe("some");
  });
});

describe("cover agrees with the matcher", () => {
  const scalar = fc.oneof(
    fc.constantFrom("Root", "aws.signin", "aws.iam", "", "ConsoleLogin"),
    fc.boolean(),
    fc.constant(null),
  );
  const test = fc.oneof(
    scalar,
    fc.record({ exists: fc.boolean() }),
    fc.record({ prefix: fc.constantFrom("", "aws.", "A") }),
    fc.record({ suffix: fc.constantFrom("", "root") }),
    fc.record({ "anything-but": fc.constantFrom("Root", "x") }),
    fc.record({ wildcard: fc.constantFrom("*", "aws.*", "*o*") }),
  );
  const paths = [...new Set([...signIns, ...activity].flatMap((probe) => Object.keys(probe.fields)))];
  const pattern = fc.dictionary(
    fc.constantFrom(...paths, "detail.other"),
    fc.array(test, { minLength: 1, maxLength: 3 }),
    {
      minKeys: 1,
      maxKeys: 3,
    },
  );

  it("'all' matches every example, also with every field that varies changed", () => {
    let all = 0;
    fc.assert(
      fc.property(pattern, fc.string(), fc.constantFrom(signIns, activity), (one, noise, probes) => {
        const text = JSON.stringify(one);
        if (coverProbes(text, probes).verdict !== "all") return;
        all++;
        for (const probe of probes) {
          expect(matchEventPattern(text, probe.event).verdict).toBe("match");
          expect(matchEventPattern(text, disturbed(probe, noise)).verdict).toBe("match");
        }
      }),
      { seed: 21, numRuns: 5000 },
    );
    expect(all).toBeGreaterThan(50);
  });

  it("'none' matches no example", () => {
    fc.assert(
      fc.property(pattern, (one) => {
        const text = JSON.stringify(one);
        if (coverProbes(text, signIns).verdict !== "none") return;
        for (const probe of signIns) expect(matchEventPattern(text, probe.event).verdict).toBe("no-match");
      }),
      { seed: 22, numRuns: 2000 },
    );
  });

  it("what cannot match root matches no example", () => {
    fc.assert(
      fc.property(pattern, (one) => {
        const text = JSON.stringify(one);
        if (mayMatchRoot(text)) return;
        for (const probe of [...signIns, ...activity])
          expect(matchEventPattern(text, probe.event).verdict).toBe("no-match");
      }),
      { seed: 23, numRuns: 5000 },
    );
  });
});

/** The example with another value in every field that is said to vary, and one more field. */
function disturbed(probe: Probe, noise: string): object {
  const event = structuredClone(probe.event) as Record<string, Record<string, unknown>>;
  for (const [path, field] of Object.entries(probe.fields)) {
    if (field.kind !== "text" && field.kind !== "name") continue;
    const keys = path.split(".");
    const last = keys.pop()!;
    const holder = keys.reduce(
      (place: Record<string, unknown>, key) => place[key] as Record<string, unknown>,
      event,
    );
    holder[last] = field.prefix + noise + field.suffix;
  }
  event.detail!.other = noise;
  return event;
}

describe("mayMatchRoot", () => {
  it.each([
    ["another source", { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] }],
    ["an application's source", { source: ["com.example.orders"] }],
    ["a source that is no text", { source: [3] }],
    ["other identities", { detail: { userIdentity: { type: ["IAMUser", "AssumedRole"] } } }],
    ["root in small letters", { detail: { userIdentity: { type: ["root"] } } }],
    ["a prefix of other sources", { source: [{ prefix: "com." }] }],
    ["a suffix of other detail-types", { "detail-type": [{ suffix: "Notification" }] }],
    ["no source at all", { source: [{ exists: false }] }],
    ["every alternative", { $or: [{ source: ["a"] }, { source: ["b"] }] }],
  ])("no: %s", (_name, pattern) => expect(mayMatchRoot(JSON.stringify(pattern))).toBe(false));

  it.each([
    ["sign-in", { source: ["aws.signin"] }],
    ["API calls", { "detail-type": ["AWS API Call via CloudTrail"], source: ["aws.ec2"] }],
    ["service events", { "detail-type": ["AWS Service Event via CloudTrail"] }],
    ["the guide's spelling", { "detail-type": ["AWS Console Signin via CloudTrail"] }],
    ["the anomaly alert", { "detail-type": ["Sign-in Anomaly Alert"] }],
    ["type in any case", { detail: { userIdentity: { type: [{ "equals-ignore-case": "ROOT" }] } } }],
    ["federation from root", { detail: { userIdentity: { type: ["FederatedUser"] } } }],
    ["type may be absent", { detail: { userIdentity: { type: ["IAMUser", { exists: false }] } } }],
    ["anything but a source", { source: [{ "anything-but": "aws.health" }] }],
    ["a part of a source", { source: [{ prefix: "aws.sign" }] }],
    ["one alternative", { $or: [{ source: ["a"] }, { account: ["b"] }] }],
    ["not understood", { $or: [{ prefix: "a" }, { prefix: "b" }] }],
    ["invalid", { source: "x" }],
  ])("yes: %s", (_name, pattern) => expect(mayMatchRoot(JSON.stringify(pattern))).toBe(true));
});
