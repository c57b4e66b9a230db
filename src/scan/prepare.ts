// Before anything is called: rules and configuration loaded, checked against each other, and the rules that speak chosen.
import { resolve } from "node:path";
import {
  type CompiledRule,
  compileRule,
  factsNeeded,
  selectRules,
  type Selection,
  type SelectionOptions,
  unsetParameters,
  unstatedRules,
} from "../evaluate/index.ts";
import {
  type CheckedParameters,
  checkParameters,
  checkRuleIds,
  checkStatements,
  loadConfiguration,
  type LoadedConfiguration,
  type LoadedRule,
  loadRules,
  NO_CONFIGURATION,
  type ParameterValue,
} from "../load/index.ts";
import {
  type Benchmark,
  type Configuration,
  didYouMean,
  formatProblem,
  type Parameter,
  type Problem,
  type ScanLine,
  UsageError,
} from "../model/index.ts";
import { isNetwork } from "../semantics/index.ts";
import { RULES_DIRECTORY } from "./assets.ts";
import { type ChosenBenchmarks, chooseBenchmarks, rulesOf } from "./benchmarks.ts";
import type { RuleOptions } from "./options.ts";
import { FACTS_OF_UNITS } from "./population.ts";

/** A rule with its file. */
export type Rule = LoadedRule<CompiledRule>;

/** All that judging needs beside evidence. */
export interface Prepared {
  readonly rules: readonly Rule[];
  readonly rulesSha256: string;
  readonly selection: Selection<CompiledRule>;
  /** Those by whose controls reports are grouped. */
  readonly benchmarks: readonly Benchmark[];
  readonly configuration: LoadedConfiguration;
  /** Every declared parameter's values by dotted name, defaults filled in; required ones that are not set are left out. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly maxEvidenceAge: number;
  /** Facts the selected rules, and entries that name units, stand on. */
  readonly facts: ReadonlySet<string>;
  /** Rules that were named although nobody stated what they ask for. */
  readonly unstated: ReadonlySet<string>;
  /** The same for accounts that were reached in another way: audit sessions select rules. */
  readonly reachedBy: (access: Access) => Prepared;
  /** The same with other values of parameters. */
  readonly withParameters: (values: Readonly<Record<string, ParameterValue>>) => Prepared;
}

/** How accounts are reached. */
export type Access = NonNullable<ScanLine["access"]>;

/** Loads, checks and selects. Throws UsageError with every problem found. */
export function prepare(options: RuleOptions): Prepared {
  const configuration =
    options.config === null ? NO_CONFIGURATION : loadConfiguration(options.config, options.cwd);
  stopOn(configuration.problems);
  const { rules, rulesSha256, problems } = loadRules(directoriesOf(options, configuration), compileRule);
  stopOn(problems);
  const parameters = Object.fromEntries(declaredParameters(rules));
  const checked = checkParameters(configuration, { parameters, isNetwork });
  const definitions = rules.map(({ definition }) => definition);
  const ids = definitions.map(({ id }) => id);
  stopOn([
    ...checked.problems,
    ...checkRuleIds(configuration, ids),
    ...checkStatements(configuration, definitions),
    ...rules.flatMap((rule) => unknownCompensations(rule, ids)),
  ]);
  const benchmarks = chooseBenchmarks(options, configuration, ids);
  const loaded: Loaded = { rules, rulesSha256, configuration, benchmarks, checked, ids };
  return preparedFor(options, loaded, options.access ?? "role");
}

function preparedFor(options: RuleOptions, loaded: Loaded, access: Access): Prepared {
  const { rules, rulesSha256, configuration, benchmarks, checked } = loaded;
  const attested = new Set(
    (configuration.configuration.attestations ?? []).map(({ statement }) => statement),
  );
  const switches = {
    configured: checked.configured,
    attested,
    incident: (configuration.configuration.incidents ?? []).length > 0,
    auditSessions: access !== "role",
  };
  const selection = chooseRules(options, loaded, switches);
  const selected = selection.selected.map(({ definition }) => definition);
  const unset = unsetParameters(selected, switches);
  return {
    rules,
    rulesSha256,
    selection,
    benchmarks: benchmarks.all,
    configuration,
    parameters: Object.fromEntries(Object.entries(checked.values).filter(([name]) => !unset.has(name))),
    maxEvidenceAge: checked.maxEvidenceAge,
    facts: new Set([...factsNeeded(selection.selected), ...factsOfUnits(configuration.configuration)]),
    unstated: unstatedRules(selected, { attested }),
    reachedBy: (other) => preparedFor(options, loaded, other),
    withParameters: (values) =>
      preparedFor(
        options,
        { ...loaded, checked: { ...checked, values: { ...checked.values, ...values } } },
        access,
      ),
  };
}

/** Of entries that name units. */
function factsOfUnits({ exclusions = [], waivers = [], attestations = [] }: Configuration): string[] {
  const named = [...exclusions, ...waivers, ...attestations].some(({ units }) => units !== undefined);
  return named ? FACTS_OF_UNITS : [];
}

/** As `prepare`, for judging: without a rule, nothing would fail. */
export function prepareToJudge(options: RuleOptions): Prepared {
  const prepared = prepare(options);
  if (prepared.selection.selected.length === 0)
    throw new UsageError("no rule is selected; check --select, --ignore and rules in rootproof.yaml");
  return prepared;
}

/** A name that no rule has would never lower a severity, without a word. */
const unknownCompensations = ({ file, definition }: Rule, ids: readonly string[]): Problem[] =>
  (definition.compensatedBy ?? [])
    .filter((id) => !ids.includes(id))
    .map((id) => ({ file, message: `'compensatedBy' names no rule: '${id}'${didYouMean(id, ids)}` }));

/** Throws the problems, one line each, when there are any. */
export function stopOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UsageError(problems.map(formatProblem));
}

function directoriesOf(options: RuleOptions, configuration: LoadedConfiguration): string[] {
  const named = (options.rules ?? []).map((directory) => resolve(options.cwd, directory));
  return [RULES_DIRECTORY, ...named, ...configuration.ruleDirectories];
}

/** Every parameter of every rule; two rules that share a name must mean the same thing. */
function declaredParameters(rules: readonly Rule[]): Map<string, Parameter> {
  const declared = new Map<string, Parameter>();
  for (const { file, definition } of rules) {
    for (const [name, parameter] of Object.entries(definition.parameters ?? {})) {
      const earlier = declared.get(name);
      if (earlier !== undefined && !sameParameter(earlier, parameter)) {
        throw new UsageError(
          `${file}: parameter ${name} is declared differently by another rule; give it the same type, default and bounds`,
        );
      }
      declared.set(name, parameter);
    }
  }
  return declared;
}

const sameParameter = (left: Parameter, right: Parameter): boolean => meaningOf(left) === meaningOf(right);

const meaningOf = ({ type, default: value, minimum, maximum, format }: Parameter): string =>
  JSON.stringify([type, value, minimum, maximum, format]);

interface Loaded {
  readonly rules: readonly Rule[];
  readonly rulesSha256: string;
  readonly configuration: LoadedConfiguration;
  readonly benchmarks: ChosenBenchmarks;
  readonly checked: CheckedParameters;
  readonly ids: readonly string[];
}

function chooseRules(
  options: RuleOptions,
  { rules, configuration, benchmarks, ids }: Loaded,
  found: Omit<SelectionOptions, "select" | "ignore" | "only">,
): Selection<CompiledRule> {
  const only = [...(options.select ?? []), ...rulesOf(benchmarks.asked)];
  // Flags go before the file: what --select names is not put aside by rules.ignore.
  const putAside = (configuration.configuration.rules?.ignore ?? []).filter((id) => !only.includes(id));
  const ignore = [...(options.ignore ?? []), ...putAside];
  checkNamed("--select", options.select ?? [], ids);
  checkNamed("--ignore", options.ignore ?? [], ids);
  const compiled = rules.map(({ rule }) => rule);
  const named = [...(configuration.configuration.rules?.select ?? []), ...rulesOf(benchmarks.configured)];
  return selectRules(compiled, { select: named, ignore, only, ...found });
}

function checkNamed(flag: string, named: readonly string[], ids: readonly string[]): void {
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(
      `${flag} ${unknown}: no such rule${didYouMean(unknown, ids) || "; rootproof rules list names them"}`,
    );
}
