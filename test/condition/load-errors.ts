// Conditions that must not load, each with the mistake it makes. The golden file holds what is said of them.
import type { ConditionError } from "../../src/condition/index.ts";
import type { Implementation } from "./world.ts";
import { derivedWorld, worldVariables } from "./world.ts";
import { FUNCTIONS } from "./examples.ts";

type Mistake = readonly [source: string, expected?: "bool" | "list" | "organization"];

const nested = (depth: number): string => "(".repeat(depth) + "true" + ")".repeat(depth);

export const MISTAKES: readonly Mistake[] = [
  // Names
  ["acount.summary.mfa"],
  ["something.summary.mfa"],
  ["account.sumary.mfa"],
  ["account.summary.mfaa"],
  ["account.summary.mfa.x"],
  ["account.trails.exists(t, t.status.loging)"],
  ["account.trails.exists(trail, trial.multi)"],
  ["account.trails.multi"],
  ['account.power.outcom == "denied"'],
  ["params.dais > 1"],
  ["params.group.nams.size() > 0"],
  ["account.summary.mfa", "organization"],
  ["has(account.sumary)"],
  ["has(account.contact.mail)"],
  ['golb(account.id, "1*")'],
  ['matches(account.id, "1*")'],
  ['account.id.beginsWith("1")'],
  ['account.id.matches("^(a+)+$")'],
  ["account.trails.exist(t, t.multi)"],
  ["account.trails.reduce(t, t.multi)"],
  // Types
  ["account.summary.keys"],
  ["account.trails"],
  ["account.summary.mfa", "list"],
  ["account.summary.keys && true"],
  ["true || account.id"],
  ["!account.summary.keys"],
  ["account.summary.keys ? true : false"],
  ['account.summary.mfa ? 1 : "a"'],
  ["account.summary.mfa == 1"],
  ["account.id == 111122223333"],
  ['account.created == "2026-01-01"'],
  ["account.created < 3"],
  ['account.id < "2"'],
  ["account.summary == account.summary"],
  ["account.trails == account.trails"],
  ['account.aliases == ["a"]'],
  ["account.trails.exists(t, t.name)"],
  ["account.trails.filter(t, t.name).size() > 0"],
  ['account.summary.keys.startsWith("1")'],
  ["account.id.startsWith(1)"],
  ["account.id.startsWith()"],
  ["account.id.size() > 0"],
  ["size(account.trails) > 0"],
  ['startsWith(account.id, "1")'],
  ["account.trails.size(1) > 0"],
  ['account.id.exists(c, c == "1")'],
  ["account.id in account.id"],
  ["1 in account.aliases"],
  ["account.trails in account.trails"],
  ['account.id in ["a", 1]'],
  ["account.id in []"],
  ["account.trails.size() in [[1]]"],
  ["glob(account.id)"],
  ["glob(account.id, 3)"],
  ['daysBefore(asOf, "3") < asOf'],
  ["daysBefore(3, 3) < asOf"],
  ["inNetwork(account.id, [1])"],
  // Words
  ['account.partition == "aws-cm"'],
  ['"awscn" != account.partition'],
  ['account.partition in ["aws", "aws-us-gv"]'],
  ['account.power.outcome == "unrestricted"'],
  ['account.kind == "acount"'],
  // Absent
  ["account.contact.verified"],
  ['account.nickname == "x"'],
  ['account.incident == "x"'],
  ["has(account.contact) || account.contact.verified"],
  ["!has(account.contact) && account.contact.verified"],
  ["has(account.contact) ? true : account.contact.verified"],
  ["account.contact.verified && has(account.contact)"],
  ["(has(account.contact) || account.summary.mfa) && account.contact.verified"],
  ["(account.trails.size() > 0 || account.summary.mfa) && account.trails.all(t, t.multi)"],
  ["(account.summary.mfa ? has(account.contact) : true) && account.contact.verified"],
  ["has(account.contact.email)"],
  ["has(account.contact) && has(account.contact.email)"],
  ['account.trails.exists(t, has(t.owner)) && account.trails.exists(t, t.owner == "me")'],
  ["account.trails.exists(t, has(t.owner) && account.trails.exists(u, u.owner == t.owner))"],
  ["has(account.summary)"],
  ["has(account)"],
  ["has(account.contact, account.summary)"],
  ['has("x")'],
  ['orElse(account.id, "x") == "x"'],
  ['orElse(account.nickname) == "x"'],
  ['orElse(account.nickname, 3) == "x"'],
  ["orElse(account.contact, account.contact).verified"],
  ["orElse(organization.features, [1]).size() > 0"],
  // Empty lists
  ["account.trails.all(t, t.multi)"],
  ["!account.trails.all(t, t.multi)"],
  ["account.trails.size() >= 0 && account.trails.all(t, t.multi)"],
  ["account.trails.size() > 0 || account.trails.all(t, t.multi)"],
  ["account.trails.exists(t, t.multi) && account.events.all(e, e.changes)"],
  ["account.trails.size() > 0 && account.trails.filter(t, t.multi).all(t, t.status.logging)"],
  [
    'account.trails.filter(t, t.name == "a  b").size() > 0 && account.trails.filter(t, t.name == "a b").all(t, t.multi)',
  ],
  ['account.trails.size() > 0 && account.trails.all(t, t.tags.all(g, g == "x"))'],
  ['orElse(organization.features, []).all(f, f == "ALL")'],
  ['params.allowed.all(a, a == "x")'],
  // Loops
  ["account.trails.exists(t, account.trails.exists(u, account.trails.exists(v, v.name == t.name)))"],
  ["account.trails.exists(account, account.multi)"],
  ["account.trails.exists(t, account.trails.exists(t, t.multi))"],
  ["account.trails.exists(t.x, true)"],
  ["account.trails.exists(t)"],
  ["account.trails.map(t, t.multi, t.name).size() > 0"],
  // What conditions do not have
  ["account.trails[0].multi"],
  ['account["summary"].mfa'],
  ["account.summary.keys + 1 > 1"],
  ['account.id + "x" == "x"'],
  ["account.summary.keys * 2 / 2 % 2 - 1 == 0"],
  ["-account.summary.keys < 0"],
  ['{"a": 1}.a == 1'],
  ["account.nickname == null"],
  ['b"abc" == b"abc"'],
  ["1u == 1u"],
  ["cel.bind(x, 1, x == 1)"],
  ["type(account.id) == string"],
  ['account.?nickname == "x"'],
  // Numbers
  ["account.summary.keys == 9007199254740993"],
  ["account.summary.keys == 9223372036854775808"],
  ["account.summary.keys < 1e999"],
  ["account.summary.keys == -9007199254740993"],
  // Syntax and bounds
  [""],
  ["  \n "],
  ["account.summary.mfa &&"],
  ["account.summary.mfa & true"],
  ["(account.summary.mfa"],
  ["account.summary.mfa)"],
  ['account.id == "abc'],
  ['account.id == "\\q"'],
  ["account.summary.mfa = true"],
  ["for == 1"],
  ["!".repeat(39) + "true"],
  ["!".repeat(60) + "true"],
  ["!".repeat(3_990) + "true"],
  [nested(60)],
  ["true" + " ".repeat(4_000)],
  [`account.id in [${Array.from({ length: 501 }, () => '""').join(",")}]`],
  // Several at once, over several lines
  ["account.summary.mfaa &&\n  acount.summary.mfa ||\n    account.trails.all(t,\n      t.multy)"],
];

/** What is said of every mistake, in one text. */
export function describeMistakes(implementation: Implementation): string {
  return MISTAKES.map((mistake) => describeMistake(implementation, mistake)).join("\n");
}

function describeMistake(implementation: Implementation, [source, expected = "bool"]: Mistake): string {
  const all = implementation.withDerived(worldVariables(implementation), derivedWorld);
  const { account, ...rest } = all;
  const variables = expected === "organization" || account === undefined ? rest : all;
  const environment = implementation.createEnvironment({ variables, functions: FUNCTIONS });
  const compiled = implementation.compileCondition(
    source,
    environment,
    expected === "list" ? "list" : "bool",
  );
  const told = compiled.ok
    ? ["  loads"]
    : compiled.errors.map((error) => `  ${placeOf(source, error)} ${error.message}`);
  return [shortened(source), ...told, ""].join("\n");
}

const placeOf = (source: string, { line, column, start, end }: ConditionError): string =>
  `${line}:${column} ‹${shortened(source.slice(start, end)).replaceAll("\n", "↵")}›`;

const shortened = (source: string): string =>
  source.length > 250 ? `${source.slice(0, 40)} … ${source.length} characters` : source;
