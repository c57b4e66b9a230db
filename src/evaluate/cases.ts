// One case of a rule: build its evidence, ask the rule, compare what it says with what was expected.
import type { Case, Finding, ScanLine } from "../model/index.ts";
import { VERSION } from "../model/index.ts";
import type { Value } from "../condition/index.ts";
import { buildCase, type CaseEvidence } from "./case-evidence.ts";
import type { Models } from "./derived/index.ts";
import { createEvaluator } from "./evaluator.ts";
import type { CompiledRule } from "./rule.ts";

/** What a case needs beside the rule. */
export interface CaseContext {
  readonly base: CaseEvidence;
  readonly models: Models;
  /** Defaults of every declared parameter, by dotted name. */
  readonly defaults: Readonly<Record<string, Value>>;
}

/** Differences between what was expected and what was said, one line each; none when the case holds. */
export function runCase(rule: CompiledRule, definition: Case, context: CaseContext): readonly string[] {
  const finding = findingOf(rule, definition, context);
  const { outcome, message, items, missing } = definition.expect;
  return [
    ...difference("outcome", outcome, finding.outcome),
    ...difference("message", message, finding.message),
    ...(items === undefined
      ? []
      : difference(
          "items",
          items,
          finding.items.map(({ key }) => key),
        )),
    ...(missing === undefined
      ? []
      : difference(
          "missing",
          missing,
          finding.missing.map(({ fact }) => fact),
        )),
  ];
}

function findingOf(rule: CompiledRule, definition: Case, { base, models, defaults }: CaseContext): Finding {
  const { account, organization, destinations } = buildCase(base, definition);
  const evaluator = createEvaluator({
    rules: [rule],
    parameters: { ...defaults, ...(definition.parameters as Readonly<Record<string, Value>> | undefined) },
    severities: {},
    scan: { ...scanLine(account.id, account.partition, base.asOf), access: definition.access ?? "role" },
    organization,
    destinations,
    statements: definition.statements ?? {},
    endedAt: base.asOf,
    asOf: base.asOf,
    maxEvidenceAge: 24 * 3_600_000,
    models,
  });
  const findings =
    rule.definition.scope === "account" ? evaluator.account(account).findings : evaluator.organization();
  const finding = findings.find((one) => one.rule === rule.definition.id);
  if (finding === undefined) throw new Error(`${rule.definition.id} did not speak`);
  return finding;
}

const scanLine = (account: string, partition: ScanLine["partition"], asOf: string): ScanLine => ({
  kind: "scan",
  schemaVersion: 1,
  tool: { name: "rootproof", version: VERSION },
  asOf,
  partition,
  homeRegion: "us-east-1",
  caller: { arn: `arn:${partition}:iam::${account}:role/rootproof-audit`, account },
  scope: "account",
  facts: [],
});

function difference(what: string, expected: unknown, actual: unknown): string[] {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(actual)];
  return wanted === got ? [] : [`${what}: expected ${wanted}, got ${got}`];
}
