// docs/denied-facts.md: what each rule says when one of the facts it stands on is refused. Made of the rules' own cases, so it
// cannot say what the code does not do.
import { compileRule, type CaseContext, judgeCase } from "../src/evaluate/index.ts";
import { loadCases, loadRules } from "../src/load/index.ts";
import type { Case, Outcome } from "../src/model/index.ts";
import { loadCaseEvidence, loadModels } from "../src/scan/models.ts";

type Rule = ReturnType<typeof loadRules<Compiled>>["rules"][number];
type Compiled = Extract<ReturnType<typeof compileRule>, { ok: true }>["rule"];

/** Path and text of the page. */
export function generateDeniedFacts(): [string, string][] {
  const { rules } = loadRules(["rules"], compileRule);
  const context: CaseContext = {
    base: loadCaseEvidence(),
    models: loadModels(),
    defaults: defaultsOf(rules),
  };
  const rows = rules.flatMap((rule) => rowsOf(rule, context));
  return [["docs/denied-facts.md", [...HEAD, ...rows, ""].join("\n")]];
}

const HEAD = [
  "<!-- Generated from the rules and their cases by `npm run generate`. Do not edit. -->",
  "# When a fact is refused",
  "",
  "For every rule and every fact it stands on: what a case that passes, and one that fails, becomes when exactly that fact is denied and",
  "all else is seen. An outcome may only become `unknown`. Where it stays, the other facts already decide; a dash means that no such case",
  "can be built from one account's evidence.",
  "",
  "| rule | fact that is denied | a pass becomes | a fail becomes |",
  "| --- | --- | --- | --- |",
];

function defaultsOf(rules: readonly Rule[]): CaseContext["defaults"] {
  const declared = rules.flatMap(({ definition }) => Object.entries(definition.parameters ?? {}));
  const optional = declared.filter(([, { required }]) => required !== true);
  return Object.fromEntries(optional.map(([name, parameter]) => [name, parameter.default as never]));
}

function rowsOf({ file, rule }: Rule, context: CaseContext): string[] {
  const cases = (loadCases(file).cases ?? []).map(({ definition }) => definition);
  const first = (outcome: Outcome): Case | undefined =>
    cases.find(({ expect }) => expect.outcome === outcome);
  const facts = [...rule.needs].filter((fact) => !fact.startsWith("destination.")).sort();
  return facts.map((fact) => {
    const [pass, fail] = [first("pass"), first("fail")].map((one) => denied(rule, one, fact, context));
    return `| \`${rule.definition.id}\` | \`${fact}\` | ${pass ?? ""} | ${fail ?? ""} |`;
  });
}

/** The denial comes last, so that it holds whatever the case has changed before. */
function denied(rule: Compiled, definition: Case | undefined, fact: string, context: CaseContext): string {
  if (definition === undefined) return "–";
  const [document = "", ...path] = fact.split(".");
  const changes = definition[document as "account" | "organization"] ?? {};
  const changed = { ...changes, [path.join(".")]: { state: "denied" } };
  return judgeCase(rule, { ...definition, [document]: changed }, context).outcome;
}
