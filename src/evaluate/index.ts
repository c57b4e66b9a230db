// The door of judging: (rules, evidence, parameters, asOf) → findings. Pure: the same input gives the same findings.
export type { CaseEvidence } from "./case-evidence.ts";
export { type CaseContext, judgeCase, runCase } from "./cases.ts";
export type { Models, Statements } from "./derived/index.ts";
export type { JudgedAccount } from "./account.ts";
export { closingAccounts } from "./closing.ts";
export { type Past, type PastFinding, pastOf } from "./comparison.ts";
export { compareAccounts, FindingComparison } from "./difference.ts";
export type { EvaluateInput } from "./context.ts";
export { createEvaluator, type Evaluator } from "./evaluator.ts";
export { allFacts } from "./facts.ts";
export { EVIDENCE_COMPLETE, EVIDENCE_COMPLETE_INFORMATION } from "./meta.ts";
export { type CompiledRule, compileRule, factsNeeded, informationOf } from "./rule.ts";
export { excluder, type IsExcluded } from "./settle/exclusion.ts";
export type { EntryNote } from "./settle/notes.ts";
export {
  selectRules,
  type Selection,
  type SelectionOptions,
  unsetParameters,
  unstatedRules,
} from "./selection.ts";
