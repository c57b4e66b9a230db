// Promise 1 over every rule and every case: removing evidence turns an outcome into unknown, or leaves it as it is.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildCase, type CaseEvidence, type CaseLines } from "../../src/evaluate/case-evidence.ts";
import { ACCOUNT_TYPE, DESTINATION_TYPE, ORGANIZATION_TYPE } from "../../src/evaluate/environment.ts";
import { compileRule, type CompiledRule, createEvaluator } from "../../src/evaluate/index.ts";
import { loadCases, loadRules } from "../../src/load/index.ts";
import type { Case, Outcome } from "../../src/model/index.ts";
import { loadModels } from "../../src/scan/models.ts";
import { type Place, placesIn, type Removal, remove } from "./removals.ts";

const base = JSON.parse(readFileSync("data/case-evidence.json", "utf8")) as CaseEvidence;
const models = loadModels();
const loaded = loadRules(["rules"], compileRule).rules;
const defaults = Object.fromEntries(
  loaded.flatMap(({ definition }) =>
    Object.entries(definition.parameters ?? {})
      .filter(([, { required }]) => required !== true)
      .map(([name, parameter]) => [name, parameter.default as never]),
  ),
);

const RUNS_PER_CASE = 20;

function outcomeOf(
  rule: CompiledRule,
  { account, organization, destinations }: CaseLines,
  { parameters, statements = {}, access = "role" }: Case,
): Outcome {
  const evaluator = createEvaluator({
    rules: [rule],
    parameters: { ...defaults, ...(parameters as object | undefined) },
    severities: {},
    scan: {
      kind: "scan",
      schemaVersion: 1,
      tool: { name: "rootproof", version: "0" },
      asOf: base.asOf,
      partition: account.partition,
      homeRegion: "us-east-1",
      caller: { arn: "arn:aws:iam::111122223333:role/audit", account: "111122223333" },
      scope: "account",
      access,
      facts: [],
    },
    organization,
    destinations,
    statements,
    endedAt: base.asOf,
    asOf: base.asOf,
    maxEvidenceAge: 86_400_000,
    models,
  });
  const findings =
    rule.definition.scope === "account" ? evaluator.account(account).findings : evaluator.organization();
  return findings.find((one) => one.rule === rule.definition.id)!.outcome;
}

/** What judging reads to enter an account at all is not evidence a rule stands on. */
const isFrame = ({ path }: Place): boolean =>
  ["id", "partition", "homeRegion", "rootArn", "listing", "access", "kind"].includes(String(path[0]));

/** What says which destination a line is about; without it the line is about nothing. */
const isName = ({ path }: Place): boolean =>
  ["arn", "account", "partition", "region"].includes(String(path[0]));

function placesOf(lines: CaseLines): Place[] {
  return [
    ...under(
      ["account"],
      placesIn(ACCOUNT_TYPE, lines.account).filter((place) => !isFrame(place)),
    ),
    ...under(
      ["organization"],
      placesIn(ORGANIZATION_TYPE, lines.organization).filter(({ path }) => path[0] !== "partition"),
    ),
    ...lines.destinations.flatMap((line, index) =>
      under(
        ["destinations", index],
        placesIn(DESTINATION_TYPE, line).filter((place) => !isName(place)),
      ),
    ),
  ];
}

const under = (path: Place["path"], places: readonly Place[]): Place[] =>
  places.map((place) => ({ ...place, path: [...path, ...place.path] }));

/** Indexes into the places, and which removal: the same draw fits every document. */
const draws = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 });

function withRemovals(
  lines: CaseLines,
  chosen: readonly (readonly [number, number])[],
): { lines: CaseLines; done: string[] } {
  const places = placesOf(lines);
  return chosen.reduce<{ lines: CaseLines; done: string[] }>(
    (state, [which, how]) => {
      const place = places[which % places.length]!;
      const kind = place.kinds[how % place.kinds.length] as Removal;
      const next = remove(state.lines, place, kind) as CaseLines;
      return { lines: next, done: [...state.done, `${kind} ${place.path.join(".")}`] };
    },
    { lines, done: [] },
  );
}

describe.each(loaded)("$definition.id", ({ file, rule }) => {
  const cases = loadCases(file).cases!.map(({ definition }) => definition);

  it.each(cases)("$name", (definition) => {
    const complete = buildCase(base, definition);
    const before = outcomeOf(rule, complete, definition);
    fc.assert(
      fc.property(draws, draws, (first, second) => {
        const few = withRemovals(complete, first);
        const more = withRemovals(complete, [...first, ...second]);
        const after = outcomeOf(rule, few.lines, definition);
        const last = outcomeOf(rule, more.lines, definition);
        const why = `${before} → ${after} (${few.done.join(", ")}) → ${last} (${more.done.join(", ")})`;
        expect([why, [before, "unknown"].includes(after)]).toEqual([why, true]);
        expect([why, [after, "unknown"].includes(last)]).toEqual([why, true]);
      }),
      { seed: 20_260_115, numRuns: RUNS_PER_CASE },
    );
  });
});
