// Alert targets outside the account: each read once per run, by the role of the account it belongs to, in its own region.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DestinationLine } from "../../src/model/index.ts";
import { Bench } from "./collecting.ts";
import type { Script } from "./scripted-aws.ts";
import { BUS, LOG_GROUP, MANAGEMENT, MEMBER, SUSPENDED, TOPIC } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const FACTS = new Set(["account.eventRules", "account.keys", "account.trails", "destination"]);

/** The rule's targets on the account's own bus, and those of rules elsewhere. */
const targets = (here: readonly string[], there: readonly string[] = []): Script => ({
  "events:ListTargetsByRule": ({ input }) => ({
    ok: {
      Targets: (input["EventBusName"] === undefined ? here : there).map((Arn, index) => ({
        Id: `${index}`,
        Arn,
      })),
    },
  }),
  "cloudtrail:DescribeTrails": { ok: { trailList: [] } },
  "cloudwatch:DescribeAlarms": { ok: { MetricAlarms: [] } },
});

const trailsInto = (CloudWatchLogsLogGroupArn: string): Script[string] => ({
  ok: {
    trailList: [
      {
        Name: "all",
        TrailARN: `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/all`,
        HomeRegion: "us-east-1",
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        IncludeGlobalServiceEvents: true,
        CloudWatchLogsLogGroupArn,
      },
    ],
  },
});

async function lines(script: Script, scope: "account" | "organization" = "organization") {
  const { destinations } = await bench.collect({
    script,
    options: { facts: FACTS, scope },
    ...(scope === "account" && { account: MANAGEMENT }),
  });
  return destinations;
}

const one = async (script: Script): Promise<DestinationLine> => {
  const [line, ...more] = await lines(script);
  if (line === undefined || more.length > 0) throw new Error(`${more.length} more`);
  return line;
};

describe("which there are", () => {
  it("none for what is in the account's home region", async () => {
    const own = `arn:aws:events:us-east-1:${MEMBER}:event-bus/default`;
    expect(await lines(targets([TOPIC, own, `arn:aws:lambda:us-east-1:${MEMBER}:function:f`]))).toEqual([]);
  });

  it("a custom bus, a bus and a topic of another region, a topic and a log group of another account", async () => {
    const arns = [
      `arn:aws:events:us-east-1:${MEMBER}:event-bus/custom`,
      `arn:aws:events:eu-west-1:${MEMBER}:event-bus/default`,
      `arn:aws:sns:eu-west-1:${MEMBER}:alerts`,
      `arn:aws:sns:us-east-1:${SUSPENDED}:alerts`,
    ];
    const told = await lines({ ...targets(arns), "cloudtrail:DescribeTrails": trailsInto(LOG_GROUP) });
    expect(told.map(({ arn }) => arn).sort()).toEqual([...arns, LOG_GROUP].sort());
  });

  it("nothing is asked of a name that says neither account nor region, or is of another partition", async () => {
    const odd = [
      "arn:aws:sns:::x",
      `arn:aws-cn:sns:cn-north-1:${SUSPENDED}:x`,
      `arn:aws:sns:nowhere:${SUSPENDED}:x`,
    ];
    expect(await lines(targets(odd))).toEqual([]);
  });

  it("what a destination leads to elsewhere is one too, but no second bus", async () => {
    const topic = `arn:aws:sns:us-east-1:${SUSPENDED}:alerts`;
    const third = `arn:aws:events:us-east-1:${SUSPENDED}:event-bus/third`;
    const told = await lines(targets([BUS], [topic, third]));
    expect(told.map(({ arn }) => arn).sort()).toEqual([BUS, topic].sort());
  });

  it("none, and no call, where nobody asks for them", async () => {
    const { destinations } = await bench.collect({ options: { facts: new Set(["account.eventRules"]) } });
    expect(destinations).toEqual([]);
    expect(bench.aws.operations()).not.toContain("events:DescribeEventBus");
  });
});

describe("how they are read", () => {
  it("once per run, however many accounts point to them at the same time", async () => {
    const collector = await bench.open({ script: targets([BUS]), options: { facts: FACTS } });
    const organization = await collector.organization();
    const accounts = await Promise.all([MEMBER, SUSPENDED].map((id) => collector.account(id, organization)));
    const read = await Promise.all(accounts.map((line) => collector.destinations(line, organization)));
    collector.close();
    expect(read.map((all) => all.map(({ arn }) => arn))).toEqual([[BUS], []]);
    expect(bench.aws.operations().filter((one) => one === "events:DescribeEventBus")).toHaveLength(1);
  });

  it("in the region of the ARN, with the role of its account", async () => {
    const bus = `arn:aws:events:eu-west-1:${MEMBER}:event-bus/default`;
    const line = await one(targets([bus], [`arn:aws:sns:eu-west-1:${MEMBER}:alerts`]));
    expect(line.topics.value?.map(({ arn }) => arn)).toEqual([`arn:aws:sns:eu-west-1:${MEMBER}:alerts`]);
    const there = bench.aws.asked.filter(
      ({ region, service }) => region === "eu-west-1" && service !== "sts",
    );
    expect([...new Set(there.map(({ operation }) => operation))].sort()).toEqual([
      "events:DescribeEventBus",
      "events:ListRules",
      "events:ListTargetsByRule",
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "sns:GetSubscriptionAttributes",
      "sns:GetTopicAttributes",
      "sns:ListSubscriptionsByTopic",
    ]);
    expect(new Set(there.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set([`ASIA${MEMBER}`]));
  });

  it("a log group by its name, with the alarms of its region", async () => {
    const destinations = await lines({ ...targets([]), "cloudtrail:DescribeTrails": trailsInto(LOG_GROUP) });
    expect(destinations.map(({ arn }) => arn)).toEqual([LOG_GROUP]);
    const asked = bench.aws.asked.filter(({ operation }) => operation === "logs:DescribeMetricFilters");
    expect(asked.map(({ input, accessKeyId }) => [input["logGroupName"], accessKeyId])).toEqual([
      ["trail", "AKIDBASE"],
    ]);
  });
});

describe("what was not seen says why", () => {
  const foreign = `arn:aws:events:us-east-1:${SUSPENDED}:event-bus/central`;

  it("an account that cannot be entered", async () => {
    const line = await one({
      ...targets([foreign]),
      "sts:AssumeRole": (asked) =>
        String(asked.input["RoleArn"]).includes(SUSPENDED)
          ? { error: "AccessDenied", status: 403 }
          : { ok: role(asked.input["RoleArn"]) },
    });
    expect(line.access.state).toBe("denied");
    for (const fact of [line.bus, line.eventRules, line.topics, line.keys]) {
      expect(fact).toMatchObject({ state: "skipped", reason: { cause: "permission" } });
      expect(fact.reason?.message).toContain(`account ${SUSPENDED} was not entered`);
    }
  });

  it("an account outside the organization, which is not even tried", async () => {
    const line = await one(targets(["arn:aws:events:us-east-1:999999999999:event-bus/elsewhere"]));
    expect(line.access).toMatchObject({
      state: "skipped",
      reason: { cause: "reach", message: "account 999999999999 is not in the organization" },
    });
    const roles = bench.aws.asked.map(({ input }) => String(input["RoleArn"]));
    expect(roles.some((arn) => arn.includes("999999999999"))).toBe(false);
  });

  it("an account that is left out, unless it is the caller's own", async () => {
    const { destinations } = await bench.collect({
      script: targets([foreign, BUS]),
      options: { facts: FACTS, isExcluded: (id) => id !== MEMBER },
    });
    expect(destinations.map(({ account, access }) => [account, access.state])).toEqual([
      [MANAGEMENT, "collected"],
      [SUSPENDED, "skipped"],
    ]);
    expect(destinations[1]?.bus.reason?.message).toContain("excluded in rootproof.yaml");
    const roles = bench.aws.asked.map(({ input }) => String(input["RoleArn"]));
    expect(roles.some((arn) => arn.includes(SUSPENDED))).toBe(false);
  });

  it("another account, where only the caller's own is read", async () => {
    const [line] = await lines(targets([foreign]), "account");
    expect(line?.access).toMatchObject({ state: "skipped", reason: { cause: "configuration" } });
  });

  it("a bus that is not there has no rules to ask for", async () => {
    const line = await one({
      ...targets([BUS]),
      "events:DescribeEventBus": { error: "ResourceNotFoundException", status: 400 },
    });
    expect(line.bus.state).toBe("absent");
    expect(line.eventRules.state).toBe("skipped");
  });

  it("a refused bus does not hide its rules", async () => {
    const line = await one({
      ...targets([BUS]),
      "events:DescribeEventBus": { error: "AccessDeniedException", status: 400 },
    });
    expect([line.bus.state, line.eventRules.state]).toEqual(["denied", "collected"]);
  });

  it("another bus's answer is not believed", async () => {
    const line = await one({
      ...targets([BUS]),
      "events:DescribeEventBus": { ok: { Name: "other", Arn: BUS.replace("central", "other") } },
    });
    expect(line.bus).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });

  it("targets that were not read leave its topics incomplete", async () => {
    const { "events:ListTargetsByRule": own, ...rest } = targets([BUS]);
    const line = await one({
      ...rest,
      "events:ListTargetsByRule": (asked) =>
        asked.input["EventBusName"] === undefined && typeof own === "function"
          ? own(asked)
          : { error: "AccessDeniedException", status: 400 },
    });
    expect(line.topics).toMatchObject({
      state: "collected",
      incomplete: true,
      reason: { cause: "permission" },
    });
  });
});

const role = (arn: unknown) => {
  const id = /\d{12}/.exec(String(arn))?.[0] ?? "";
  return {
    AssumedRoleUser: {
      AssumedRoleId: "AROA:rootproof",
      Arn: `arn:aws:sts::${id}:assumed-role/audit/rootproof`,
    },
    Credentials: {
      AccessKeyId: `ASIA${id}`,
      SecretAccessKey: "secret-of-the-session",
      SessionToken: "token-of-the-session",
      Expiration: new Date("2030-01-01T00:00:00Z"),
    },
  };
};
