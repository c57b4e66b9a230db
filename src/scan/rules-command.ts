// rootproof rules list|show|test|new.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CaseContext, informationOf, runCase } from "../evaluate/index.ts";
import { loadCases } from "../load/index.ts";
import {
  didYouMean,
  formatProblem,
  type Problem,
  type RuleFile,
  type RuleInformation,
  UsageError,
  type WaitingRule,
} from "../model/index.ts";
import { RULES_DIRECTORY } from "./assets.ts";
import { loadCaseEvidence, loadModels } from "./models.ts";
import type { RuleOptions } from "./options.ts";
import { prepare, type Prepared, type Rule } from "./prepare.ts";
import { casesTemplate, ruleTemplate } from "./rule-template.ts";
import { writeWhole } from "./write-file.ts";

/** A rule as `rules list`, `rules show` and its docs page print it. */
export interface DescribedRule {
  readonly file: string;
  readonly information: RuleInformation;
  readonly passesWhen: string;
  readonly appliesWhen?: string;
  /** Observed facts it stands on. */
  readonly needs: readonly string[];
  /** Undefined: it speaks. */
  readonly waiting?: WaitingRule;
  /** The file as it was loaded. */
  readonly definition: RuleFile;
}

/** Every rule there is, by id. */
export function listRules(options: RuleOptions): DescribedRule[] {
  const prepared = prepare(options);
  return prepared.rules.map((rule) => describe(rule, prepared));
}

/** One rule. Throws UsageError for an id there is not. */
export function showRule(id: string, options: RuleOptions): DescribedRule {
  const rules = listRules(options);
  const rule = rules.find(({ information }) => information.id === id);
  if (rule !== undefined) return rule;
  const ids = rules.map(({ information }) => information.id);
  throw new UsageError(`no rule ${id}${didYouMean(id, ids)}`);
}

function describe({ file, rule }: Rule, { selection, configuration }: Prepared): DescribedRule {
  const { id, passesWhen, appliesWhen } = rule.definition;
  const waiting = selection.waiting.find((one) => one.rule === id);
  return {
    file,
    information: informationOf(rule, configuration.configuration.rules?.severity ?? {}),
    passesWhen,
    ...(appliesWhen !== undefined && { appliesWhen }),
    needs: [...rule.needs].sort(),
    definition: rule.definition,
    ...(waiting !== undefined && { waiting }),
  };
}

/** What the cases of the rules gave. */
export interface CasesResult {
  readonly rules: number;
  readonly passed: number;
  /** One line each: the case, what was expected and what was said. */
  readonly failures: readonly string[];
}

/** Runs the cases of every rule, or of those that `select` and `ignore` leave. A rule without the cases it must have is a failure. */
export function testRules(options: RuleOptions): CasesResult {
  const prepared = prepare(options);
  const context: CaseContext = {
    base: loadCaseEvidence(),
    models: loadModels(),
    defaults: defaultsOf(prepared),
  };
  const results = prepared.rules
    .filter((rule) => isNamed(rule, options))
    .map((rule) => testRule(rule, context));
  return {
    rules: results.length,
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** The configuration has no say: cases hold whoever uses the rule. */
const isNamed = ({ definition: { id } }: Rule, { select = [], ignore = [] }: RuleOptions): boolean =>
  (select.length === 0 || select.includes(id)) && !ignore.includes(id);

/** Cases know the defaults, not the configuration: they say the same on every machine. */
function defaultsOf({ rules }: Prepared): CaseContext["defaults"] {
  const declared = rules.flatMap(({ definition }) => Object.entries(definition.parameters ?? {}));
  return Object.fromEntries(
    declared
      .filter(([, { required }]) => required !== true)
      .map(([name, parameter]) => [name, parameter.default as never]),
  );
}

function testRule({ file, rule }: Rule, context: CaseContext): Omit<CasesResult, "rules"> {
  const loaded = loadCases(file);
  if (loaded.cases === undefined) return { passed: 0, failures: whyNoCases(loaded.problems, loaded.file) };
  const failures = loaded.cases.flatMap(({ line, definition }) =>
    runOne(() => runCase(rule, definition, context)).map(
      (difference) => `${loaded.file}:${line}: ${definition.name}: ${difference}`,
    ),
  );
  const failed = new Set(failures.map((failure) => failure.split(": ")[0]));
  const missing = outcomesMissing(loaded.cases.map(({ definition }) => definition.expect.outcome));
  return {
    passed: loaded.cases.length - failed.size,
    failures: [
      ...failures,
      ...missing.map((outcome) => `${loaded.file}: no case expects ${outcome}; every rule needs one`),
    ],
  };
}

const whyNoCases = (problems: readonly Problem[], file: string): string[] =>
  problems.length > 0
    ? problems.map(formatProblem)
    : [`${file}: no cases; every rule needs one pass, one fail and one unknown case`];

/** A case that names a fact there is not says so as its difference. */
function runOne(run: () => readonly string[]): readonly string[] {
  try {
    return run();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function outcomesMissing(outcomes: readonly string[]): string[] {
  return ["pass", "fail", "unknown"].filter((outcome) => !outcomes.includes(outcome));
}

/** Writes a new rule and its cases into `directory`. Throws UsageError for a bad id or files that are there. */
export function newRule(id: string, directory: string, cwd: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new UsageError(
      `rules new ${id}: an id states the required condition in lower case with hyphens, as root-mfa-enabled`,
    );
  }
  if (existsSync(join(RULES_DIRECTORY, `${id}.yaml`)))
    throw new UsageError(`rules new ${id}: a built-in rule has this id; choose another`);
  const folder = resolve(cwd, directory);
  const [rule, cases] = [join(folder, `${id}.yaml`), join(folder, `${id}.cases.yaml`)];
  const taken = [rule, cases].find((file) => existsSync(file));
  if (taken !== undefined) throw new UsageError(`${taken}: is there already; choose another id or folder`);
  writeWhole(rule, [ruleTemplate(id)]);
  writeWhole(cases, [casesTemplate()]);
  return [rule, cases];
}
