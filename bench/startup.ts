// How long a person waits for the version and for help, beside a Node that does nothing and one that reads an empty file.
import { spawnSync } from "node:child_process";
import { median } from "./child.ts";
import type { Row } from "./table.ts";

const EMPTY = "bench/empty.mjs";

/** Wall milliseconds of each command, taken in turn so that all see the same machine. */
export function benchStartup(runs: number): Row[] {
  const commands = [["-e", "0"], [EMPTY], ["dist/cli/main.js", "--version"], ["dist/cli/main.js", "--help"]];
  const times = commands.map((): number[] => []);
  for (let run = 0; run < runs; run++)
    for (const [index, args] of commands.entries()) times[index]?.push(wallOf(args));
  const [empty = 0, file = 0, version = 0, help = 0] = times.map(median);
  const floor = `node -e 0: ${empty.toFixed(0)} ms; an empty file: ${file.toFixed(0)} ms`;
  return [
    row("rootproof --version", version, { empty, most: 1.3, floor }),
    row("rootproof --help", help, { empty, most: 1.7, floor }),
  ];
}

function row(
  what: string,
  time: number,
  { empty, most, floor }: { empty: number; most: number; floor: string },
): Row {
  const ratio = time / empty;
  return {
    what,
    target: `≤ ${most}×`,
    measured: `${time.toFixed(0)} ms, ${ratio.toFixed(2)}×`,
    floor,
    met: ratio <= most,
  };
}

function wallOf(args: readonly string[]): number {
  const from = process.hrtime.bigint();
  spawnSync(process.execPath, args);
  return Number(process.hrtime.bigint() - from) / 1e6;
}
