// Schemas → types: what may be absent, what is observed, what derived facts read; and the schemas that are refused.
import { describe, expect, it } from "@jest/globals";
import {
  createEnvironment,
  type Field,
  parametersType,
  parseInstant,
  recordType,
  type Type,
  withDerived,
} from "../../src/condition/index.ts";
import { derivedSchema, evidenceSchema } from "../../src/evaluate/schemas.gen.ts";
import { derivedWorld, worldSchema } from "./world.ts";

const account = recordType(worldSchema, "Account");

describe("recordType", () => {
  it("knows what is observed, what may be absent, what may be left out", () => {
    const field = (name: string) => {
      const { type, ...rest } = account.fields.get(name)!;
      return { kind: type.kind, ...rest };
    };
    expect(field("id")).toEqual({ kind: "string", optional: false, omittable: false, observed: false });
    expect(field("nickname")).toEqual({ kind: "string", optional: true, omittable: true, observed: false });
    expect(field("summary")).toEqual({ kind: "record", optional: false, omittable: false, observed: true });
    expect(field("contact")).toEqual({ kind: "record", optional: true, omittable: false, observed: true });
    expect(field("created").kind).toBe("time");
    expect(account.fields.get("partition")?.type).toEqual({
      kind: "enum",
      values: ["aws", "aws-cn", "aws-us-gov"],
    });
    expect(account.fields.get("trails")?.type).toMatchObject({
      kind: "list",
      key: "arn",
      of: { name: "Trail" },
    });
  });

  it("reads the whole evidence schema, with its derived facts", () => {
    const variables = {
      account: recordType(evidenceSchema, "AccountLine"),
      organization: recordType(evidenceSchema, "OrganizationLine"),
    };
    const { account: line } = withDerived(variables, derivedSchema);
    expect(line?.kind === "record" && [...line.fields.keys()]).toEqual(
      expect.arrayContaining(["summary", "trails", "rootPower", "alerts"]),
    );
    expect(variables.account.fields.has("rootPower")).toBe(false);
  });

  it.each([
    ["an unknown definition", { $defs: { A: { $ref: "#/$defs/B" } } }, "no definition #/$defs/B"],
    ["no record", { $defs: { A: { type: "string" } } }, "A is no record"],
    [
      "itself",
      { $defs: { A: { type: "object", properties: { a: { $ref: "#/$defs/A" } } } } },
      "holds itself",
    ],
    [
      "a value of any type",
      { $defs: { A: { type: "object", properties: { a: {} } } } },
      "conditions cannot read",
    ],
    [
      "mixed words",
      { $defs: { A: { type: "object", properties: { a: { enum: [1, "a"] } } } } },
      "one scalar type",
    ],
    [
      "an observed value of nothing",
      {
        $defs: {
          Observed: {},
          A: { type: "object", properties: { a: { allOf: [{ $ref: "#/$defs/Observed" }] } } },
        },
      },
      "without a schema",
    ],
  ])("refuses a schema with %s", (_what, schema, message) => {
    expect(() => recordType(schema, "A")).toThrow(message);
  });

  it("reads numbers and booleans that are fixed", () => {
    const properties = { a: { const: 1 }, b: { const: true }, c: { enum: [1, 2] }, d: { const: "x" } };
    const { fields } = recordType({ $defs: { A: { type: "object", properties } } }, "A");
    expect([...fields.values()].map(({ type }) => type.kind)).toEqual(["num", "bool", "num", "enum"]);
  });
});

describe("withDerived", () => {
  const variables: Record<string, Type> = {
    account,
    organization: recordType(worldSchema, "Organization"),
  };

  it("adds fields, in lists too, and traces reads to observed facts", () => {
    const { account: type } = withDerived(variables, derivedWorld);
    const fields = type?.kind === "record" ? type.fields : new Map<string, Field>();
    expect(fields.get("grade")?.derived).toEqual({
      reads: ["account.summary", "organization.size", "account.aliases"],
      parameters: ["allowed"],
    });
    expect(fields.get("incident")).toMatchObject({ optional: true });
    const trails = fields.get("trails")?.type;
    expect(trails).toMatchObject({ kind: "list", key: "arn" });
    const trail = trails?.kind === "list" ? trails.of : undefined;
    expect(trail?.kind === "record" && trail.fields.has("records")).toBe(true);
  });

  it("leaves out facts of a variable that is not there", () => {
    const { organization } = variables;
    expect(withDerived({ organization: organization! }, derivedWorld)).toEqual({ organization });
  });

  it.each([
    [{ "account.x": { type: "boolean", "x-reads": ["account.nothing"] } }, "which no schema has"],
    [{ "account.x": { type: "boolean", "x-reads": ["account.x"] } }, "reads itself"],
    [{ "account.nothing[].x": { type: "boolean" } }, "there is no nothing"],
    [{ "account.id.x": { type: "boolean" } }, "belongs to a record"],
  ])("refuses %j", (properties, message) => {
    expect(() => withDerived(variables, { properties })).toThrow(message);
  });
});

describe("parametersType", () => {
  it("nests dotted names; a name that is both is a record", () => {
    const { fields } = parametersType({ a: "number", "b.c": "list<string>", "b.d": "string", b: "boolean" });
    expect(fields.get("a")?.type).toEqual({ kind: "num" });
    const inner = fields.get("b")?.type;
    expect(inner?.kind === "record" && [...inner.fields.keys()]).toEqual(["c", "d"]);
  });
});

describe("createEnvironment", () => {
  const spec = { name: "f", args: [], returns: { kind: "bool" }, call: () => true } as const;

  it("refuses a function twice, a built-in one too, and records as arguments", () => {
    expect(() => createEnvironment({ variables: {}, functions: [spec, spec] })).toThrow("f is there twice");
    expect(() => createEnvironment({ variables: {}, functions: [{ ...spec, name: "glob" }] })).toThrow(
      "glob is there twice",
    );
    expect(() => createEnvironment({ variables: {}, functions: [{ ...spec, args: [account] }] })).toThrow(
      "scalars",
    );
  });
});

describe("parseInstant", () => {
  it.each([
    ["2026-01-15T12:00:00Z", Date.UTC(2026, 0, 15, 12)],
    ["2026-01-15T12:00:00.123Z", Date.UTC(2026, 0, 15, 12, 0, 0, 123)],
    ["2026-01-15T12:00:00.123456789Z", Date.UTC(2026, 0, 15, 12, 0, 0, 123)],
    ["2026-01-15T12:00:00+02:00", Date.UTC(2026, 0, 15, 10)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    ["2026-01-31T23:30:00-05:00", Date.UTC(2026, 1, 1, 4, 30)],
    ["2026-02-29T00:00:00Z", undefined],
    ["2026-02-30T00:00:00Z", undefined],
    ["2026-04-31T00:00:00+01:00", undefined],
    ["2026-13-01T00:00:00Z", undefined],
    ["2026-01-15T25:00:00Z", undefined],
    ["2026-01-15T12:60:00Z", undefined],
    ["2026-01-15", undefined],
    ["2026-01-15T12:00:00", undefined],
    ["2026-01-15 12:00:00Z", undefined],
    ["no_information", undefined],
    ["N/A", undefined],
    ["", undefined],
  ])("%s: %p", (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });
});
