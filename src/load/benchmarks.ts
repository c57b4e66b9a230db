// benchmarks/*.yaml → checked benchmarks: every control names rules that exist, and says what no rule sees of it.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Benchmark, Problem } from "../model/index.ts";
import { didYouMean } from "../model/index.ts";
import { inOrder, schemaProblems } from "./checked-yaml.ts";
import { type Path, placeOfValue, problemAt } from "./places.ts";
import { whyUnreadable } from "./text-file.ts";
import { benchmark as isBenchmark } from "./validators.gen.mjs";
import { readYaml, type YamlFile } from "./yaml.ts";

/** The benchmarks without a problem, by id; to be used only when there is no problem at all. */
export interface LoadedBenchmarks {
  readonly benchmarks: readonly Benchmark[];
  readonly problems: readonly Problem[];
}

const MAX_BENCHMARK_BYTES = 256 * 1024;

/** Reads every benchmark of the folder and checks the rules it names against those there are. */
export function loadBenchmarks(directory: string, rules: Iterable<string>): LoadedBenchmarks {
  const known = new Set(rules);
  const names = namesIn(directory);
  if ("message" in names) return { benchmarks: [], problems: [{ file: directory, ...names }] };
  const loaded = names.map((name) => loadBenchmark(join(directory, name), known));
  return {
    benchmarks: loaded.flatMap(({ benchmarks }) => benchmarks),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

function namesIn(directory: string): string[] | { readonly message: string } {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  } catch (error) {
    return { message: whyUnreadable(error).replace("file not found", "folder not found") };
  }
}

function loadBenchmark(file: string, known: ReadonlySet<string>): LoadedBenchmarks {
  const read = readYaml(file, MAX_BENCHMARK_BYTES);
  if (!read.ok) return { benchmarks: [], problems: read.problems };
  const yaml = read.value;
  if (!isBenchmark(yaml.value)) return { benchmarks: [], problems: schemaProblems(yaml, isBenchmark) };
  const problems = inOrder(crossProblems(yaml, yaml.value, known));
  return { benchmarks: problems.length === 0 ? [yaml.value] : [], problems };
}

/** What the schema cannot say. */
function crossProblems(yaml: YamlFile, benchmark: Benchmark, known: ReadonlySet<string>): Problem[] {
  const at = (path: Path, message: string): Problem => problemAt(yaml, placeOfValue(yaml, path), message);
  const stem = basename(yaml.file, ".yaml");
  const ids = benchmark.controls.map(({ id }) => id);
  return [
    ...(benchmark.id === stem
      ? []
      : [at(["id"], `the id '${benchmark.id}' is not the file's name '${stem}'`)]),
    ...benchmark.controls.flatMap(({ id, rules, coverage, gap }, index) => [
      ...(ids.indexOf(id) === index
        ? []
        : [at(["controls", index, "id"], `the control '${id}' is there twice`)]),
      ...(coverage === "full" || gap !== undefined
        ? []
        : [
            at(
              ["controls", index],
              `the control '${id}' is covered in part: say under 'gap' what no rule sees`,
            ),
          ]),
      ...rules.flatMap((rule, position) =>
        known.has(rule)
          ? []
          : [at(["controls", index, "rules", position], `unknown rule '${rule}'${didYouMean(rule, known)}`)],
      ),
    ]),
  ];
}
