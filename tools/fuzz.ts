// npm run fuzz -- --runs N [--seed S] [--only NAME]: inputs made wrong, for everything that reads what others wrote. Prints a row
// for each target; a crash with its shrunk input and how to see it again; exits 1 when there is one.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { ANSWERS } from "./fuzz/answers.ts";
import { EVIDENCE_TARGETS } from "./fuzz/evidence.ts";
import { FILE_TARGETS } from "./fuzz/files.ts";
import { SEMANTIC_TARGETS } from "./fuzz/semantics.ts";
import type { Target } from "./fuzz/target.ts";

/** An input that takes longer hangs, as far as a person can tell. */
const SLOW_MS = 5_000;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
const targets = [...FILE_TARGETS, ...SEMANTIC_TARGETS, ...EVIDENCE_TARGETS, ANSWERS].filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
let crashes = 0;
for (const target of targets) crashes += Number(!(await fuzz(target)));
console.log(`${targets.length} targets, seed ${values.seed}: ${crashes} with a crash`);
process.exitCode = crashes === 0 ? 0 : 1;

/** Whether every run went well. */
async function fuzz({ name, share, prepare }: Target): Promise<boolean> {
  const numRuns = Math.max(1, Math.round(Number(values.runs) * share));
  const { property, close } = await prepare();
  const begun = performance.now();
  let from = begun;
  let slowest = 0;
  const plugins = [
    fc.beforeEach(() => {
      from = performance.now();
    }),
    fc.afterEach(() => {
      slowest = Math.max(slowest, performance.now() - from);
    }),
  ];
  const details = await fc.check(property as fc.IAsyncProperty<[unknown]>, {
    numRuns,
    seed: Number(values.seed),
    plugins,
  });
  await close?.();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const isSlow = slowest > SLOW_MS && share >= 0.5;
  console.log(
    `${name.padEnd(26)} ${String(details.numRuns).padStart(8)} runs ${seconds.padStart(7)} s, slowest ${slowest.toFixed(0)} ms` +
      `${details.failed ? " CRASH" : ""}${isSlow ? " TOO SLOW" : ""}`,
  );
  if (details.failed) {
    const { counterexamplePath, errorInstance, counterexample } = details;
    console.log(`  again: --only "${name}" --seed ${values.seed} (path ${counterexamplePath ?? ""})`);
    console.log(errorInstance instanceof Error ? errorInstance.stack : errorInstance);
    console.log(JSON.stringify(counterexample).slice(0, 4_000));
  }
  return !details.failed && !isSlow;
}
