// npm run bench: every figure of the design, beside floors measured in the same run, as a table that is printed row by row; it
// never asserts. `--quick` takes small numbers and judges nothing: it shows that the benchmarks run. `--events 1000` takes so many
// accounts for the last row, which needs an hour for all 10,000.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchConditions } from "./condition.ts";
import { benchJson, benchJudging } from "./judging.ts";
import { benchEvents, benchOverhead, benchPosture } from "./organization.ts";
import { benchRootPower } from "./root-power.ts";
import { benchRules } from "./rules.ts";
import { benchStartup } from "./startup.ts";
import { printHead, printRow, type Row } from "./table.ts";
import { benchThrottling } from "./throttling.ts";

const SIZES = {
  full: {
    runs: 31,
    posture: [1_000, 5_000, 10_000],
    events: 10_000,
    overhead: 1_000,
    throttled: 100,
    judged: 10_000,
    json: 400_000,
  },
  quick: { runs: 3, posture: [20, 40], events: 5, overhead: 20, throttled: 8, judged: 100, json: 4_000 },
} as const;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    events: { type: "string" },
  },
});
const sizes = values.quick ? SIZES.quick : SIZES.full;

function say({ met, ...row }: Row): void {
  printRow(values.quick || met === undefined ? row : { ...row, met });
}

const BENCHES: Readonly<Record<string, () => Promise<void> | void>> = {
  startup: () => benchStartup(sizes.runs).forEach(say),
  overhead: () => benchOverhead(sizes.overhead, say),
  conditions: () => {
    const { perSecond } = benchConditions();
    const measured = `${Math.round(perSecond).toLocaleString("en")} a second`;
    say({
      what: "conditions, one core",
      target: "≥ 1,000,000 a second",
      measured,
      met: perSecond >= 1_000_000,
    });
  },
  judging: () => benchJudging(sizes.judged, say),
  json: () => benchJson(sizes.json, say),
  power: () => {
    const { seconds, firstSeconds } = benchRootPower();
    const measured = `${seconds.toFixed(2)} s, ${firstSeconds.toFixed(2)} s of it for the first 50`;
    say({ what: "root's power in 10,000 accounts over 50 paths", target: "none", measured });
  },
  rules: () => {
    const slowest = benchRules().slice(0, 3);
    const measured = slowest
      .map(({ rule, milliseconds }) => `${rule} ${milliseconds.toFixed(1)} ms`)
      .join(", ");
    say({ what: "slowest rules, one account", target: "none", measured });
  },
  throttling: () => benchThrottling(sizes.throttled, say),
  posture: () => benchPosture(sizes.posture, say),
  events: () => benchEvents(Number(values.events ?? sizes.events), say),
};

const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model ?? "?"}, Node ${process.version}${values.quick ? ", quick form: not judged" : ""}\n`,
);
printHead();
for (const [name, bench] of Object.entries(BENCHES))
  if (values.only === undefined || values.only.split(",").includes(name)) await bench();
