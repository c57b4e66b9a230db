// A CloudTrail record: read strictly, told when it is not understood, and stripped of everything that is nobody's business.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Answer } from "../../src/collect/aws/answer.ts";
import { jsonSource } from "../../src/collect/aws/source.ts";
import { type ReadRecord, readItem } from "../../src/collect/events/record.ts";
import type { CloudTrailEvent } from "../../src/model/index.ts";
import { eventItem, MEMBER, signIn } from "./world.ts";

type Members = Record<string, unknown>;

const REGION = "us-east-1";
const SIGN_IN = signIn(MEMBER, REGION);
const IDENTITY = SIGN_IN["userIdentity"] as Members;

const readRaw = (item: Members, kept: readonly string[] = []): ReadRecord =>
  readItem(new Answer(jsonSource(item)), { account: MEMBER, region: REGION, keptOf: () => kept });

const read = (record: Members, kept?: readonly string[]): ReadRecord => readRaw(eventItem(record), kept);

function record(changes: Members, kept?: readonly string[]): CloudTrailEvent {
  const seen = read({ ...SIGN_IN, ...changes }, kept);
  if ("trouble" in seen) throw new Error(seen.trouble);
  return seen.record;
}

function trouble(changes: Members, kept?: readonly string[]): string {
  const seen = read({ ...SIGN_IN, ...changes }, kept);
  return "trouble" in seen ? seen.trouble : "none";
}

describe("a record that is understood", () => {
  it("is kept as evidence says", () => {
    expect(record({})).toEqual({
      id: `sign-in-${MEMBER}-us-east-1`,
      account: MEMBER,
      region: REGION,
      time: "2026-05-31T10:11:12.000Z",
      source: "signin.amazonaws.com",
      name: "ConsoleLogin",
      type: "AwsConsoleSignIn",
      readOnly: false,
      address: "203.0.113.7",
      agent: "Mozilla/5.0",
      identity: { type: "Root", arn: `arn:aws:iam::${MEMBER}:root`, accountId: MEMBER },
      mfaUsed: "Yes",
      signInResult: "Success",
      details: [],
      otherFields: ["additionalEventData.LoginTo", "additionalEventData.MobileVersion"],
    });
  });

  it("says of a session whose it is", () => {
    const sessionContext = {
      sessionIssuer: { type: "Root", arn: `arn:aws:iam::${MEMBER}:root`, userName: "acme" },
      attributes: { creationDate: "2026-05-31T10:00:00Z", mfaAuthenticated: "false" },
      assumedRoot: "true",
    };
    const userIdentity = {
      ...IDENTITY,
      accessKeyId: "ASIAEXAMPLE",
      invokedBy: "support.amazonaws.com",
      sessionContext,
    };
    expect(record({ userIdentity }).identity).toEqual({
      type: "Root",
      arn: `arn:aws:iam::${MEMBER}:root`,
      accountId: MEMBER,
      keyId: "ASIAEXAMPLE",
      invokedBy: "support.amazonaws.com",
      assumedRoot: true,
      issuerType: "Root",
      issuerArn: `arn:aws:iam::${MEMBER}:root`,
      mfaAuthenticated: false,
    });
  });

  it.each<[string, Members, string | undefined]>([
    ["the code", { errorCode: "AccessDenied", errorMessage: "no" }, "AccessDenied"],
    ["that there was a message", { errorMessage: "Failed authentication" }, "error"],
    ["nothing", { errorCode: null, errorMessage: null }, undefined],
    ["nothing of an empty text", { errorCode: "", errorMessage: " " }, undefined],
  ])("tells a failure by %s", (_, changes, code) => {
    expect(record(changes).errorCode).toBe(code);
  });

  it.each(["PasswordUpdated", "CheckMfa", "PasswordRecoveryCompleted"])("reads how %s ended", (eventName) => {
    expect(record({ eventName, responseElements: { [eventName]: "Failure" } }).signInResult).toBe("Failure");
  });

  it("takes no response of another service for a sign-in", () => {
    const seen = record({ eventSource: "iam.amazonaws.com", eventName: "ConsoleLogin" });
    expect([seen.signInResult, seen.mfaUsed]).toEqual([undefined, undefined]);
    expect(seen.otherFields).toContain("responseElements.ConsoleLogin");
  });

  it("takes null, and what is left out, for the same", () => {
    const optional = ["readOnly", "sourceIPAddress", "userAgent", "requestParameters", "responseElements"];
    const nulls = record(Object.fromEntries(optional.map((name) => [name, null])));
    const { readOnly, address, agent, signInResult } = nulls;
    expect([readOnly, address, agent, signInResult]).toEqual([undefined, undefined, undefined, undefined]);
    const left = Object.fromEntries(Object.entries(SIGN_IN).filter(([name]) => !optional.includes(name)));
    expect(read(left)).toEqual({ record: nulls });
  });

  it("may leave out whose account it is, as it came from that account", () => {
    expect(trouble({ recipientAccountId: null })).toBe("none");
  });
});

describe("a record that is not understood", () => {
  const REQUIRED = [
    "eventID",
    "eventTime",
    "awsRegion",
    "eventSource",
    "eventName",
    "eventType",
    "userIdentity",
  ];

  it.each(
    REQUIRED.flatMap((name) =>
      [undefined, null, "", 5, true, [], ["x"]].map((value) => [name, value] as const),
    ),
  )("is told by its id: %s is %j", (name, value) => {
    const changed = { ...SIGN_IN, [name]: value };
    const item = { ...eventItem(changed), EventId: "e-1" };
    const seen = readRaw(item);
    expect("trouble" in seen ? seen.trouble : "none").toMatch(new RegExp(`^event e-1: ${name} is `));
  });

  it.each<[string, Members]>([
    ["readOnly", { readOnly: "maybe" }],
    ["errorCode", { errorCode: 5 }],
    ["errorMessage", { errorMessage: {} }],
    ["sourceIPAddress", { sourceIPAddress: ["203.0.113.7"] }],
    ["userAgent", { userAgent: 1 }],
    ["userAgent", { userAgent: "x".repeat(3_000) }],
    ["requestParameters", { requestParameters: "text" }],
    ["responseElements", { responseElements: [] }],
    ["additionalEventData", { additionalEventData: 5 }],
    ["serviceEventDetails", { serviceEventDetails: "x" }],
    ["MFAUsed", { additionalEventData: { MFAUsed: true } }],
    ["ConsoleLogin", { responseElements: { ConsoleLogin: { Success: 1 } } }],
    ["type", { userIdentity: { ...IDENTITY, type: 5 } }],
    ["arn", { userIdentity: { ...IDENTITY, arn: {} } }],
    ["accessKeyId", { userIdentity: { ...IDENTITY, accessKeyId: false } }],
    ["invokedBy", { userIdentity: { ...IDENTITY, invokedBy: 0 } }],
    ["sessionContext", { userIdentity: { ...IDENTITY, sessionContext: "x" } }],
    ["sessionIssuer", { userIdentity: { ...IDENTITY, sessionContext: { sessionIssuer: [] } } }],
    ["assumedRoot", { userIdentity: { ...IDENTITY, sessionContext: { assumedRoot: "yes" } } }],
    [
      "mfaAuthenticated",
      { userIdentity: { ...IDENTITY, sessionContext: { attributes: { mfaAuthenticated: "no" } } } },
    ],
    ["awsRegion", { awsRegion: "eu-south-1" }],
    ["recipientAccountId", { recipientAccountId: "999999999999" }],
    ["recipientAccountId", { recipientAccountId: 5 }],
    ["eventID", { eventID: "<script>" }],
  ])("is told where %s is of the wrong kind", (name, changes) => {
    expect(trouble(changes)).toContain(`: ${name} is `);
  });

  it.each([
    "yesterday",
    "2026-05-31",
    "2026-05-31 10:11:12",
    "2026-05-31T10:11:12",
    "2026-05-31T10:11:12+02:00",
    "2026-13-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-05-31T25:00:00Z",
    "+012026-05-31T10:11:12Z",
  ])("is told where its time is %j", (eventTime) => {
    expect(trouble({ eventTime })).toContain("eventTime is not a time");
  });

  it.each(["", "<html></html>", "{", "[]", "null", "5", '"text"', '{"eventID":"e"}{"eventID":"f"}'])(
    "is told where it is %j",
    (CloudTrailEvent) => {
      expect(readRaw({ EventId: "e-1", CloudTrailEvent })).toHaveProperty("trouble");
    },
  );

  it.each([undefined, "", 5, "<b>e</b>", "x".repeat(5_000)])(
    "says nothing it should not: its id is %j",
    (EventId) => {
      const item = { ...(EventId !== undefined && { EventId }), CloudTrailEvent: "{}" };
      expect(readRaw(item)).toEqual({ trouble: "event without an id: awsRegion is missing" });
    },
  );

  it("takes nothing from what every object inherits", () => {
    expect(trouble({ eventName: "constructor", responseElements: { a: 1 } })).toBe("none");
    expect(record({}, ["responseElements.constructor.name", "requestParameters.__proto__"]).details).toEqual(
      [],
    );
    const text = JSON.stringify(SIGN_IN).replace("{", '{"__proto__":{"readOnly":true},');
    expect(readRaw({ EventId: "e", CloudTrailEvent: text })).toEqual(read(SIGN_IN));
  });
});

describe("fields of request and response", () => {
  const api = { eventSource: "iam.amazonaws.com", eventName: "CreateAccessKey", eventType: "AwsApiCall" };

  it("are kept where they are named, the others are only named", () => {
    const seen = record(
      {
        ...api,
        requestParameters: { userName: "alice", count: 3, on: true, list: [1, { a: "b" }], other: "x" },
        responseElements: { accessKey: { accessKeyId: "AKIAEXAMPLE", status: "Active" }, none: null },
        additionalEventData: { note: "n" },
        serviceEventDetails: { state: "done" },
      },
      [
        "requestParameters.userName",
        "requestParameters.count",
        "requestParameters.on",
        "requestParameters.list",
        "requestParameters.missing",
        "requestParameters.userName.deeper",
        "responseElements.accessKey.accessKeyId",
        "responseElements.none",
        "userIdentity.principalId",
        "eventID",
      ],
    );
    expect(seen.details).toEqual([
      { name: "requestParameters.userName", value: "alice" },
      { name: "requestParameters.count", value: "3" },
      { name: "requestParameters.on", value: "true" },
      { name: "requestParameters.list", value: '[1,{"a":"b"}]' },
      { name: "responseElements.accessKey.accessKeyId", value: "AKIAEXAMPLE" },
    ]);
    expect(seen.otherFields).toEqual([
      "additionalEventData.note",
      "requestParameters.other",
      "responseElements.accessKey",
      "responseElements.none",
      "serviceEventDetails.state",
    ]);
  });

  it("hold no secret, phone number or address, whatever the table names", () => {
    const planted = {
      ...api,
      errorMessage: "PLANTED for person@example.com",
      requestParameters: {
        password: "PLANTED",
        phoneNumber: "+15555550100",
        emailAddress: "person@example.com",
        contact: { name: "kept", emailAddress: "person@example.com", phoneNumber: "+15555550100" },
        owner: "person@example.com",
        "person@example.com": "x",
        note: { text: "ask person@example.com" },
      },
      responseElements: {
        credentials: {
          accessKeyId: "ASIAEXAMPLE",
          secretAccessKey: "PLANTED",
          sessionToken: "PLANTED",
          nested: [{ SessionToken: "PLANTED" }],
        },
      },
      additionalEventData: { anything: "PLANTED" },
      tlsDetails: { clientProvidedHostHeader: "PLANTED" },
      resources: [{ ARN: "PLANTED" }],
      addendum: { reason: "PLANTED" },
    };
    const kept = [
      "requestParameters.password",
      "requestParameters.phoneNumber",
      "requestParameters.emailAddress",
      "requestParameters.contact",
      "requestParameters.owner",
      "requestParameters.note",
      "responseElements.credentials",
      "responseElements.credentials.secretAccessKey",
      "responseElements.credentials.sessionToken",
      "tlsDetails.clientProvidedHostHeader",
    ];
    const seen = record(planted, kept);
    expect(JSON.stringify(seen)).not.toMatch(/PLANTED|person@|5555550/);
    expect(seen.details).toEqual([
      { name: "requestParameters.contact", value: '{"name":"kept"}' },
      {
        name: "responseElements.credentials",
        value: '{"accessKeyId":"ASIAEXAMPLE","nested":[{}]}',
      },
    ]);
    expect(seen.otherFields).toContain("requestParameters.…");
  });

  const nested = (depth: number): string =>
    JSON.stringify({ ...SIGN_IN, requestParameters: { deep: "DEEP", big: "x".repeat(256 * 1024) } }).replace(
      '"DEEP"',
      `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`,
    );

  it.each([1_000, 100_000])("may be nested %d deep and 256 KB long", (depth) => {
    const seen = readRaw({ EventId: "e", CloudTrailEvent: nested(depth) }, [
      "requestParameters.deep",
      "requestParameters.big",
    ]);
    if ("trouble" in seen) throw new Error(seen.trouble);
    expect(seen.record.details.map(({ value }) => value.length)).toEqual([1_000, 1_000]);
    expect(seen.record.details[0]?.value.startsWith('{"a":[{"a":[')).toBe(true);
  });

  it("that are not named leave no trace of what they hold", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const block = fc.dictionary(fc.string(), value);
    fc.assert(
      fc.property(block, block, fc.string({ minLength: 12 }), (request, response, secret) => {
        const marker = `MARK${secret}`;
        const changes = {
          ...api,
          requestParameters: { ...request, [marker]: marker },
          responseElements: { ...response, a: { b: [marker] } },
        };
        const seen = record(changes);
        expect(seen.details).toEqual([]);
        expect(JSON.stringify(seen).split(JSON.stringify(marker).slice(1, -1)).length).toBeLessThanOrEqual(2);
        expect(seen.otherFields.every((name) => /^\w+\.(\w+|…)$/.test(name))).toBe(true);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
