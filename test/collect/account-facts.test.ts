// Facts of an account in their odd shapes: contacts, devices, credential reports, trails, rules, topics, keys.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { RootCredentialReport } from "../../src/model/index.ts";
import { Bench } from "./collecting.ts";
import type { Reply, Structure, Value } from "./scripted-aws.ts";
import { HEALTHY, KEY, MANAGEMENT, MEMBER, REPORT, TOPIC, TRAIL } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const only = (...facts: string[]): { facts: ReadonlySet<string> } => ({ facts: new Set(facts) });

describe("an alternate contact", () => {
  const CONTACT = "No contact of the inputted alternate contact type found.";

  it.each<[string, Reply, string]>([
    [
      "the service's own not found",
      { error: "ResourceNotFoundException", status: 404, message: CONTACT },
      "absent",
    ],
    [
      "not found with another text",
      { error: "ResourceNotFoundException", status: 404, message: "gone" },
      "failed",
    ],
    [
      "that text with another code",
      { error: "ValidationException", status: 404, message: CONTACT },
      "failed",
    ],
    [
      "that text with another status",
      { error: "ResourceNotFoundException", status: 400, message: CONTACT },
      "failed",
    ],
    ["refused", { error: "AccessDeniedException", status: 403, message: CONTACT }, "denied"],
  ])("is by %s: %#", async (_, reply, state) => {
    const script = {
      "account:GetAlternateContact": (asked: { input: Readonly<Record<string, unknown>> }): Reply =>
        asked.input["AlternateContactType"] === "SECURITY"
          ? reply
          : { ok: { AlternateContact: { EmailAddress: "a@example.com" } } },
    };
    const { account } = await bench.collect({ script, options: only("account.alternateContacts") });
    expect(account.alternateContacts.security.state).toBe(state);
    expect(account.alternateContacts.billing.value).toEqual({ email: "a@example.com" });
  });
});

it("information of another account is not believed", async () => {
  const { account } = await bench.collect({
    script: {
      "account:GetAccountInformation": { ok: { AccountId: "999999999999", AccountCreatedDate: new Date() } },
    },
    options: only("account.information"),
  });
  expect(account.information).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
});

describe("the credential report", () => {
  const HEADER = REPORT.split("\n")[0] ?? "";
  const COLUMNS = HEADER.split(",");
  const ROOT = Object.fromEntries(
    COLUMNS.map((name, index) => [name, (REPORT.split("\n")[1] ?? "").split(",")[index] ?? ""]),
  );

  const text = (root: Readonly<Record<string, string>>): string => {
    const names = [...new Set([...COLUMNS, ...Object.keys(root)])];
    return [names.join(","), names.map((name) => ({ ...ROOT, ...root })[name] ?? "").join(",")].join("\n");
  };

  const report = (content: string | Uint8Array): Reply => ({
    ok: {
      Content: typeof content === "string" ? Buffer.from(content) : content,
      ReportFormat: "text/csv",
      GeneratedTime: new Date("2026-05-01T00:00:00Z"),
    },
  });

  const see = async (reply: Reply, more: object = {}) => {
    const script = { "iam:GetCredentialReport": reply, ...more };
    const { account } = await bench.collect({ script, options: only("account.credentialReport") });
    return account.credentialReport;
  };

  const seeRoot = async (root: Readonly<Record<string, string>>): Promise<RootCredentialReport | undefined> =>
    (await see(report(text(root)))).value;

  it("is the root row, as old as AWS made it", async () => {
    const seen = await see(report(REPORT));
    expect(seen.observedAt).toBe("2026-05-01T00:00:00.000Z");
    expect(seen.calls.map(({ operation }) => operation)).toEqual([
      "iam:GenerateCredentialReport",
      "iam:GetCredentialReport",
    ]);
    expect(seen.value).toMatchObject({
      passwordEnabled: { state: "collected", value: true, observedAt: "2026-05-01T00:00:00.000Z" },
      passwordLastUsed: { state: "skipped", reason: { cause: "not-observable" } },
      passwordLastChanged: { state: "collected", value: "2020-01-01T00:00:00.000Z" },
      mfaActive: { value: true },
      accessKeys: [
        { slot: "1", active: false },
        {
          slot: "2",
          active: true,
          lastRotatedAt: "2021-01-01T00:00:00.000Z",
          lastUsedAt: "2022-02-02T00:00:00.000Z",
          lastUsedRegion: "us-east-1",
          lastUsedService: "s3",
        },
      ],
      certificates: [
        { slot: "1", active: false },
        { slot: "2", active: false },
      ],
      moreCredentials: false,
    });
  });

  it.each([
    ["TRUE", { state: "collected", value: true }],
    ["False", { state: "collected", value: false }],
    ["Not_Supported", { state: "skipped", reason: { cause: "not-observable" } }],
    ["N/A", { state: "failed", reason: { cause: "malformed" } }],
    ["", { state: "failed", reason: { cause: "malformed" } }],
    ["yes", { state: "failed", reason: { cause: "malformed" } }],
  ])("reads %j as a truth", async (cell, expected) => {
    expect(await seeRoot({ password_enabled: cell, mfa_active: cell })).toMatchObject({
      passwordEnabled: expected,
      mfaActive: expected,
    });
  });

  it.each([
    ["2026-01-01T10:00:00+02:00", { state: "collected", value: "2026-01-01T08:00:00.000Z" }],
    ["n/a", { state: "absent" }],
    ["no_information", { state: "skipped", reason: { cause: "not-observable" } }],
    ["not_supported", { state: "skipped", reason: { cause: "not-observable" } }],
    ["", { state: "failed", reason: { cause: "malformed" } }],
    ["yesterday", { state: "failed", reason: { cause: "malformed" } }],
    ["2026-13-01T00:00:00+00:00", { state: "failed", reason: { cause: "malformed" } }],
  ])("reads %j as a time", async (cell, expected) => {
    expect(await seeRoot({ password_last_used: cell, password_last_changed: cell })).toMatchObject({
      passwordLastUsed: expected,
      passwordLastChanged: expected,
    });
  });

  it("is read by column name, and says when there are more credentials", async () => {
    expect((await seeRoot({ additional_credentials_info: "" }))?.moreCredentials).toBe(false);
    expect((await seeRoot({ additional_credentials_info: "3 keys" }))?.moreCredentials).toBe(true);
  });

  it.each([
    ["a key column that is neither", text({ access_key_1_active: "N/A" })],
    ["a key time that is none", text({ access_key_2_last_rotated: "soon" })],
    ["another account's root", text({ arn: "arn:aws:iam::999999999999:root" })],
    ["no root row", text({ user: "root" })],
    ["two root rows", `${text({})}\n${text({}).split("\n")[1] ?? ""}`],
    ["a missing column", text({}).replace("mfa_active", "mfa_on")],
    ["a column twice", text({}).replace("cert_1_active", "cert_2_active")],
    ["a row too short", `${HEADER}\n<root_account>,arn`],
    ["quotes left open", `${HEADER}\n"<root_account>`],
    ["nothing", ""],
    ["an HTML page", "<html></html>"],
    ["bytes that are no text", Uint8Array.of(0xff, 0xfe, 0xfd)],
  ])("is not believed with %s", async (_, content) => {
    expect(await see(report(content))).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });

  it("takes Windows line ends and quotes", async () => {
    const seen = await see(
      report(
        `${text({})
          .split("\n")
          .map((row) =>
            row
              .split(",")
              .map((cell) => `"${cell}"`)
              .join(","),
          )
          .join("\r\n")}\r\n`,
      ),
    );
    expect(seen.state).toBe("collected");
  });

  it("is waited for, but not for ever", async () => {
    const states = ["STARTED", "INPROGRESS", "COMPLETE"];
    const ready = await see(report(REPORT), {
      "iam:GenerateCredentialReport": ({ times }: { times: number }): Reply => ({
        ok: { State: states[times] ?? "COMPLETE" },
      }),
    });
    expect(ready.state).toBe("collected");
    const never = await see(report(REPORT), {
      "iam:GenerateCredentialReport": { ok: { State: "INPROGRESS" } },
    });
    expect(never).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(bench.aws.operations().filter((name) => name === "iam:GenerateCredentialReport")).toHaveLength(12);
    expect(bench.aws.operations()).not.toContain("iam:GetCredentialReport");
    const strange = await see(report(REPORT), { "iam:GenerateCredentialReport": { ok: { State: "DONE" } } });
    expect(strange).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });
});

describe("trails", () => {
  it("are asked for by full ARN, shadow trails too", async () => {
    await bench.collect({ options: only("account.trails") });
    const input = (name: string): unknown =>
      bench.aws.asked.find(({ operation }) => operation === `cloudtrail:${name}`)?.input;
    expect(input("DescribeTrails")).toEqual({ includeShadowTrails: true });
    expect(input("GetTrailStatus")).toEqual({ Name: TRAIL });
    expect(input("GetEventSelectors")).toEqual({ TrailName: TRAIL });
  });

  it("may have advanced selectors, but not both kinds", async () => {
    const advanced = [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }];
    const basic = (HEALTHY["cloudtrail:GetEventSelectors"] as Structure)["EventSelectors"] as Value;
    const see = async (ok: Structure) => {
      const { account } = await bench.collect({
        script: { "cloudtrail:GetEventSelectors": { ok } },
        options: only("account.trails"),
      });
      return account.trails.value?.[0]?.selectors;
    };
    expect((await see({ AdvancedEventSelectors: advanced, EventSelectors: [] }))?.value).toEqual({
      advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }],
    });
    for (const bad of [{ AdvancedEventSelectors: advanced, EventSelectors: basic }, { EventSelectors: [] }]) {
      expect(await see(bad)).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
    }
  });

  it("that fail in one part keep the others", async () => {
    const { account } = await bench.collect({
      script: { "cloudtrail:GetTrailStatus": { error: "AccessDeniedException" } },
      options: only("account.trails"),
    });
    expect(account.trails.value?.[0]).toMatchObject({
      status: { state: "denied" },
      selectors: { state: "collected" },
    });
  });
});

describe("alerts", () => {
  const rules = (...patterns: (string | undefined)[]): Reply => ({
    ok: {
      Rules: patterns.map((pattern, index) => ({
        Name: `r${index}`,
        Arn: `arn:aws:events:us-east-1:${MEMBER}:rule/r${index}`,
        State: "ENABLED",
        ...(pattern === undefined ? { ScheduleExpression: "rate(1 day)" } : { EventPattern: pattern }),
      })),
    },
  });

  it("targets are asked for only where root may match, and the others say so", async () => {
    const { account } = await bench.collect({
      script: { "events:ListRules": rules("root", "other", undefined) },
      options: { ...only("account.eventRules"), mayMatchRoot: (pattern) => pattern === "root" },
    });
    const targets = account.eventRules.value?.map((rule) => rule.targets.state);
    expect(targets).toEqual(["collected", "skipped", "skipped"]);
    expect(account.eventRules.value?.[1]?.targets.reason?.cause).toBe("configuration");
    expect(bench.aws.asked.filter(({ operation }) => operation === "events:ListTargetsByRule")).toHaveLength(
      1,
    );
  });

  it("topics are those of rules and alarms, each once; those of other regions and accounts are destinations", async () => {
    const others = [TOPIC.replace("us-east-1", "eu-west-1"), TOPIC.replace(MEMBER, MANAGEMENT)];
    const { account } = await bench.collect({
      script: {
        "events:ListTargetsByRule": {
          ok: {
            Targets: [TOPIC, TOPIC, ...others, "arn:aws:lambda:us-east-1:1:function:f", "arn:nonsense"].map(
              (Arn, index) => ({ Id: `${index}`, Arn }),
            ),
          },
        },
      },
      options: only("account.topics"),
    });
    expect(account.topics).toMatchObject({ state: "collected", value: [{ arn: TOPIC }] });
    expect(account.topics).not.toHaveProperty("incomplete");
    expect(account.keys).toMatchObject({ state: "skipped", reason: { cause: "configuration" } });
  });

  it.each<[Reply, string]>([
    [{ error: "NotFound", status: 404 }, "absent"],
    [{ raw: "<html></html>", status: 404 }, "failed"],
    [{ error: "AuthorizationError", status: 403 }, "denied"],
  ])("a topic is gone only when SNS says so: %#", async (reply, state) => {
    const { account } = await bench.collect({
      script: { "sns:GetTopicAttributes": reply, "sns:ListSubscriptionsByTopic": reply },
      options: only("account.topics"),
    });
    expect(account.topics.value?.[0]).toMatchObject({ attributes: { state }, subscriptions: { state } });
  });

  it("another topic's attributes are not believed", async () => {
    const { account } = await bench.collect({
      script: {
        "sns:GetTopicAttributes": {
          ok: {
            Attributes: new Map([
              ["TopicArn", "arn:x"],
              ["Policy", "{}"],
            ]),
          },
        },
      },
      options: only("account.topics"),
    });
    expect(account.topics.value?.[0]?.attributes).toMatchObject({
      state: "failed",
      reason: { cause: "malformed" },
    });
  });

  it("a key of another account is a destination, not ours to ask", async () => {
    const foreign = `arn:aws:kms:us-east-1:${MANAGEMENT}:key/k-2`;
    const { account } = await bench.collect({
      script: {
        "sns:GetTopicAttributes": ({ input }) => ({
          ok: {
            Attributes: new Map([
              ["TopicArn", String(input["TopicArn"])],
              ["Policy", "{}"],
              ["KmsMasterKeyId", foreign],
            ]),
          },
        }),
      },
      options: only("account.keys"),
    });
    expect(account.keys).toMatchObject({ state: "collected", value: [] });
    expect(bench.aws.operations()).not.toContain("kms:DescribeKey");
  });

  it("the policy of an AWS managed key is not asked for; a key's is, by its ARN", async () => {
    await bench.collect({ options: only("account.keys") });
    expect(bench.aws.asked.find(({ operation }) => operation === "kms:GetKeyPolicy")?.input).toEqual({
      KeyId: KEY,
      PolicyName: "default",
    });
    const managed = { KeyMetadata: { KeyId: "k", Arn: KEY, KeyManager: "AWS", KeyState: "Enabled" } };
    const { account } = await bench.collect({
      script: { "kms:DescribeKey": { ok: managed } },
      options: only("account.keys"),
    });
    expect(account.keys.value?.[0]?.policy).toMatchObject({
      state: "skipped",
      reason: { cause: "configuration" },
    });
    expect(bench.aws.operations()).not.toContain("kms:GetKeyPolicy");
  });

  it("a key that is gone is absent, and so is its policy", async () => {
    const { account } = await bench.collect({
      script: { "kms:DescribeKey": { error: "NotFoundException" } },
      options: only("account.keys"),
    });
    expect(account.keys.value?.[0]).toMatchObject({
      description: { state: "absent" },
      policy: { state: "absent" },
    });
  });
});

describe("a metric filter", () => {
  const TRANSFORMATION = { metricName: "Root", metricNamespace: "Security", metricValue: "1" };
  const filter = (more: Structure, transformation: Structure = {}): Reply => ({
    ok: {
      metricFilters: [
        {
          filterName: "root",
          logGroupName: "trail",
          filterPattern: "",
          metricTransformations: [{ ...TRANSFORMATION, ...transformation }],
          ...more,
        },
      ],
    },
  });

  it.each<[string, Reply, object]>([
    ["selects by system fields", filter({ fieldSelectionCriteria: '@aws.region = "x"' }), { narrowed: true }],
    ["reads transformed events", filter({ applyOnTransformedLogs: true }), { narrowed: true }],
    [
      "adds dimensions of the log system",
      filter({ emitSystemFieldDimensions: ["@aws.account"] }),
      { transformations: [{ ...TRANSFORMATION, dimensions: ["@aws.account"] }] },
    ],
    [
      "counts where nothing matches",
      filter({}, { defaultValue: 1 }),
      { transformations: [{ ...TRANSFORMATION, defaultValue: 1 }] },
    ],
    ["does none of it", filter({ applyOnTransformedLogs: false }), { transformations: [TRANSFORMATION] }],
  ])("that %s", async (_, reply, more) => {
    const { account } = await bench.collect({
      script: { "logs:DescribeMetricFilters": reply },
      options: only("account.metricFilters"),
    });
    expect(account.metricFilters.value).toEqual([
      {
        name: "root",
        logGroupName: "trail",
        pattern: "",
        transformations: [TRANSFORMATION],
        ...more,
      },
    ]);
  });
});

it("keeps of a subscribed web address the host alone, confirmed or not", async () => {
  const subscribed = (arn: string, endpoint: string): Structure => ({
    SubscriptionArn: arn,
    Owner: MEMBER,
    Protocol: "https",
    Endpoint: endpoint,
    TopicArn: TOPIC,
  });
  const { account } = await bench.collect({
    script: {
      "sns:ListSubscriptionsByTopic": {
        ok: {
          Subscriptions: [
            subscribed(`${TOPIC}:s-1`, "https://user:password@pager.example.com/integration/k3y?token=t0ken"),
            subscribed("PendingConfirmation", "https://pager.example.com/integration/k3y"),
            subscribed("PendingConfirmation", "no address k3y"),
          ],
        },
      },
    },
    options: only("account.topics"),
  });
  const [topic] = account.topics.value ?? [];
  expect(topic?.subscriptions.value?.map(({ endpoint }) => endpoint)).toEqual([
    "pager.example.com",
    "pager.example.com",
    "https",
  ]);
  expect(JSON.stringify(account)).not.toMatch(/k3y|t0ken|password@/);
});
