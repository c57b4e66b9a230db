// What a healthy AWS gives, value by value, and with how many calls.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { COLLECTORS } from "../../src/collect/index.ts";
import { Bench, NOW } from "./collecting.ts";
import {
  BUS,
  DEVICE,
  LOG_GROUP,
  KEY,
  MANAGEMENT,
  MEMBER,
  PATTERN,
  POLICY_DOCUMENT,
  SUSPENDED,
  TOPIC,
  TRAIL,
} from "./world.ts";

/** What is told of the account itself and of its organization. */
const OWN = new Set(
  COLLECTORS.map(({ fact }) => fact).filter((fact) => !/^destination|^organization.events$/.test(fact)),
);
const TIME = "2026-01-02T03:04:05.000Z";
const ALARM = {
  threshold: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 2,
  datapointsToAlarm: 1,
  missingData: "notBreaching",
  unit: "Count",
  dimensions: ["Account"],
};

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

/** Without the look-ups in the centre, for which accounts are entered once more. */

describe("a healthy account", () => {
  it("is collected whole", async () => {
    const { account } = await bench.collect();
    const values = Object.fromEntries(
      Object.entries(account).map(([name, fact]) => [name, (fact as { value?: unknown }).value ?? fact]),
    );
    expect(values).toMatchObject({
      kind: "account",
      id: MEMBER,
      partition: "aws",
      homeRegion: "us-east-1",
      rootArn: `arn:aws:iam::${MEMBER}:root`,
      access: { principal: `arn:aws:sts::${MEMBER}:assumed-role/audit/rootproof`, mode: "role" },
      listing: {
        name: `account ${MEMBER}`,
        state: "ACTIVE",
        email: `root+${MEMBER}@example.com`,
        joinedMethod: "CREATED",
      },
      information: { name: "acme", createdAt: "2026-01-02T03:04:05.000Z", state: "ACTIVE" },
      aliases: ["acme"],
      summary: {
        mfaEnabled: true,
        accessKeysPresent: 0,
        signingCertificatesPresent: 0,
        passwordPresent: { state: "collected", value: true },
      },
      virtualMfaDevices: [
        {
          serialNumber: DEVICE,
          ownerArn: `arn:aws:iam::${MEMBER}:root`,
          enabledAt: "2026-01-02T03:04:05.000Z",
        },
      ],
      contactInformation: { company: "Example Corp", country: "DE" },
      primaryEmail: `root+${MEMBER}@example.com`,
      supportPlan: { supportApi: true, severityLevels: ["low", "critical"] },
      alternateContacts: {
        billing: { value: { email: "billing@example.com" } },
        operations: { value: { email: "operations@example.com" } },
        security: { value: { email: "security@example.com" } },
      },
      trails: [
        {
          arn: TRAIL,
          multiRegion: true,
          organizationTrail: true,
          status: { value: { logging: true, latestDeliveryAt: TIME, latestLogGroupDeliveryAt: TIME } },
          selectors: {
            value: {
              eventSelectors: [
                {
                  readWriteType: "All",
                  includeManagementEvents: true,
                  excludeManagementEventSources: ["kms.amazonaws.com"],
                },
              ],
            },
          },
        },
      ],
      eventRules: [
        {
          name: "root",
          pattern: PATTERN,
          targets: {
            value: [
              { id: "1", arn: TOPIC },
              { id: "2", arn: BUS, roleArn: `arn:aws:iam::${MEMBER}:role/forward` },
            ],
          },
        },
      ],
      metricFilters: [{ name: "root", logGroupName: "trail" }],
      alarms: [{ name: "root", actionsEnabled: true, actions: [TOPIC], ...ALARM }],
      topics: [
        {
          arn: TOPIC,
          attributes: { value: { policy: POLICY_DOCUMENT, kmsKeyId: "alias/alerts", fifo: false } },
          subscriptions: {
            value: [
              {
                key: `${TOPIC}:s-1`,
                endpoint: "soc@example.com",
                confirmed: true,
                attributes: {
                  value: {
                    pendingConfirmation: false,
                    filterPolicy: '{"a":["b"]}',
                    filterPolicyScope: "MessageBody",
                  },
                },
              },
              { key: "sms:sms", endpoint: "sms", confirmed: false, attributes: { state: "skipped" } },
              { key: "sms:sms#2", endpoint: "sms", confirmed: false, attributes: { state: "skipped" } },
            ],
          },
        },
      ],
      keys: [
        {
          id: "alias/alerts",
          description: { value: { arn: KEY, manager: "CUSTOMER", state: "Enabled" } },
          policy: { value: POLICY_DOCUMENT },
        },
      ],
    });
  });

  it("is followed to where its alerts lead", async () => {
    const destinations = (await bench.collect()).destinations.toSorted((one, other) =>
      one.arn.localeCompare(other.arn),
    );
    const values = destinations.map((line) =>
      Object.fromEntries(
        Object.entries(line).flatMap(([name, fact]) => {
          const { value } = fact as { value?: unknown };
          return value === undefined ? [] : [[name, value]];
        }),
      ),
    );
    expect(destinations.map(({ arn, account, region }) => [arn, account, region])).toEqual([
      [BUS, MANAGEMENT, "us-east-1"],
      [LOG_GROUP, MANAGEMENT, "us-east-1"],
      [TOPIC, MEMBER, "us-east-1"],
    ]);
    expect(values).toMatchObject([
      { bus: { arn: BUS, policy: POLICY_DOCUMENT }, eventRules: [{ name: "root" }], topics: [], keys: [] },
      { metricFilters: [{ name: "root" }], alarms: [ALARM], topics: [], keys: [] },
      { topics: [{ arn: TOPIC }], keys: [{ id: "alias/alerts" }] },
    ]);
  });

  it("keeps no secret, no person and no phone number", async () => {
    const { account, destinations, organization } = await bench.collect();
    const text = JSON.stringify([account, destinations, organization]);
    expect(text).not.toMatch(/secret-of|token-of|5555550|Person|Boss|groot|Street|Town|12345"/);
  });

  it("takes one call per fact, and the calls are on record", async () => {
    const { account, collector } = await bench.collect({ options: { facts: OWN } });
    expect(collector.traffic().calls).toEqual(countOf(bench.aws.operations()));
    const ofAccount = bench.aws.asked.filter(({ accessKeyId }) => accessKeyId === `ASIA${MEMBER}`);
    expect(countOf(ofAccount.map(({ operation }) => operation))).toEqual({
      "account:GetAccountInformation": 1,
      "account:GetAlternateContact": 3,
      "account:GetContactInformation": 1,
      "account:ListRegions": 1,
      "cloudtrail:DescribeTrails": 1,
      "cloudtrail:GetEventSelectors": 1,
      "cloudtrail:GetTrailStatus": 1,
      // Two regions for root and for its alias, the home region for a name.
      "cloudtrail:LookupEvents": 5,
      "cloudwatch:DescribeAlarms": 1,
      "events:ListRules": 1,
      "events:ListTargetsByRule": 1,
      "iam:GenerateCredentialReport": 1,
      "iam:GetAccountSummary": 1,
      "iam:GetCredentialReport": 1,
      "iam:ListAccountAliases": 1,
      "iam:ListVirtualMFADevices": 1,
      "kms:DescribeKey": 1,
      "kms:GetKeyPolicy": 1,
      "logs:DescribeMetricFilters": 1,
      "sns:GetSubscriptionAttributes": 1,
      "sns:GetTopicAttributes": 1,
      "sns:ListSubscriptionsByTopic": 1,
      "support:DescribeSeverityLevels": 1,
    });
    expect(account.summary).toMatchObject({
      observedAt: NOW,
      calls: [{ operation: "iam:GetAccountSummary", region: "us-east-1", outcome: "ok" }],
    });
    expect(account.credentialReport.observedAt).toBe("2026-01-02T03:04:05.000Z");
  });

  it("asks members in their own name, with the role and the external id", async () => {
    await bench.collect({ options: { externalId: "xid" } });
    const assumed = bench.aws.asked.find(({ operation }) => operation === "sts:AssumeRole");
    expect(assumed?.input).toMatchObject({
      RoleArn: `arn:aws:iam::${MEMBER}:role/audit`,
      RoleSessionName: "rootproof-0123456789ab",
      ExternalId: "xid",
    });
    expect(assumed?.region).toBe("eu-west-1");
    const contacts = bench.aws.asked.filter(({ operation }) => operation === "account:GetAlternateContact");
    expect(contacts.every(({ input }) => !("AccountId" in input))).toBe(true);
    expect(bench.aws.asked.every(({ agent }) => agent.includes("rootproof"))).toBe(true);
  });

  it("is read with the caller's own credentials where it is the caller's", async () => {
    const options = { facts: OWN };
    const { account } = await bench.collect({ account: MANAGEMENT, options });
    expect(account.access.value?.principal).toBe(`arn:aws:sts::${MANAGEMENT}:assumed-role/auditor/me`);
    expect(bench.aws.operations()).not.toContain("sts:AssumeRole");
    expect(bench.aws.asked.every(({ accessKeyId }) => accessKeyId === "AKIDBASE")).toBe(true);
  });
});

describe("a healthy organization", () => {
  it("is collected whole", async () => {
    const { organization } = await bench.collect();
    const parents = organization.accounts.value?.map(({ id, parentId }) => [id, parentId.value]);
    expect(parents).toEqual([
      [MANAGEMENT, "r-1"],
      [MEMBER, "ou-1"],
      [SUSPENDED, "ou-2"],
    ]);
    expect(organization.units.value?.map(({ id, parentId }) => [id, parentId])).toEqual([
      ["ou-1", "r-1"],
      ["ou-2", "ou-1"],
    ]);
    expect(organization).toMatchObject({
      id: { value: "o-1" },
      managementAccountId: { value: MANAGEMENT },
      managementAccountEmail: { value: "m@example.com" },
      featureSet: { value: "ALL" },
      roots: { value: [{ id: "r-1", policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "ENABLED" }] }] },
      policies: {
        value: [
          {
            id: "p-1",
            awsManaged: false,
            document: { value: POLICY_DOCUMENT },
            targets: { value: [{ id: "ou-1", type: "ORGANIZATIONAL_UNIT" }] },
          },
        ],
      },
      delegatedAdministrators: { value: [{ id: MEMBER, services: { value: ["iam.amazonaws.com"] } }] },
      rootFeatures: { value: ["RootCredentialsManagement"] },
    });
  });

  it("is collected once", async () => {
    const collector = await bench.open();
    await Promise.all([collector.organization(), collector.organization()]);
    collector.close();
    expect(collector.traffic().calls["organizations:DescribeOrganization"]).toBe(1);
  });
});

const countOf = (operations: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const operation of operations) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
};
