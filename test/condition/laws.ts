// The promises of the language as properties of any implementation: each throws where it is broken.
import fc from "fast-check";
import type {
  ConditionEnvironment,
  FunctionSpec,
  Type,
  Value,
  ValueRecord,
} from "../../src/condition/index.ts";
import { randomCondition } from "./random-condition.ts";
import { KINDS, removeAll, sitesOf, type Removal } from "./removals.ts";
import {
  AS_OF,
  HOUR,
  type Implementation,
  type Json,
  PARAMETER_VALUES,
  randomDocument,
  Tape,
  worldVariables,
} from "./world.ts";

const SEED = 20261124;

/** How often what happened: a law that is never put to the test proves nothing. */
export interface Tally {
  runs: number;
  complete: number;
  unknown: number;
  stillDecided: number;
  loops: number;
}

export interface LawOptions {
  readonly runs: number;
  readonly seed?: number;
  /** For mutants: the first counterexample is enough. */
  readonly shrink?: boolean;
}

const tape = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

interface World {
  readonly variables: Record<string, Type>;
  readonly environment: ConditionEnvironment;
}

/** Functions beside the built-in ones: one that throws for some arguments, one that takes a list. */
function functionsOf(mayThrow: boolean): FunctionSpec[] {
  const STRING: Type = { kind: "string" };
  return [
    {
      name: "boom",
      args: [STRING],
      returns: { kind: "bool" },
      call: (text: string) => {
        if (mayThrow && text.length > 1) throw new Error("boom");
        return text === "a";
      },
    },
    {
      name: "inNetwork",
      args: [STRING, { kind: "list", of: STRING }],
      returns: { kind: "bool" },
      call: (text: string, list: readonly string[]) => list.includes(text),
    },
  ];
}

function worldOf(implementation: Implementation, mayThrow: boolean): World {
  const variables = worldVariables(implementation);
  return {
    variables,
    environment: implementation.createEnvironment({ variables, functions: functionsOf(mayThrow) }),
  };
}

type Documents = Readonly<Record<"account" | "organization", Json>>;

function documentsOf({ variables }: World, choices: ArrayLike<number>): Documents {
  const source = new Tape(choices);
  const document = (name: string): Json => {
    const type = variables[name];
    if (type?.kind !== "record") throw new Error(`${name} is no record`);
    return randomDocument(type, source);
  };
  return { account: document("account"), organization: document("organization") };
}

/** The scope a condition is asked in, made by the view. */
export function scopeOf(
  implementation: Implementation,
  variables: Readonly<Record<string, Type>>,
  documents: Documents,
  maxAge = 24 * HOUR,
): Record<string, unknown> {
  const times = { asOf: AS_OF, notBefore: AS_OF - maxAge, notAfter: AS_OF };
  const view = (name: "account" | "organization"): ValueRecord =>
    implementation.createView(variables[name] as never, documents[name], { ...times, path: name });
  return {
    account: view("account"),
    organization: view("organization"),
    params: PARAMETER_VALUES,
    asOf: AS_OF,
  };
}

/** Removals, and more of them; mostly of facts that the condition names. */
function removalsOf(
  { variables }: World,
  documents: Documents,
  choices: ArrayLike<number>,
  condition: string,
): [Removal[], Removal[]] {
  const source = new Tape(choices);
  const sites = (["account", "organization"] as const).flatMap((name) => {
    const type = variables[name];
    return type?.kind === "record" ? sitesOf(type, documents[name], name) : [];
  });
  const named = sites.filter(({ keys }) =>
    condition.includes(`.${String(keys.findLast((key) => key !== "value"))}`),
  );
  const draw = (): Removal => {
    const from = source.below(4) > 0 && named.length > 0 ? named : sites;
    const site = from[(source.below(256) * 256 + source.below(256)) % from.length]!;
    const wanted = source.pick(KINDS);
    return { site, kind: site.kinds.includes(wanted) ? wanted : source.pick(site.kinds) };
  };
  const first = Array.from({ length: 1 + source.below(6) }, draw);
  return [first, [...first, ...Array.from({ length: source.below(7) }, draw)]];
}

function without(documents: Documents, removals: readonly Removal[]): Documents {
  const of = (name: string) => removals.filter(({ site }) => site.fact.startsWith(`${name}.`));
  return {
    account: removeAll(documents.account, of("account")),
    organization: removeAll(documents.organization, of("organization")),
  };
}

const settings = ({ runs, seed = SEED, shrink = true }: LawOptions) => ({
  numRuns: runs,
  seed,
  endOnFailure: !shrink,
});

function claim(holds: boolean, what: string, details: unknown): void {
  if (!holds) throw new Error(`${what}\n${JSON.stringify(details, (_, value: unknown) => value, 1)}`);
}

type Ask = (removals: readonly Removal[], maxAge?: number) => Value;

/** A random condition, random evidence, and the question what it gives without some of that. */
function question(implementation: Implementation, world: World, tapes: readonly [Uint8Array, Uint8Array]) {
  const [conditionTape, evidenceTape] = tapes;
  const options = { variables: world.variables, dialect: "ours", functions: true } as const;
  const source = randomCondition(new Tape(conditionTape), options);
  const compiled = implementation.compileCondition(source, world.environment, "bool");
  if (!compiled.ok) throw new Error(`${source}\n${compiled.errors.map(({ message }) => message).join("\n")}`);
  const documents = documentsOf(world, evidenceTape);
  const ask: Ask = (removals, maxAge) =>
    compiled.condition.evaluate(
      scopeOf(implementation, world.variables, without(documents, removals), maxAge),
    );
  return { source, documents, ask };
}

/** Taking evidence away never turns an outcome into another: only into unknown, which stays unknown. Names are exact. */
export function removalLaw(
  implementation: Implementation,
  options: LawOptions & { mayThrow?: boolean },
): Tally {
  const { Unknown } = implementation;
  const mayThrow = options.mayThrow ?? false;
  const world = worldOf(implementation, mayThrow);
  const tally: Tally = { runs: 0, complete: 0, unknown: 0, stillDecided: 0, loops: 0 };
  const isUnknown = (value: Value) => value instanceof Unknown;
  const property = fc.property(tape(120), tape(160), tape(48), (conditionTape, evidenceTape, removalTape) => {
    const { source, documents, ask } = question(implementation, world, [conditionTape, evidenceTape]);
    const [some, more] = removalsOf(world, documents, removalTape, source);
    const whole = ask([]);
    const first = ask(some);
    const second = ask(more);
    const aged = ask(some, HOUR / 2);
    const details = { source, some, more, whole, first, second, aged };
    claim(typeof whole === "boolean" || (mayThrow && isUnknown(whole)), "complete is decided", details);
    claim(first === whole || isUnknown(first), "removing evidence flips no outcome", details);
    claim(second === first || isUnknown(second), "removing more flips no outcome", details);
    claim(!isUnknown(first) || isUnknown(second), "removing more decides nothing", details);
    claim(aged === first || isUnknown(aged), "ageing flips no outcome", details);
    if (second instanceof Unknown && !mayThrow) checkNames(second, more, ask, details);
    count(tally, { source, whole, isDecided: !isUnknown(first) });
  });
  fc.assert(property, settings(options));
  return tally;
}

function count(
  tally: Tally,
  { source, whole, isDecided }: { source: string; whole: Value; isDecided: boolean },
): void {
  tally.runs++;
  if (typeof whole === "boolean") tally.complete++;
  tally[isDecided ? "stillDecided" : "unknown"]++;
  if (/exists|all\(|filter|map/.test(source)) tally.loops++;
}

/** Every name is of something that is gone; and what is named is enough: all the rest may come back. */
function checkNames(
  unknown: InstanceType<Implementation["Unknown"]>,
  removals: readonly Removal[],
  ask: Ask,
  details: object,
): void {
  const names = unknown.missing.map(({ fact }) => fact);
  const gone = new Set(removals.map(({ site }) => site.fact));
  claim(names.length > 0, "an unknown names what is missing", details);
  claim(unknown.errors.length === 0, "nothing is a mistake", { ...details, errors: unknown.errors });
  claim(new Set(names).size === names.length, "each name once", { ...details, names });
  claim(
    names.every((name) => gone.has(name)),
    "only what is gone is named",
    { ...details, names },
  );
  const again = ask(removals.filter(({ site }) => names.includes(site.fact)));
  const same = JSON.stringify((again as { missing?: { fact: string }[] }).missing?.map(({ fact }) => fact));
  claim(same === JSON.stringify(names), "what is named is what decides", { ...details, names, again });
}

/** A wider window may turn pass into fail or unknown, never anything into pass. */
export function windowLaw(
  implementation: Implementation,
  options: LawOptions,
): { passes: number; changes: number } {
  const { compileCondition } = implementation;
  const world = worldOf(implementation, false);
  const forms = [
    "!account.events.exists(e, e.time >= daysBefore(asOf, params.days))",
    "!account.events.exists(e, e.changes && e.time > daysBefore(asOf, params.days))",
    'account.events.filter(e, e.time >= daysBefore(asOf, params.days) && !("a" in e.regions)).size() == 0',
    "account.events.size() == 0 || account.events.all(e, e.time < daysBefore(asOf, params.days) || !e.changes)",
  ];
  const conditions = forms.map((form) => {
    const compiled = compileCondition(form, world.environment, "bool");
    if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join("\n"));
    return compiled.condition;
  });
  const tally = { passes: 0, changes: 0 };
  const days = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }));
  const which = fc.nat(forms.length - 1);
  const property = fc.property(which, tape(80), tape(48), days, (...[form, evidence, gone, [one, other]]) => {
    const documents = documentsOf(world, evidence);
    const [some] = removalsOf(world, documents, gone, forms[form]!);
    const scope = scopeOf(implementation, world.variables, without(documents, some));
    const ask = (n: number) =>
      conditions[form]!.evaluate({ ...scope, params: { ...PARAMETER_VALUES, days: n } });
    const [narrow, wide] = [ask(Math.min(one, other)), ask(Math.max(one, other))];
    const details = { form: forms[form], one, other, narrow, wide, documents };
    claim(wide !== true || narrow === true, "a wider window makes no pass", details);
    if (narrow === true) tally.passes++;
    if (narrow !== wide) tally.changes++;
  });
  fc.assert(property, settings(options));
  return tally;
}
