// npm run bench: figures as ratios to floors measured in the same run. Prints; never asserts.
import { spawnSync } from "node:child_process";
import { benchConditions } from "./condition.ts";
import { benchRootPower } from "./root-power.ts";
import { benchRules } from "./rules.ts";

const RUNS = 15;

/** Median wall time of a command, milliseconds. */
function medianMilliseconds(args: readonly string[]): number {
  const times = Array.from({ length: RUNS }, () => {
    const from = process.hrtime.bigint();
    spawnSync(process.execPath, args);
    return Number(process.hrtime.bigint() - from) / 1e6;
  });
  return times.sort((left, right) => left - right)[Math.floor(RUNS / 2)] ?? 0;
}

const empty = medianMilliseconds(["-e", "0"]);
const version = medianMilliseconds(["dist/cli/main.js", "--version"]);
const help = medianMilliseconds(["dist/cli/main.js", "--help"]);
console.log(`node ${process.version}, ${RUNS} runs each, medians`);
console.log(`node -e 0             ${empty.toFixed(0)} ms`);
console.log(`rootproof --version   ${version.toFixed(0)} ms  ${(version / empty).toFixed(2)}x`);
console.log(`rootproof --help      ${help.toFixed(0)} ms  ${(help / empty).toFixed(2)}x`);
const { perSecond } = benchConditions();
console.log(`conditions            ${Math.round(perSecond).toLocaleString("en")} per second on one core`);
const power = benchRootPower();
console.log(
  `root power            10,000 accounts in ${power.seconds.toFixed(2)} s, the first 50 paths ${power.firstSeconds.toFixed(2)} s of it`,
);
const slowest = benchRules().slice(0, 3);
console.log(
  `slowest rules         ${slowest.map(({ rule, milliseconds }) => `${rule} ${milliseconds.toFixed(1)} ms`).join(", ")} per account`,
);
