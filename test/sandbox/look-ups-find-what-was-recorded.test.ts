// LookupEvents as AWS answers it: one attribute, one account, one region, 90 days, newest first, pages bound to the question.
import {
  LookupEventsCommand,
  paginateLookupEvents,
  type CloudTrailClient,
  type Event,
  type LookupAttributeKey,
  type LookupEventsCommandInput,
} from "@aws-sdk/client-cloudtrail";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { clientsOf, collectPages, failure, inside, withSandbox } from "./clients.ts";

const now = new Date("2026-03-01T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() - count * 60_000);

let sandbox: Sandbox;
let member: CloudTrailClient;
beforeAll(async () => {
  sandbox = await startSandbox({ stories: ["incident"], now: () => now });
  member = (await inside(sandbox, "incident")).cloudtrail;
});
afterAll(() => sandbox.close());

function by(AttributeKey: LookupAttributeKey, AttributeValue: string): LookupEventsCommandInput {
  return { LookupAttributes: [{ AttributeKey, AttributeValue }] };
}

async function all(client: CloudTrailClient, input: LookupEventsCommandInput): Promise<Event[]> {
  return (await collectPages(paginateLookupEvents({ client }, input), ({ Events }) => Events)).items;
}

describe("finding", () => {
  it("by name of user, event and source, by key, by id and by kind", async () => {
    const root = await all(member, by("Username", "root"));
    expect(root.length).toBeGreaterThan(20);
    const times = root.map(({ EventTime }) => EventTime!.getTime());
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    const count = async (key: LookupAttributeKey, value: string) =>
      (await all(member, by(key, value))).length;
    expect(await count("EventName", "ConsoleLogin")).toBe(5);
    expect(await count("EventSource", "account.amazonaws.com")).toBe(3);
    expect(await count("AccessKeyId", root[0]!.AccessKeyId!)).toBe(3);
    expect(await count("EventId", root[0]!.EventId!)).toBe(1);
    const changes = await all(member, by("ReadOnly", "false"));
    expect(new Set(changes.map(({ ReadOnly }) => ReadOnly))).toEqual(new Set(["false"]));
    expect(await count("Username", "nobody")).toBe(0);
    expect(await all(member, {})).not.toHaveLength(root.length);
  });

  it("in one region of one account", async () => {
    const away = (await inside(sandbox, "incident", "ap-southeast-1")).cloudtrail;
    const names = (await all(away, by("Username", "root"))).map(({ EventName }) => EventName);
    expect(names).toContain("RunInstances");
    expect(await all(clientsOf(sandbox).cloudtrail, by("EventName", "RunInstances"))).toEqual([]);
  });

  it("in a span of time, both ends included, at most 90 days back", async () => {
    const logins = await all(member, by("EventName", "ConsoleLogin"));
    const [last, ...earlier] = logins.map(({ EventTime }) => EventTime!);
    const span = { ...by("EventName", "ConsoleLogin"), StartTime: last!, EndTime: last! };
    expect(await all(member, span)).toHaveLength(1);
    const until = { ...by("EventName", "ConsoleLogin"), EndTime: new Date(last!.getTime() - 1000) };
    expect(await all(member, until)).toHaveLength(earlier.length);
    let clock = now;
    await withSandbox({ stories: ["root-change-a-month-ago"], now: () => clock }, async (old) => {
      const { cloudtrail } = await inside(old, "root-change-a-month-ago");
      expect(await all(cloudtrail, by("EventName", "CreateUser"))).toHaveLength(1);
      clock = new Date(clock.getTime() + 61 * 86_400_000);
      const later = (await inside(old, "root-change-a-month-ago")).cloudtrail;
      expect(await all(later, { ...by("EventName", "CreateUser"), StartTime: new Date(0) })).toEqual([]);
    });
  });
});

describe("paging", () => {
  it("comes in small pages, and a token is good for the same question only", async () => {
    const question = { ...by("Username", "root"), StartTime: minutes(6000), EndTime: now };
    const first = await member.send(new LookupEventsCommand(question));
    expect(first.Events).toHaveLength(3);
    const NextToken = first.NextToken!;
    const second = await member.send(new LookupEventsCommand({ ...question, NextToken }));
    expect(second.Events![0]!.EventId).not.toBe(first.Events![0]!.EventId);
    const others = [
      { ...question, EndTime: minutes(1) },
      { ...by("Username", "other"), StartTime: minutes(6000), EndTime: now },
      { ...question, MaxResults: 2 },
    ];
    for (const other of others) {
      const error = await failure(member.send(new LookupEventsCommand({ ...other, NextToken })));
      expect(error.name).toBe("InvalidNextTokenException");
    }
  });
});

describe("refusing", () => {
  it("what AWS refuses, by its names", async () => {
    const name = async (input: LookupEventsCommandInput) =>
      (await failure(member.send(new LookupEventsCommand(input)))).name;
    const two = [...by("Username", "root").LookupAttributes!, ...by("EventName", "x").LookupAttributes!];
    expect(await name({ LookupAttributes: two })).toBe("InvalidLookupAttributesException");
    expect(await name(by("Color" as LookupAttributeKey, "red"))).toBe("InvalidLookupAttributesException");
    expect(await name({ StartTime: now, EndTime: minutes(5) })).toBe("InvalidTimeRangeException");
    expect(await name({ MaxResults: 51 })).toBe("InvalidMaxResultsException");
  });

  it("more than so many a second in an account and region, when told to", async () => {
    let clock = now;
    const limits = [{ operation: "cloudtrail:LookupEvents", perSecond: 2 }];
    await withSandbox({ accounts: 2, limits, now: () => clock }, async (strict) => {
      const here = clientsOf(strict).cloudtrail;
      const there = clientsOf(strict, { region: "eu-west-1" }).cloudtrail;
      const look = (client: CloudTrailClient) => client.send(new LookupEventsCommand({}));
      await look(here);
      await look(here);
      expect((await failure(look(here))).name).toBe("ThrottlingException");
      expect((await look(there)).Events).toEqual([]);
      clock = new Date(clock.getTime() + 500);
      expect((await look(here)).Events).toEqual([]);
      expect((await failure(look(here))).name).toBe("ThrottlingException");
    });
  });
});
