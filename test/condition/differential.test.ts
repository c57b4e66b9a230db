// On complete evidence our conditions are CEL: two CEL libraries give the same answer to the same 5,000 random conditions.
// Left out: functions of ours (glob, daysBefore, inNetwork); orElse(x, d) is written for them as (has(x) ? x : d). Numbers are
// whole, because one of the libraries refuses to compare an int with a double; times go to them as whole milliseconds.
import { celEnv, parse, plan } from "@bufbuild/cel";
import { Environment } from "@marcbachmann/cel-js";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import * as condition from "../../src/condition/index.ts";
import { ABSENT, compileCondition, createEnvironment, type Value } from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { scopeOf } from "./laws.ts";
import { randomCondition } from "./random-condition.ts";
import { randomDocument, Tape, worldVariables } from "./world.ts";

const RUNS = 5_000;
const implementation = { ...condition, ...view };
const variables = worldVariables(implementation);
const environment = createEnvironment({ variables });
const names = Object.keys(variables);

const bufbuild = celEnv();
const marcbachmann = new Environment({ homogeneousAggregateLiterals: false });
for (const name of names) marcbachmann.registerVariable(name, "dyn");

/** A view as plain CEL values: what is absent has no key, numbers are ints. */
function plainOf(value: Value): unknown {
  if (typeof value === "number") return BigInt(value);
  if (Array.isArray(value)) return value.map((item: Value) => plainOf(item));
  if (typeof value !== "object") return value;
  const known = Object.entries(value as Record<string, Value>).filter(([, field]) => field !== ABSENT);
  return Object.fromEntries(known.map(([name, field]) => [name, plainOf(field)]));
}

function documentOf(name: string, tape: Tape) {
  const type = variables[name];
  if (type?.kind !== "record") throw new Error(`${name} is no record`);
  return randomDocument(type, tape);
}

describe("differential", () => {
  it(`${RUNS} random conditions: @bufbuild/cel and @marcbachmann/cel-js agree with us`, () => {
    const seen = { true: 0, false: 0, loops: 0, optional: 0 };
    const tape = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const property = fc.property(tape(120), tape(160), (conditionTape, evidenceTape) => {
      const options = { variables, functions: false } as const;
      const source = randomCondition(new Tape(conditionTape), { ...options, dialect: "ours" });
      const cel = randomCondition(new Tape(conditionTape), { ...options, dialect: "cel" });
      const compiled = compileCondition(source, environment, "bool");
      if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join("\n"));
      const evidence = new Tape(evidenceTape);
      const documents = {
        account: documentOf("account", evidence),
        organization: documentOf("organization", evidence),
      };
      const scope = scopeOf(implementation, variables, documents) as Record<string, Value>;
      const plain = plainOf(scope) as Record<string, never>;
      const ours = compiled.condition.evaluate(scope);
      expect([plan(bufbuild, parse(cel))(plain), marcbachmann.parse(cel)(plain)]).toEqual([ours, ours]);
      seen[ours === true ? "true" : "false"]++;
      if (/exists|all\(|filter|map/.test(source)) seen.loops++;
      if (/has\(|orElse/.test(source)) seen.optional++;
    });
    fc.assert(property, { numRuns: RUNS, seed: 20261124 });
    expect(seen.true + seen.false).toBe(RUNS);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 5);
  });
});
