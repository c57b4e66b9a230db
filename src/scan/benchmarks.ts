// Which benchmarks a run is asked for, and rootproof benchmarks list|show.
import { compileRule } from "../evaluate/index.ts";
import { loadBenchmarks, loadRules, type LoadedConfiguration } from "../load/index.ts";
import { type Benchmark, didYouMean, formatProblem, UsageError } from "../model/index.ts";
import { BENCHMARKS_DIRECTORY, RULES_DIRECTORY } from "./assets.ts";
import type { RuleOptions } from "./options.ts";

/** Benchmarks by who asked for them. */
export interface ChosenBenchmarks {
  /** On the command line: only their rules speak. */
  readonly asked: readonly Benchmark[];
  /** In rootproof.yaml: their rules speak too. */
  readonly configured: readonly Benchmark[];
  /** Each once, in the order they were asked for. */
  readonly all: readonly Benchmark[];
}

/** The benchmarks that flags and configuration name. Throws UsageError for one there is not, or a broken file. */
export function chooseBenchmarks(
  { benchmarks: flags = [] }: RuleOptions,
  { configuration, problemAt }: LoadedConfiguration,
  rules: readonly string[],
): ChosenBenchmarks {
  const named = configuration.benchmarks ?? [];
  if (flags.length === 0 && named.length === 0) return { asked: [], configured: [], all: [] };
  const known = readBenchmarks(rules);
  const asked = flags.map((id) => find(known, id, (message) => `--benchmark ${id}: ${message}`));
  const configured = named.map((id, index) =>
    find(known, id, (message) => formatProblem(problemAt(["benchmarks", index], "value", message))),
  );
  return { asked, configured, all: [...new Set([...asked, ...configured])] };
}

function find(known: readonly Benchmark[], id: string, told: (message: string) => string): Benchmark {
  const found = known.find((benchmark) => benchmark.id === id);
  if (found !== undefined) return found;
  const ids = known.map((benchmark) => benchmark.id);
  const hint = didYouMean(id, ids) || `: there are ${ids.join(", ")}`;
  throw new UsageError(told(`no such benchmark${hint}`));
}

/** Every benchmark that comes with rootproof. Throws UsageError when the installation is broken. */
export function readBenchmarks(rules: readonly string[]): readonly Benchmark[] {
  const { benchmarks, problems } = loadBenchmarks(BENCHMARKS_DIRECTORY, rules);
  if (problems.length > 0) throw new UsageError(problems.map(formatProblem));
  return benchmarks;
}

/** The rules of all controls, each once. */
export const rulesOf = (benchmarks: readonly Benchmark[]): string[] => [
  ...new Set(benchmarks.flatMap(({ controls }) => controls.flatMap(({ rules }) => rules))),
];

/** Every benchmark there is, by id. Throws UsageError when the installation is broken. */
export const listBenchmarks = (): readonly Benchmark[] => readBenchmarks(builtInRules());

/** One benchmark. Throws UsageError for an id there is not. */
export const showBenchmark = (id: string): Benchmark =>
  find(listBenchmarks(), id, (message) => `benchmarks show ${id}: ${message}`);

/** Benchmarks name rules that come with rootproof; a user's own need not load for that. */
const builtInRules = (): string[] =>
  loadRules([RULES_DIRECTORY], compileRule).rules.map(({ definition }) => definition.id);
