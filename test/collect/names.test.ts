// ARNs are compared later, so one that is not written as AWS writes it spoils its fact.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { alter } from "./altering.ts";
import { Bench } from "./collecting.ts";
import { EXPECTED, type Path } from "./expected.ts";
import type { Asked, Reply, Structure } from "./scripted-aws.ts";
import { HEALTHY, TOPIC } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const NAMES: readonly (readonly [string, Path])[] = [
  ["sts:AssumeRole", ["AssumedRoleUser", "Arn"]],
  ["iam:GetUser", ["User", "Arn"]],
  ["iam:ListVirtualMFADevices", ["VirtualMFADevices", 0, "User", "Arn"]],
  ["iam:ListVirtualMFADevices", ["VirtualMFADevices", 0, "SerialNumber"]],
  ["cloudtrail:DescribeTrails", ["trailList", 0, "TrailARN"]],
  ["cloudtrail:DescribeTrails", ["trailList", 0, "CloudWatchLogsLogGroupArn"]],
  ["events:DescribeEventBus", ["Arn"]],
  ["events:ListRules", ["Rules", 0, "Arn"]],
  ["events:ListTargetsByRule", ["Targets", 0, "Arn"]],
  ["cloudwatch:DescribeAlarms", ["MetricAlarms", 0, "AlarmArn"]],
  ["cloudwatch:DescribeAlarms", ["MetricAlarms", 0, "AlarmActions", 0]],
  ["sns:GetTopicAttributes", ["Attributes", "TopicArn"]],
  ["sns:ListSubscriptionsByTopic", ["Subscriptions", 0, "SubscriptionArn"]],
  ["kms:DescribeKey", ["KeyMetadata", "Arn"]],
  ["organizations:ListRoots", ["Roots", 0, "Arn"]],
  ["organizations:ListOrganizationalUnitsForParent", ["OrganizationalUnits", 0, "Arn"]],
  ["organizations:ListAccounts", ["Accounts", 0, "Arn"]],
];

const WRONG: readonly ((arn: string) => string)[] = [
  (arn) => ` ${arn}`,
  (arn) => `${arn} `,
  (arn) => `${arn}\t`,
  (arn) => arn.toUpperCase(),
  (arn) => arn.replace("arn:", ""),
];

function healthy(operation: string, asked: Asked): Structure {
  const found = HEALTHY[operation] ?? {};
  return typeof found === "function" ? found(asked) : found;
}

it.each(NAMES)("%s: %j is an ARN and nothing else", async (operation, path) => {
  const expected = EXPECTED[operation];
  for (const wrong of WRONG) {
    const reply = (asked: Asked): Reply => ({
      ok: alter(healthy(operation, asked), path, (arn) => wrong(arn as string)) as Structure,
    });
    const lines = await bench.collect({
      script: { [operation]: reply },
      options: { ...expected?.options, facts: new Set([expected?.fact ?? ""]) },
    });
    expect(expected?.at(lines)).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  }
});

it("the name of an alarm may hold blanks", async () => {
  const path = ["MetricAlarms", 0, "AlarmArn"];
  const { account } = await bench.collect({
    script: {
      "cloudwatch:DescribeAlarms": (asked) => ({
        ok: alter(
          healthy("cloudwatch:DescribeAlarms", asked),
          path,
          (arn) => `${arn as string} in use`,
        ) as Structure,
      }),
    },
    options: { facts: new Set(["account.alarms"]) },
  });
  expect(account.alarms.state).toBe("collected");
});

describe("the ARN of a subscription", () => {
  const see = async (SubscriptionArn: string): Promise<unknown> => {
    const one = { SubscriptionArn, Protocol: "email", Endpoint: "a@example.com", TopicArn: TOPIC };
    const { account } = await bench.collect({
      script: { "sns:ListSubscriptionsByTopic": { ok: { Subscriptions: [one] } } },
      options: { facts: new Set(["account.topics"]) },
    });
    return account.topics.value?.[0]?.subscriptions;
  };

  it.each(["PendingConfirmation", "Deleted"])("may be the word %s: not confirmed", async (word) => {
    expect(await see(word)).toMatchObject({ state: "collected", value: [{ confirmed: false }] });
  });

  it.each(["pendingconfirmation", " PendingConfirmation", "Confirmed"])("is not %j", async (word) => {
    expect(await see(word)).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });
});
