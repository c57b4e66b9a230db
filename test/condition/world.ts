// A small schema with everything the evidence schema has, and random documents of it: what the laws are tried on.
import type { Field, JsonSchema, RecordType, Type } from "../../src/condition/index.ts";
import type * as ConditionModule from "../../src/condition/index.ts";
import type * as ViewModule from "../../src/evaluate/view.ts";

/** The module under test, or a mutant of it. */
export type Implementation = typeof ConditionModule & typeof ViewModule;

const observed = (value: JsonSchema): JsonSchema => ({
  allOf: [{ $ref: "#/$defs/Observed" }, { properties: { value } }],
});
const observedOrAbsent = (value: JsonSchema): JsonSchema => ({
  allOf: [{ $ref: "#/$defs/ObservedOrAbsent" }, { properties: { value } }],
});
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const record = (
  properties: Record<string, JsonSchema>,
  optional: readonly string[] = [],
  key?: string,
): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  ...(key !== undefined && { "x-key": key }),
});
const STRING: JsonSchema = { type: "string" };
const BOOL: JsonSchema = { type: "boolean" };
const INT: JsonSchema = { type: "integer" };
const TIME: JsonSchema = { type: "string", format: "date-time" };

export const worldSchema: JsonSchema = {
  $defs: {
    Observed: { type: "object" },
    ObservedOrAbsent: { type: "object" },
    Account: record(
      {
        id: STRING,
        kind: { const: "account" },
        partition: ref("Partition"),
        created: TIME,
        nickname: STRING,
        summary: observed(ref("Summary")),
        contact: observedOrAbsent(ref("Contact")),
        aliases: observed(list(STRING)),
        trails: observed(list(ref("Trail"))),
        events: observed(list(ref("Event"))),
        settings: ref("Settings"),
        topics: list(ref("Topic")),
      },
      ["nickname"],
    ),
    Organization: record({
      id: observedOrAbsent(STRING),
      features: observedOrAbsent(list(STRING)),
      size: observed(INT),
    }),
    Partition: { enum: ["aws", "aws-cn", "aws-us-gov"] },
    Summary: record({ mfa: BOOL, keys: INT, password: observed(BOOL), since: TIME, tier: ref("Partition") }, [
      "since",
    ]),
    Contact: record({ email: STRING, verified: BOOL }),
    Trail: record(
      {
        arn: STRING,
        name: STRING,
        multi: BOOL,
        size: INT,
        tags: list(STRING),
        status: observed(ref("Status")),
        owner: observedOrAbsent(STRING),
        rules: list(ref("Rule")),
      },
      ["size"],
      "arn",
    ),
    Status: record({ logging: BOOL, error: STRING, at: TIME, level: INT }, ["error"]),
    Rule: record({ field: STRING, equals: list(STRING), deny: BOOL }, ["equals"]),
    Event: record({ id: STRING, time: TIME, changes: BOOL, regions: observed(list(STRING)) }, [], "id"),
    Settings: record({ strict: BOOL, level: INT, note: STRING, limit: observedOrAbsent(INT) }, ["note"]),
    Topic: record({ arn: STRING, open: observed(BOOL), key: observedOrAbsent(STRING) }, [], "arn"),
  },
};

export const derivedWorld: JsonSchema = {
  $defs: { Power: record({ outcome: { enum: ["denied", "partial"] }, left: INT, sure: BOOL }) },
  properties: {
    "account.power": {
      ...ref("Power"),
      "x-reads": ["account.summary", "organization.size"],
      "x-parameters": ["allowed"],
    },
    "account.trails[].records": { ...BOOL, "x-reads": ["account.trails"] },
    "account.grade": { ...INT, "x-reads": ["account.power", "account.aliases"] },
    "account.incident": { ...STRING, "x-reads": ["account.id"], "x-optional": true },
  },
};

export const PARAMETERS = {
  days: "number",
  strict: "boolean",
  word: "string",
  allowed: "list<string>",
  "group.names": "list<string>",
} as const;
export const PARAMETER_VALUES = {
  days: 2,
  strict: true,
  word: "a",
  allowed: ["a", "ab"],
  group: { names: ["b", "*@example.com"] },
};

/** The variables of an account's conditions. */
export function worldVariables(implementation: Implementation): Record<string, Type> {
  const { recordType, parametersType } = implementation;
  return {
    account: recordType(worldSchema, "Account"),
    organization: recordType(worldSchema, "Organization"),
    params: parametersType(PARAMETERS),
    asOf: { kind: "time" },
  };
}

/** Choices, one after the other; when they are used up, always the first, which every generator takes for the simplest. */
export class Tape {
  #at = 0;
  readonly #choices: ArrayLike<number>;

  constructor(choices: ArrayLike<number>) {
    this.#choices = choices;
  }

  get isUsedUp(): boolean {
    return this.#at >= this.#choices.length;
  }

  below(limit: number): number {
    return (this.#choices[this.#at++] ?? 0) % limit;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }
}

export const AS_OF = Date.parse("2026-01-15T12:00:00Z");
export const HOUR = 3_600_000;
export const TEXTS = ["a", "b", "ab", "", "A@example.com", "x@y@example.com"] as const;

export type Json = Record<string, unknown>;

export const instant = (time: number): string => new Date(time).toISOString();

/** A random document: everything seen, an hour ago. */
export function randomDocument(type: RecordType, tape: Tape): Json {
  const document: Json = {};
  for (const [name, field] of type.fields) {
    if (field.derived !== undefined || (field.omittable && tape.below(3) === 1)) continue;
    document[name] = field.observed ? randomObserved(field, tape) : randomValue(field.type, tape, "k0");
  }
  return document;
}

function randomObserved(field: Field, tape: Tape): Json {
  const frame = {
    observedAt: instant(AS_OF - HOUR),
    calls: [{ operation: "x:Get", region: "r", outcome: "ok" }],
  };
  if (field.optional && !field.omittable && tape.below(3) === 1) return { state: "absent", ...frame };
  return { state: "collected", value: randomValue(field.type, tape, "k0"), ...frame };
}

function randomValue(type: Type, tape: Tape, key: string): unknown {
  switch (type.kind) {
    case "bool":
      return tape.below(2) === 0;
    case "num":
      return tape.below(4);
    case "string":
      return tape.pick(TEXTS);
    case "enum":
      return tape.pick(type.values);
    case "time":
      return instant(AS_OF - tape.below(6) * 24 * HOUR);
    case "record":
      return randomDocument(type, tape);
    case "list":
      return Array.from({ length: tape.below(4) }, (_, index) => {
        const item = randomValue(type.of, tape, key);
        return type.key === undefined ? item : { ...(item as Json), [type.key]: `k"${index}` };
      });
  }
}
