// What a trail records, by both kinds of selectors. Cases from AWS-FACTS 9.1.
import { describe, expect, it } from "@jest/globals";
import { type EventSelector, type FieldSelector, managementEvents } from "../../src/semantics/index.ts";

const basic = (...eventSelectors: EventSelector[]) => managementEvents({ eventSelectors });
const advanced = (...selectors: FieldSelector[][]) =>
  managementEvents({ advancedEventSelectors: selectors.map((fieldSelectors) => ({ fieldSelectors })) });

const ALL = { readWriteType: "All", includeManagementEvents: true, excludeManagementEventSources: [] };
const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };
const DATA = { field: "eventCategory", equals: ["Data"] };
const KMS = "kms.amazonaws.com";
const RDS = "rdsdata.amazonaws.com";

describe("event selectors", () => {
  it.each([
    ["All", [ALL], true, true],
    ["ReadOnly", [{ ...ALL, readWriteType: "ReadOnly" }], true, false],
    ["WriteOnly", [{ ...ALL, readWriteType: "WriteOnly" }], false, true],
    ["not included", [{ ...ALL, includeManagementEvents: false }], false, false],
    [
      "two halves",
      [
        { ...ALL, readWriteType: "ReadOnly" },
        { ...ALL, readWriteType: "WriteOnly" },
      ],
      true,
      true,
    ],
    ["one excluded, one in", [{ ...ALL, includeManagementEvents: false }, ALL], true, true],
    ["another word", [{ ...ALL, readWriteType: "Sometimes" }], "unknown", "unknown"],
    ["word missing", [{ includeManagementEvents: true }], "unknown", "unknown"],
    ["inclusion missing", [{ readWriteType: "All" }], "unknown", "unknown"],
    [
      "a strange source left out",
      [{ ...ALL, excludeManagementEventSources: ["signin.amazonaws.com"] }],
      "unknown",
      "unknown",
    ],
    [
      "unknown beside a certain one",
      [{ ...ALL, readWriteType: "WriteOnly" }, { readWriteType: "All" }],
      "unknown",
      true,
    ],
  ] as const)("%s", (_name, selectors, reads, writes) =>
    expect(basic(...selectors)).toMatchObject({ reads, writes }),
  );

  it("names the sources left out, unless another selector has them", () => {
    const without = { ...ALL, excludeManagementEventSources: [RDS, KMS] };
    expect(basic(without).excludedSources).toEqual([KMS, RDS]);
    expect(basic(without, ALL).excludedSources).toEqual([]);
    expect(basic(without, { ...ALL, readWriteType: "ReadOnly" }).excludedSources).toEqual([KMS, RDS]);
  });
});

describe("advanced event selectors", () => {
  it.each([
    ["management", [[MANAGEMENT]], true, true],
    ["reads", [[MANAGEMENT, { field: "readOnly", equals: ["true"] }]], true, false],
    ["writes", [[MANAGEMENT, { field: "readOnly", equals: ["false"] }]], false, true],
    [
      "reads and not reads",
      [[MANAGEMENT, { field: "readOnly", equals: ["true"] }, { field: "readOnly", equals: ["false"] }]],
      false,
      false,
    ],
    ["data only", [[DATA, { field: "resources.type", equals: ["AWS::S3::Object"] }]], false, false],
    ["data and management", [[DATA], [MANAGEMENT]], true, true],
    ["without kms", [[MANAGEMENT, { field: "eventSource", notEquals: [KMS] }]], true, true],
    ["empty operators beside", [[{ ...MANAGEMENT, notEquals: [], startsWith: [] }]], true, true],
    ["no category", [[{ field: "readOnly", equals: ["true"] }]], "unknown", "unknown"],
    ["two categories", [[{ field: "eventCategory", equals: ["Management", "Data"] }]], "unknown", "unknown"],
    ["category by prefix", [[{ field: "eventCategory", startsWith: ["Man"] }]], "unknown", "unknown"],
    [
      "another field",
      [[MANAGEMENT, { field: "eventName", notEquals: ["ConsoleLogin"] }]],
      "unknown",
      "unknown",
    ],
    ["a source picked", [[MANAGEMENT, { field: "eventSource", equals: [KMS] }]], "unknown", "unknown"],
    [
      "a strange source left out",
      [[MANAGEMENT, { field: "eventSource", notEquals: ["signin.amazonaws.com"] }]],
      "unknown",
      "unknown",
    ],
    [
      "two operators on one field",
      [[MANAGEMENT, { field: "readOnly", equals: ["true"], notEquals: ["false"] }]],
      "unknown",
      "unknown",
    ],
    [
      "readOnly of another word",
      [[MANAGEMENT, { field: "readOnly", equals: ["maybe"] }]],
      "unknown",
      "unknown",
    ],
    [
      "unknown beside a certain one",
      [[MANAGEMENT, { field: "sessionCredentialFromConsole", equals: ["true"] }], [MANAGEMENT]],
      true,
      true,
    ],
    ["no fields", [[]], "unknown", "unknown"],
  ] as const)("%s", (_name, selectors, reads, writes) => {
    expect(advanced(...selectors.map((one) => [...one]))).toMatchObject({ reads, writes });
  });

  it("names the sources left out", () => {
    expect(advanced([MANAGEMENT, { field: "eventSource", notEquals: [KMS] }]).excludedSources).toEqual([KMS]);
  });
});

describe("what is no answer", () => {
  it("neither kind, or both", () => {
    expect(managementEvents({})).toMatchObject({
      reads: "unknown",
      writes: "unknown",
      reason: "no event selector was listed",
    });
    expect(managementEvents({ eventSelectors: [] }).reads).toBe("unknown");
    expect(
      managementEvents({ eventSelectors: [ALL], advancedEventSelectors: [{ fieldSelectors: [MANAGEMENT] }] })
        .writes,
    ).toBe("unknown");
  });

  it("says what and why", () => {
    expect(basic({ ...ALL, readWriteType: "WriteOnly" }).reason).toBe(
      "read events: not recorded, write events: recorded",
    );
    expect(basic({ readWriteType: "All" }).reason).toContain("IncludeManagementEvents is missing");
  });
});
