// What root did, for the reports: certain events only, by time, and nothing where nothing was seen.
import { expect, it } from "@jest/globals";
import { Unknown } from "../../src/condition/index.ts";
import { rootActivityOf } from "../../src/evaluate/root-activity.ts";

const event = (id: string, time: string, more: object = {}) => ({
  id,
  account: "111122223333",
  region: "us-east-1",
  time: Date.parse(time),
  source: "iam.amazonaws.com",
  name: "CreateAccessKey",
  type: "AwsApiCall",
  identity: { type: "Root" },
  details: [],
  otherFields: [],
  ...more,
});
const activity = (records: object[]) => rootActivityOf({ events: { covered: [], records } as never });

it("tells root's events by time, and how they ended", () => {
  const told = activity([
    event("b", "2026-11-02T00:00:00Z", { address: "203.0.113.7", agent: "cli for ana@example.com" }),
    event("a", "2026-11-01T00:00:00Z", { errorCode: "AccessDenied" }),
    event("c", "2026-11-03T00:00:00Z", {
      source: "signin.amazonaws.com",
      name: "ConsoleLogin",
      signInResult: "Failure",
    }),
  ]);
  const common = { service: "iam.amazonaws.com", region: "us-east-1", event: "CreateAccessKey" };
  expect(told).toEqual([
    { ...common, time: "2026-11-01T00:00:00.000Z", error: "AccessDenied" },
    { ...common, time: "2026-11-02T00:00:00.000Z", address: "203.0.113.7", agent: "cli for a…@example.com" },
    {
      time: "2026-11-03T00:00:00.000Z",
      event: "ConsoleLogin",
      service: "signin.amazonaws.com",
      region: "us-east-1",
      error: "Failure",
    },
  ]);
});

it("leaves out whoever is not certainly root", () => {
  expect(activity([event("a", "2026-11-01T00:00:00Z", { identity: { type: "IAMUser" } })])).toEqual([]);
  expect(activity([event("a", "2026-11-01T00:00:00Z", { identity: {} })])).toEqual([]);
});

it("is empty where the events were not seen", () => {
  expect(rootActivityOf({ events: new Unknown([]) })).toEqual([]);
  expect(rootActivityOf({})).toEqual([]);
});
