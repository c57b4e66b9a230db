// rootproof benchmarks list|show
import type { Benchmark, Control } from "../../model/index.ts";
import { writeStdout } from "../context.ts";
import { command } from "../command.ts";

/** The group; each subcommand is a command of its own. */
export const benchmarksCommands = () => [listCommand(), showCommand()];

const listCommand = () =>
  command({
    command: "list",
    describe: "every benchmark",
    flags: {},
    examples: [["$0 benchmarks list", "what --benchmark can name"]],
    run: async () => {
      const { listBenchmarks } = await import("../../scan/index.ts");
      writeStdout(listBenchmarks().map(listLine).join(""));
    },
  });

const listLine = ({ id, title, version, controls }: Benchmark): string =>
  `${id.padEnd(28)} ${controls.length} controls  ${title}, ${version}\n`;

const showCommand = () =>
  command({
    command: "show <id>",
    describe: "the controls of a benchmark, the rules mapped to each, and what no rule sees",
    flags: { id: { type: "string", demandOption: true, describe: "benchmark id" } } as const,
    examples: [["$0 benchmarks show root-account-playbook", "the 16 steps of the incident playbook"]],
    run: async ({ id }) => {
      const { showBenchmark } = await import("../../scan/index.ts");
      writeStdout(benchmarkText(showBenchmark(id)));
    },
  });

function benchmarkText({ id, title, version, source, checked, controls }: Benchmark): string {
  return [
    `${id}: ${title}, ${version}`,
    `source: ${source} (checked ${checked})`,
    ...controls.map(controlText),
    `\nto judge by it: rootproof scan --benchmark ${id}\n`,
  ].join("\n");
}

function controlText({ id, title, group, rules, coverage, gap, source }: Control): string {
  return [
    `\n${id}  ${title}${group === undefined ? "" : ` (${group})`}`,
    `    root-related rules: ${rules.join(", ")}`,
    `    coverage: ${coverage}`,
    ...(gap === undefined ? [] : [`    not seen: ${gap}`]),
    `    source: ${source}`,
  ].join("\n");
}
