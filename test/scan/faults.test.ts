// A sample of the fault matrix (npm run test:faults has all of it): every operation once, every kind about twice.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { FaultKind } from "../../src/sandbox/index.ts";
import { faultAt, type FaultBench, OPERATIONS, startFaultBench } from "./fault-cell.ts";

/** In an order that gives neighbours in the list of operations different ones. */
const KINDS: readonly FaultKind[] = [
  "accessDenied",
  "html200",
  "wordsForNumbers",
  "reset",
  "empty200",
  "truncated",
  "sameToken",
  "throttle",
  "missingFields",
  "cutOff",
  "emptyMap",
  "html503",
  "wrongTypes",
  "endlessPages",
  "expiredToken",
  "duplicates",
  "silence",
  "truncatedWithoutMarker",
];

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.close());

const sample = OPERATIONS.map((at, index) => ({ ...at, kind: KINDS[index % KINDS.length]! }));

it.each(sample)("$service:$operation answers $kind", async ({ kind, ...at }) => {
  const { falsePasses, lost, wrongExit } = await bench.cell([faultAt(at, { kind })], at);
  expect({ falsePasses, lost, wrongExit }).toEqual({ falsePasses: [], lost: [], wrongExit: [] });
});

describe("what a second attempt gets over changes nothing", () => {
  it.each(["throttle", "html503", "reset", "truncated", "cutOff", "silence"] as const)("%s", async (kind) => {
    const at = { service: "iam", operation: "GetAccountSummary" };
    const cell = await bench.cell([faultAt(at, { kind, times: 1 })], at, "long");
    expect(cell.changed).toEqual([]);
    expect(cell.refused).toBeUndefined();
  });
});

it("an answer for another account is nobody's", async () => {
  for (const at of [
    { service: "sts", operation: "AssumeRole" },
    { service: "sts", operation: "GetCallerIdentity" },
    { service: "iam", operation: "ListMFADevices" },
    { service: "organizations", operation: "DescribeOrganization" },
  ]) {
    const { falsePasses, lost } = await bench.cell([faultAt(at, { kind: "wrongAccount" })], at);
    expect([at.operation, falsePasses, lost]).toEqual([at.operation, [], []]);
  }
});

it("a fault that lasts is noticed", async () => {
  const at = { service: "iam", operation: "GetAccountSummary" };
  const { changed } = await bench.cell([faultAt(at, { kind: "emptyMap" })], at);
  expect(changed.length).toBeGreaterThan(0);
});
