// The operations that speak of trails and alerts, once each, through the real client, with the fields a scan reads.
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as monitoring from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as events from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as sns from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startSandbox, storyIds, type Sandbox } from "../../src/sandbox/index.ts";
import { clientsOf, failure, inside, type Clients } from "./clients.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accounts: storyIds.length, pageSize: 20, emptyPages: 0 });
});
afterAll(() => sandbox.close());

describe("CloudTrail", () => {
  it("shows the organization's trail in a member, as a shadow", async () => {
    const { cloudtrail: client } = await inside(sandbox, "locked-down");
    const { trailList } = await client.send(new cloudtrail.DescribeTrailsCommand({}));
    expect(trailList).toMatchObject([
      {
        IsOrganizationTrail: true,
        IsMultiRegionTrail: true,
        TrailARN: expect.stringContaining(":111122223333:trail/"),
      },
    ]);
    const own = await client.send(new cloudtrail.DescribeTrailsCommand({ includeShadowTrails: false }));
    expect(own.trailList).toEqual([]);
    const Name = trailList![0]!.TrailARN!;
    const status = await client.send(new cloudtrail.GetTrailStatusCommand({ Name }));
    expect(status).toMatchObject({ IsLogging: true, LatestDeliveryTime: expect.any(Date) });
    expect(status).not.toHaveProperty("LatestDeliveryError");
    const byName = client.send(new cloudtrail.GetTrailStatusCommand({ Name: "organization" }));
    expect((await failure(byName)).name).toBe("TrailNotFoundException");
    const { Trails } = await client.send(new cloudtrail.ListTrailsCommand({}));
    expect(Trails).toMatchObject([{ TrailARN: Name, HomeRegion: "us-east-1" }]);
  });

  it("GetEventSelectors of both kinds", async () => {
    const selectors = async (story: string) => {
      const { cloudtrail: client } = await inside(sandbox, story);
      const { trailList } = await client.send(new cloudtrail.DescribeTrailsCommand({}));
      return await client.send(
        new cloudtrail.GetEventSelectorsCommand({ TrailName: trailList![0]!.TrailARN! }),
      );
    };
    expect((await selectors("locked-down")).EventSelectors).toMatchObject([
      { ReadWriteType: "All", IncludeManagementEvents: true },
    ]);
    const advanced = await selectors("metric-filter-only");
    expect(advanced.AdvancedEventSelectors?.[0]?.FieldSelectors).toContainEqual({
      Field: "eventCategory",
      Equals: ["Management"],
    });
    expect(advanced).not.toHaveProperty("EventSelectors");
  });
});

describe("EventBridge and SNS", () => {
  it("buses, rules and targets", async () => {
    const { events: client } = clientsOf(sandbox, { credentials: sandbox.credentialsOf("444455556666") });
    const { EventBuses } = await client.send(new events.ListEventBusesCommand({}));
    expect(EventBuses!.map(({ Name }) => Name)).toEqual([
      "default",
      "root-events",
      "root-events-of-listed-accounts",
    ]);
    const bus = await client.send(new events.DescribeEventBusCommand({ Name: "root-events" }));
    expect(bus.Policy).toContain("aws:PrincipalOrgID");
    const { Rules } = await client.send(new events.ListRulesCommand({}));
    expect(Rules).toMatchObject([{ Name: "root-use", State: "ENABLED", EventBusName: "default" }]);
    expect(JSON.parse(Rules![0]!.EventPattern!)).toMatchObject({
      detail: { userIdentity: { type: ["Root"] } },
    });
    const { Targets } = await client.send(new events.ListTargetsByRuleCommand({ Rule: "root-use" }));
    expect(Targets).toEqual([{ Id: "people", Arn: "arn:aws:sns:us-east-1:444455556666:root-alerts" }]);
  });

  it("topics, subscriptions and their attributes", async () => {
    const { sns: client } = await inside(sandbox, "filter-policy");
    const { Topics } = await client.send(new sns.ListTopicsCommand({}));
    const TopicArn = Topics![0]!.TopicArn!;
    const { Attributes } = await client.send(new sns.GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn, SubscriptionsConfirmed: "1", SubscriptionsPending: "0" });
    expect(JSON.parse(Attributes!.Policy!)).toMatchObject({ Statement: [{}, { Effect: "Allow" }] });
    const { Subscriptions } = await client.send(new sns.ListSubscriptionsByTopicCommand({ TopicArn }));
    const { SubscriptionArn, Protocol } = Subscriptions![0]!;
    expect(Protocol).toBe("email");
    const subscription = await client.send(
      new sns.GetSubscriptionAttributesCommand({ SubscriptionArn: SubscriptionArn! }),
    );
    expect(subscription.Attributes).toMatchObject({
      PendingConfirmation: "false",
      FilterPolicy: '{"severity":["critical"]}',
      FilterPolicyScope: "MessageAttributes",
    });
  });

  it("topics, rules and alarms stand in one region", async () => {
    const here = await inside(sandbox, "alert-in-another-region");
    const there = await inside(sandbox, "alert-in-another-region", "eu-central-1");
    const rules = async ({ events: client }: Clients) =>
      (await client.send(new events.ListRulesCommand({}))).Rules!;
    const topics = async ({ sns: client }: Clients) =>
      (await client.send(new sns.ListTopicsCommand({}))).Topics ?? [];
    expect([await rules(here), await topics(here)]).toEqual([[], []]);
    expect((await rules(there)).length + (await topics(there)).length).toBe(2);
  });
});

describe("KMS, CloudWatch Logs and CloudWatch", () => {
  it("DescribeKey by alias, GetKeyPolicy by id, ListAliases", async () => {
    const { kms: client } = await inside(sandbox, "topic-customer-key");
    const { Aliases } = await client.send(new kms.ListAliasesCommand({}));
    const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId: Aliases![0]!.AliasName! }));
    expect(KeyMetadata).toMatchObject({
      KeyId: Aliases![0]!.TargetKeyId!,
      KeyManager: "CUSTOMER",
      KeyState: "Enabled",
    });
    const { Policy } = await client.send(new kms.GetKeyPolicyCommand({ KeyId: KeyMetadata!.KeyId! }));
    expect(Policy).toContain("events.amazonaws.com");
  });

  it("metric filters, log groups and alarms", async () => {
    const {
      logs: reader,
      monitoring: watch,
      cloudtrail: trails,
    } = await inside(sandbox, "metric-filter-only");
    const { trailList } = await trails.send(new cloudtrail.DescribeTrailsCommand({}));
    const { logGroups } = await reader.send(new logs.DescribeLogGroupsCommand({}));
    expect(logGroups![0]!.arn).toBe(trailList![0]!.CloudWatchLogsLogGroupArn);
    const { metricFilters } = await reader.send(
      new logs.DescribeMetricFiltersCommand({ logGroupName: logGroups![0]!.logGroupName! }),
    );
    const metric = metricFilters![0]!.metricTransformations![0]!;
    const { MetricAlarms } = await watch.send(new monitoring.DescribeAlarmsCommand({}));
    expect(MetricAlarms).toMatchObject([
      {
        MetricName: metric.metricName,
        Namespace: metric.metricNamespace,
        ActionsEnabled: true,
        Threshold: 1,
      },
    ]);
    expect(MetricAlarms![0]!.StateUpdatedTimestamp).toBeInstanceOf(Date);
  });
});
