// How long each rule takes for one account: the slowest of them, over the evidence of every case it has.
import { compileRule, judgeCase, type CaseContext } from "../src/evaluate/index.ts";
import { loadCases, loadRules } from "../src/load/index.ts";
import { median } from "./child.ts";
import { loadCaseEvidence, loadModels } from "../src/scan/models.ts";

const ROUNDS = 5;

/** A rule with the median of what judging one account took, milliseconds; the building of evidence is part of it. */
export interface RuleTime {
  readonly rule: string;
  readonly milliseconds: number;
}

/** Slowest first. */
export function benchRules(): readonly RuleTime[] {
  const { rules } = loadRules(["rules"], compileRule);
  const declared = rules.flatMap(({ definition }) => Object.entries(definition.parameters ?? {}));
  const defaults = Object.fromEntries(
    declared
      .filter(([, { required }]) => required !== true)
      .map(([name, parameter]) => [name, parameter.default as never]),
  );
  const context: CaseContext = { base: loadCaseEvidence(), models: loadModels(), defaults };
  const times = rules.map(({ file, rule }) => {
    const cases = (loadCases(file).cases ?? []).map(({ definition }) => definition);
    const runs = Array.from({ length: ROUNDS }, () => cases).flat();
    const taken = runs.map((definition) => {
      const from = performance.now();
      judgeCase(rule, definition, context);
      return performance.now() - from;
    });
    return { rule: rule.definition.id, milliseconds: median(taken) };
  });
  return times.sort((left, right) => right.milliseconds - left.milliseconds);
}
