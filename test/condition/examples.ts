// Conditions with what they must give, on one document with named facts taken away. Shared by the unit tests and the mutants.
import type { FunctionSpec, RecordType, Type } from "../../src/condition/index.ts";
import { scopeOf } from "./laws.ts";
import { type Kind, removeAll, sitesOf } from "./removals.ts";
import { AS_OF, HOUR, type Implementation, instant, type Json, worldVariables } from "./world.ts";

/** Written plainly; where the schema observes, it is wrapped. `null` is an observed "not there". */
const ACCOUNT = {
  id: "111122223333",
  kind: "account",
  partition: "aws",
  created: "2020-01-01T00:00:00Z",
  summary: { mfa: true, keys: 0, password: false, tier: "aws-cn" },
  contact: { email: "Security@Example.com", verified: true },
  aliases: ["prod", "main"],
  trails: [trail("t1", { multi: true, size: 3, owner: null }), trail("t2", { multi: false, owner: "ops" })],
  events: [event("e1", 1, true), event("e2", 30, false)],
  settings: { strict: true, level: 2, limit: null },
  topics: [{ arn: "s1", open: false, key: "k" }],
};

const ORGANIZATION = { id: "o-1", features: ["ALL", "RootSessions"], size: 7 };

function trail(arn: string, rest: Json): Json {
  const status = { logging: true, at: "2026-01-15T11:00:00Z", level: 1 };
  return {
    arn,
    name: `trail-${arn}`,
    tags: ["x", "y"],
    status,
    rules: [{ field: "f", deny: false }],
    ...rest,
  };
}

function event(id: string, days: number, changes: boolean): Json {
  return { id, time: instant(AS_OF - days * 24 * HOUR), changes, regions: ["eu-west-1"] };
}

/** A plain record as a document. */
export function wrap(type: RecordType, plain: Json): Json {
  const document: Json = {};
  for (const [name, value] of Object.entries(plain)) {
    const field = type.fields.get(name)!;
    const inner = wrapValue(field.type, value);
    document[name] = field.observed ? observe(inner) : inner;
  }
  return document;
}

function observe(value: unknown): Json {
  const calls = [{ operation: "x:Get", region: "r", outcome: "ok" }];
  const frame = { observedAt: instant(AS_OF - HOUR), calls };
  return value === null ? { state: "absent", ...frame } : { state: "collected", value, ...frame };
}

function wrapValue(type: Type, value: unknown): unknown {
  if (value === null) return null;
  if (type.kind === "record") return wrap(type, value as Json);
  return type.kind === "list" ? (value as unknown[]).map((item) => wrapValue(type.of, item)) : value;
}

/** The functions that examples and the golden file know. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: "inNetwork",
    args: [{ kind: "string" }, { kind: "list", of: { kind: "string" } }],
    returns: { kind: "bool" },
    call: (text: string, list: readonly string[]) => list.includes(text),
  },
  {
    name: "boom",
    args: [{ kind: "string" }],
    returns: { kind: "bool" },
    call: () => {
      throw new Error("boom went off");
    },
  },
  { name: "liar", args: [{ kind: "num" }], returns: { kind: "bool" }, call: () => "true" },
];

/** Source, removals as `fact: kind`, and the outcome: a boolean, the names of what is missing, or `error: …`. */
export type Example = readonly [
  source: string,
  removed: Readonly<Record<string, Kind>>,
  expected: boolean | readonly string[] | string,
];

const MFA = "account.summary";
const PASSWORD = "account.summary.password";
const KEYS = "account.summary.keys";
const TRAILS = "account.trails";
const T1 = 'account.trails["t1"]';
const T2 = 'account.trails["t2"]';

export const EXAMPLES: readonly Example[] = [
  // Reading
  ["account.summary.mfa", {}, true],
  ["account.summary.mfa", { [MFA]: "denied" }, [MFA]],
  ["!account.summary.mfa", { [MFA]: "stale" }, [MFA]],
  ["!account.summary.mfa", { "account.summary.mfa": "deleted" }, ["account.summary.mfa"]],
  ["!account.summary.mfa", { "account.summary.mfa": "malformed" }, ["account.summary.mfa"]],
  ["account.summary.keys == 0", { [KEYS]: "malformed" }, [KEYS]],
  ["account.settings.strict", {}, true],
  // Logic
  ["account.summary.password && account.summary.mfa", { "account.summary.mfa": "deleted" }, false],
  ["account.summary.mfa && account.summary.password", { "account.summary.mfa": "deleted" }, false],
  ["account.summary.mfa || account.summary.password", { [PASSWORD]: "denied" }, true],
  ["account.summary.password || account.summary.mfa", { [PASSWORD]: "denied" }, true],
  ["account.summary.mfa && account.summary.password", { [PASSWORD]: "denied" }, [PASSWORD]],
  ["account.summary.password || account.summary.keys > 0", { [PASSWORD]: "denied" }, [PASSWORD]],
  [
    "(account.summary.password || true) && account.settings.strict",
    { [PASSWORD]: "denied", "account.settings.strict": "deleted" },
    ["account.settings.strict"],
  ],
  [
    "account.summary.password && account.settings.strict",
    { [PASSWORD]: "denied", "account.settings.strict": "deleted" },
    ["account.settings.strict", PASSWORD],
  ],
  [
    "account.summary.password == account.settings.strict",
    { [PASSWORD]: "denied", "account.settings.strict": "deleted" },
    ["account.settings.strict", PASSWORD],
  ],
  ["account.summary.password ? true : true", { [PASSWORD]: "denied" }, [PASSWORD]],
  ["account.summary.mfa ? account.summary.password : true", { [PASSWORD]: "denied" }, [PASSWORD]],
  ["account.summary.mfa ? true : account.summary.password", { [PASSWORD]: "denied" }, true],
  // Comparing
  [
    "account.summary.keys == 0 && account.summary.keys <= 0 && account.summary.keys >= 0 && !(account.summary.keys != 0)",
    {},
    true,
  ],
  ["account.summary.keys < 0 || account.summary.keys > 0", {}, false],
  ["account.settings.level > -1 && account.settings.level == 2.0 && account.settings.level < 2.5", {}, true],
  ["account.summary.keys > 0", { [KEYS]: "deleted" }, [KEYS]],
  ["account.created < asOf && account.created < daysBefore(asOf, params.days)", {}, true],
  ["account.created < daysBefore(asOf, 9000)", {}, false],
  [
    "account.created < daysBefore(asOf, -1)",
    {},
    "error: daysBefore: the number of days must be 0 or more, this is -1",
  ],
  ['account.partition == "aws" && account.summary.tier != "aws"', {}, true],
  ['account.partition in ["aws-cn", "aws-us-gov"]', {}, false],
  ['account.id.startsWith("1111") && account.id.endsWith("3333") && account.id.contains("2222")', {}, true],
  ['account.id.startsWith("2") || account.id.endsWith("1") || account.id.contains("9")', {}, false],
  ['account.id.startsWith("1")', { "account.id": "deleted" }, ["account.id"]],
  // Absent is knowledge, not seen is not
  ["has(account.contact)", {}, true],
  ["has(account.settings.limit)", {}, false],
  ["has(account.settings.limit)", { "account.settings.limit": "stale" }, ["account.settings.limit"]],
  ["has(account.settings.note)", {}, false],
  ["has(account.contact)", { "account.contact": "denied" }, ["account.contact"]],
  ["!has(account.contact)", { "account.contact": "deleted" }, ["account.contact"]],
  ["has(account.settings.limit) && account.settings.limit > 1", {}, false],
  ["!has(account.settings.limit) || account.settings.limit > 1", {}, true],
  ["has(account.settings.limit) ? account.settings.limit > 1 : true", {}, true],
  ["orElse(account.settings.limit, 5) == 5", {}, true],
  [
    "orElse(account.settings.limit, 5) == 5",
    { "account.settings.limit": "failed" },
    ["account.settings.limit"],
  ],
  ["orElse(account.nickname, account.id) == account.id", {}, true],
  ['has(account.contact) && glob(account.contact.email, "*@example.com")', {}, true],
  [
    'has(account.contact) && account.contact.email == ""',
    { "account.contact": "denied" },
    ["account.contact"],
  ],
  [
    "(account.summary.password ? has(account.settings.limit) : has(account.settings.limit)) && account.settings.limit > 1",
    { [PASSWORD]: "denied" },
    [PASSWORD],
  ],
  // Lists
  ["account.trails.exists(t, t.multi)", {}, true],
  ["account.trails.exists(t, t.multi)", { [TRAILS]: "denied" }, [TRAILS]],
  ["account.trails.exists(t, t.multi)", { [TRAILS]: "truncated" }, true],
  ['account.trails.exists(t, t.arn == "t3")', { [TRAILS]: "truncated" }, [TRAILS]],
  ["account.trails.exists(t, t.status.logging && !t.multi)", { [`${T1}.status`]: "denied" }, true],
  ["account.trails.exists(t, t.status.logging && t.size0)", {}, "invalid"],
  ["account.trails.exists(t, t.status.level > 1)", { [`${T1}.status`]: "denied" }, [`${T1}.status`]],
  [
    "account.trails.exists(t, t.status.level > 1)",
    { [`${T1}.status`]: "denied", [`${T2}.status.level`]: "deleted" },
    [`${T1}.status`, `${T2}.status.level`],
  ],
  ["account.trails.size() > 0 && account.trails.all(t, t.status.logging)", {}, true],
  ["account.trails.size() > 0 && account.trails.all(t, t.multi)", { [TRAILS]: "truncated" }, [TRAILS]],
  ["account.trails.exists(t, true) && account.trails.all(t, !t.multi)", { [TRAILS]: "truncated" }, false],
  [
    "account.trails.exists(t, true) && account.trails.all(t, t.status.logging)",
    { [`${T2}.status`]: "skipped" },
    [`${T2}.status`],
  ],
  [
    "account.trails.exists(t, true) && account.trails.all(t, t.status.level > 1)",
    { [`${T1}.status`]: "skipped" },
    false,
  ],
  ["account.trails.exists_one(t, t.multi)", {}, true],
  ["account.trails.exists_one(t, t.status.logging)", {}, false],
  ["account.trails.exists_one(t, t.status.logging)", { [TRAILS]: "truncated" }, [TRAILS]],
  [
    "account.events.exists_one(e, e.regions.size() == 1)",
    { 'account.events["e2"].regions': "failed" },
    ['account.events["e2"].regions'],
  ],
  ["account.trails.size() == 2", {}, true],
  ["account.trails.size() == 1", { [TRAILS]: "truncated" }, [TRAILS]],
  ["account.trails.filter(t, t.multi).size() == 1", {}, true],
  ["account.trails.filter(t, t.multi).size() == 1", { [`${T2}.multi`]: "deleted" }, [`${T2}.multi`]],
  ["account.trails.filter(t, t.multi).size() == 1", { [TRAILS]: "truncated" }, [TRAILS]],
  [
    'account.trails.filter(t, t.status.logging).exists(t, t.arn == "t2")',
    { [`${T1}.status`]: "denied" },
    true,
  ],
  ['"trail-t1" in account.trails.map(t, t.name)', {}, true],
  ['"trail-t3" in account.trails.map(t, t.name)', { [`${T1}.name`]: "deleted" }, [`${T1}.name`]],
  ['"trail-t3" in account.trails.map(t, t.name)', { [TRAILS]: "truncated" }, [TRAILS]],
  ['"main" in account.aliases', {}, true],
  ['"prod" in account.aliases', { "account.aliases": "truncated" }, true],
  ['"main" in account.aliases', { "account.aliases": "truncated" }, ["account.aliases"]],
  ['"none" in account.aliases', { "account.aliases[0]": "malformed" }, ["account.aliases[0]"]],
  [
    "account.id in account.aliases",
    { "account.id": "deleted", "account.aliases": "truncated" },
    ["account.aliases", "account.id"],
  ],
  ["account.id in [account.contact0]", {}, "invalid"],
  ["account.summary.keys in [account.settings.level, 0]", { "account.settings.level": "deleted" }, true],
  [
    "account.summary.keys in [account.settings.level, 1]",
    { "account.settings.level": "deleted" },
    ["account.settings.level"],
  ],
  ['account.trails.exists(t, t.tags.exists(tag, tag == "y" && t.multi))', {}, true],
  [
    'account.trails.exists(t, t.tags.exists(tag, tag == "y" && t.multi))',
    { [`${T1}.multi`]: "deleted" },
    [`${T1}.multi`],
  ],
  [
    "account.topics.exists(s, s.open)",
    { 'account.topics["s1"].open': "denied" },
    ['account.topics["s1"].open'],
  ],
  ["account.topics.exists(s, has(s.key))", { "account.topics": "malformed" }, ["account.topics"]],
  // Functions
  ["inNetwork(account.id, account.aliases)", {}, false],
  ['inNetwork(account.aliases.size() > 0 ? "prod" : "", account.aliases)', {}, true],
  ['inNetwork("prod", account.aliases)', { "account.aliases": "truncated" }, ["account.aliases"]],
  [
    "inNetwork(account.id, account.aliases)",
    { "account.id": "deleted", "account.aliases": "denied" },
    ["account.aliases", "account.id"],
  ],
  ["boom(account.id)", {}, "error: boom: boom went off"],
  ["boom(account.id)", { "account.id": "deleted" }, ["account.id"]],
  ["boom(account.id) || account.summary.mfa", {}, true],
  ["!boom(account.id) && account.summary.password", {}, false],
  ["liar(1)", {}, "error: liar gave a string, not bool"],
];

/** The outcome of an example, in the form examples are written. */
export function outcomeOf(implementation: Implementation, [source, removed]: Example): Example[2] {
  const variables = worldVariables(implementation);
  const environment = implementation.createEnvironment({ variables, functions: FUNCTIONS });
  const compiled = implementation.compileCondition(source, environment, "bool");
  if (!compiled.ok) return "invalid";
  const documents = {
    account: changed(variables["account"], ACCOUNT, "account", removed),
    organization: changed(variables["organization"], ORGANIZATION, "organization", removed),
  };
  const value = compiled.condition.evaluate(scopeOf(implementation, variables, documents));
  if (!(value instanceof implementation.Unknown)) return value as boolean;
  if (value.errors.length > 0) return `error: ${value.errors.join("; ")}`;
  return value.missing.map(({ fact }) => fact);
}

function changed(type: Type | undefined, plain: Json, name: string, removed: Example[1]): Json {
  if (type?.kind !== "record") throw new Error(`${name} is no record`);
  const document = wrap(type, plain);
  const sites = sitesOf(type, document, name);
  const removals = Object.entries(removed).flatMap(([fact, kind]) => {
    const site = sites.find((each) => each.fact === fact && each.kinds.includes(kind));
    if (site === undefined && fact.startsWith(`${name}.`)) throw new Error(`nothing to take at ${fact}`);
    return site === undefined ? [] : [{ site, kind }];
  });
  return removeAll(document, removals);
}

/** Throws at the first example that comes out otherwise. */
export function checkExamples(implementation: Implementation): void {
  for (const example of EXAMPLES) {
    const outcome = outcomeOf(implementation, example);
    if (JSON.stringify(outcome) !== JSON.stringify(example[2])) {
      throw new Error(`${example[0]} ${JSON.stringify(example[1])}: ${JSON.stringify(outcome)}`);
    }
  }
}
