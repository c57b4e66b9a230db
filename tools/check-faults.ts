// npm run test:faults: every kind of fault at every operation that a collector declares, for ever and once, and all operations
// at once by chance. Prints a row for each kind; exits 1 when a promise was broken. Two processes share the work. With --every 4
// only each fourth of these scans is made: CI has no half hour. With --row "throttle, once" only those of one row.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Fault, FaultKind } from "../src/sandbox/index.ts";
import { type Cell, type Declared, faultAt, OPERATIONS, startFaultBench } from "../test/scan/fault-cell.ts";

/** What strikes again and again, and what a second attempt must get over. */
const KINDS: Readonly<Record<FaultKind, "transient" | "lasting">> = {
  accessDenied: "lasting",
  throttle: "transient",
  expiredToken: "lasting",
  clockSkew: "lasting",
  emptyMap: "lasting",
  wordsForNumbers: "lasting",
  missingFields: "lasting",
  wrongTypes: "lasting",
  wrongAccount: "lasting",
  duplicates: "lasting",
  sameToken: "lasting",
  endlessPages: "lasting",
  truncatedWithoutMarker: "lasting",
  badToken: "lasting",
  html200: "lasting",
  empty200: "lasting",
  html500: "transient",
  html503: "transient",
  truncated: "transient",
  cutOff: "transient",
  reset: "transient",
  silence: "transient",
  headersThenSilence: "transient",
  drip: "lasting",
};
const ROUNDS = 20;
/** The SDK has something to say about Node 20 in every process. */
const QUIET = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
/** Each scan opens sessions, which the sandbox records: look-ups would grow longer than what a slow pace has time for. */
const SCANS_A_SANDBOX = 50;
/** Far beyond every deadline of a scan under test. */
const HANGS_MS = 60_000;

interface Task {
  /** The row it counts in. */
  readonly row: string;
  readonly faults: readonly Fault[];
  readonly at?: Declared;
  /** A second attempt is enough: nothing may change. */
  readonly survived: boolean;
}

interface Told {
  readonly task: Task;
  readonly cell?: Cell;
  readonly crash?: string;
}

function tasks(): Task[] {
  const kinds = Object.entries(KINDS) as [FaultKind, "transient" | "lasting"][];
  const lasting = kinds.flatMap(([kind]) =>
    OPERATIONS.map((at) => ({
      row: kind,
      faults: [faultAt(at, { kind })],
      at,
      survived: false,
    })),
  );
  const once = kinds
    .filter(([, how]) => how === "transient")
    .flatMap(([kind]) =>
      OPERATIONS.map((at) => ({
        row: `${kind}, once`,
        faults: [faultAt(at, { kind, times: 1 })],
        at,
        survived: true,
      })),
    );
  const byChance = Array.from({ length: ROUNDS }, (_, seed) => ({
    row: "any, by chance",
    faults: kinds.map(([kind]) => ({ kind, probability: 0.01, seed })),
    survived: false,
  }));
  const huge = OPERATIONS.map((at) => ({
    row: "throttle, Retry-After 3600",
    faults: [faultAt(at, { kind: "throttle", retryAfter: 3600 })],
    at,
    survived: false,
  }));
  return [...lasting, ...huge, ...once, ...byChance];
}

interface Share {
  readonly part: number;
  readonly parts: number;
  readonly every: number;
}

async function work({ part, parts, every }: Share): Promise<void> {
  let bench = await startFaultBench();
  const chosen = tasks()
    .filter(({ row }) => values.row === undefined || values.row === row)
    .filter((_, index) => index % every === 0);
  for (const [number, task] of chosen.filter((_, index) => index % parts === part).entries()) {
    if (number > 0 && number % SCANS_A_SANDBOX === 0) {
      await bench.close();
      bench = await startFaultBench();
    }
    process.send?.(await run(task));
  }
  await bench.close();

  async function run(task: Task): Promise<Told> {
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`still at work after ${HANGS_MS / 1000} s`)), HANGS_MS);
    });
    try {
      return {
        task,
        cell: await Promise.race([bench.cell(task.faults, task.at, task.survived ? "long" : "short"), hung]),
      };
    } catch (error) {
      return { task, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What each promise is called when it is broken. */
const PROMISES = {
  falsePasses: "FALSE PASS",
  lost: "LOST",
  wrongExit: "WRONG EXIT",
  crashes: "CRASH OR HANG",
  notSurvived: "NOT SURVIVED",
} as const;
type Promised = keyof typeof PROMISES;

/** What was broken, in words. */
function brokenIn({ task, cell, crash }: Told): Readonly<Record<Promised, readonly string[]>> {
  const { falsePasses = [], lost = [], wrongExit = [], changed = [], refused } = cell ?? {};
  const crashes = crash === undefined ? [] : [crash];
  const altered = [...(refused === undefined ? [] : [refused]), ...changed];
  return { falsePasses, lost, wrongExit, crashes, notSurvived: task.survived ? altered : [] };
}

const COLUMNS = ["scans", "refused", "changed", ...(Object.keys(PROMISES) as Promised[])] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], number>>;

/** The row of one scan. A fault that was not survived counts once, whatever it changed. */
function rowOf(told: Told): Row {
  const broken = brokenIn(told);
  return {
    scans: 1,
    refused: Number(told.cell?.refused !== undefined),
    changed: told.cell?.changed.length ?? 0,
    falsePasses: broken.falsePasses.length,
    lost: broken.lost.length,
    wrongExit: broken.wrongExit.length,
    crashes: broken.crashes.length,
    notSurvived: Number(broken.notSurvived.length > 0),
  };
}

const sum = (rows: Iterable<Row>): Row => {
  const all = [...rows];
  const totals = COLUMNS.map((name) => [name, all.reduce((total, row) => total + row[name], 0)]);
  return Object.fromEntries(totals) as Row;
};

function complain(told: Told): void {
  const { row, at } = told.task;
  const where = `${row} at ${at === undefined ? "all" : `${at.service}:${at.operation}`}`;
  for (const [promise, texts] of Object.entries(brokenIn(told)) as [Promised, readonly string[]][])
    for (const text of texts) console.log(`${PROMISES[promise]} ${where}: ${text}`);
}

async function main(): Promise<void> {
  const parts = 2;
  const rows = new Map<string, Row>();
  const from = Date.now();
  await Promise.all(
    Array.from({ length: parts }, (_, part) => {
      const child = fork(
        fileURLToPath(import.meta.url),
        ["--part", `${part}/${parts}`, ...process.argv.slice(2)],
        { env: QUIET },
      );
      child.on("message", (told: Told) => {
        const known = rows.get(told.task.row);
        rows.set(told.task.row, sum([...(known === undefined ? [] : [known]), rowOf(told)]));
        complain(told);
      });
      return new Promise<void>((resolve, reject) =>
        child.once("exit", (code) =>
          code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
        ),
      );
    }),
  );
  print(rows, Date.now() - from);
}

function print(rows: ReadonlyMap<string, Row>, milliseconds: number): void {
  const line = (label: string, value: (name: (typeof COLUMNS)[number]) => string | number): string =>
    label.padEnd(30) + COLUMNS.map((name) => String(value(name)).padStart(name.length + 2)).join("");
  const total = sum(rows.values());
  console.log(line("fault", (name) => name));
  for (const [kind, row] of rows) console.log(line(kind, (name) => row[name]));
  console.log(line("all", (name) => total[name]));
  console.log(
    `${OPERATIONS.length} operations × ${rows.size} rows, ${total.scans} scans in ${Math.round(milliseconds / 1000)} s: ` +
      `${total.falsePasses} false passes, ${total.crashes} crashes or hangs, ${total.lost} findings lost, ` +
      `${total.wrongExit} wrong exit codes, ${total.notSurvived} single faults not survived`,
  );
  const broken = (Object.keys(PROMISES) as Promised[]).some((promise) => total[promise] > 0);
  process.exitCode = broken ? 1 : 0;
}

const { values } = parseArgs({
  options: { part: { type: "string" }, every: { type: "string", default: "1" }, row: { type: "string" } },
});
if (values.part === undefined) await main();
else {
  const [part = 0, parts = 1] = values.part.split("/").map(Number);
  await work({ part, parts, every: Number(values.every) });
  process.disconnect();
}
