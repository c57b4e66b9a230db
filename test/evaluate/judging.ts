// Judging in tests: made-up rules over the evidence of the cases.
import { readFileSync } from "node:fs";
import { buildCase, type CaseEvidence } from "../../src/evaluate/case-evidence.ts";
import {
  compileRule,
  type CompiledRule,
  createEvaluator,
  type EvaluateInput,
} from "../../src/evaluate/index.ts";
import type { Case, Finding, RuleFile } from "../../src/model/index.ts";
import { loadModels } from "../../src/scan/models.ts";

export const base = JSON.parse(readFileSync("data/case-evidence.json", "utf8")) as CaseEvidence;
const models = loadModels();

/** The member account of the case evidence. */
export const ACCOUNT = "111122223333";

/** A compiled rule; what is not given says nothing of its own. Throws when it does not compile. */
export function ruleOf(definition: Partial<RuleFile> & Pick<RuleFile, "id">): CompiledRule {
  const compiled = compileRule({
    title: "It holds",
    severity: "high",
    scope: "account",
    rationale: "Because.",
    passesWhen: "account.summary.accessKeysPresent == 0",
    message: "it does not hold",
    remediation: [{ step: "Mend it." }],
    references: [],
    ...definition,
  });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join("\n"));
  return compiled.rule;
}

type Changes = Pick<Case, "account" | "organization" | "subject">;

/** Judges the case evidence, changed, by the rules; `input` replaces parts of what judging stands on. */
export function judgeAll(
  rules: readonly CompiledRule[],
  changes: Changes = {},
  input: Partial<EvaluateInput> = {},
): readonly Finding[] {
  const lines = buildCase(base, { name: "x", expect: { outcome: "pass", message: "x" }, ...changes });
  const { account, organization } = lines;
  const evaluator = createEvaluator({
    rules,
    parameters: {},
    severities: {},
    scan: {
      kind: "scan",
      schemaVersion: 1,
      tool: { name: "rootproof", version: "0" },
      asOf: base.asOf,
      partition: "aws",
      homeRegion: "us-east-1",
      caller: { arn: `arn:aws:iam::${account.id}:role/audit`, account: account.id },
      scope: "account",
      facts: [],
    },
    organization,
    destinations: [],
    statements: {},
    endedAt: base.asOf,
    asOf: base.asOf,
    maxEvidenceAge: 86_400_000,
    models,
    ...input,
  });
  return evaluator.account(account).findings;
}

/** What one rule says. */
export const judgeOne = (
  rule: CompiledRule,
  changes: Changes = {},
  input: Partial<EvaluateInput> = {},
): Finding => judgeAll([rule], changes, input)[0]!;
