// npm run test:faults: every kind of fault at every operation that a collector declares, for ever and once, and all operations
// at once by chance. Prints a row for each kind; exits 1 when a promise was broken. Two processes share the work. With --every 4
// only each fourth of these scans is made: CI has no half hour.
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
/** Whose answer says which account we are in; elsewhere an account's number is a fact like others, and may be wrong. */
const NAMES_ACCOUNTS = "sts";
const ROUNDS = 20;
/** The SDK has something to say about Node 20 in every process. */
const QUIET = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
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
    OPERATIONS.filter(({ service }) => kind !== "wrongAccount" || service === NAMES_ACCOUNTS).map((at) => ({
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
  const bench = await startFaultBench();
  const chosen = tasks().filter((_, index) => index % every === 0);
  for (const task of chosen.filter((_, index) => index % parts === part)) process.send?.(await run(task));
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

interface Row {
  scans: number;
  refused: number;
  changed: number;
  falsePasses: number;
  lost: number;
  wrongExit: number;
  crashes: number;
  notSurvived: number;
}

const emptyRow = (): Row => ({
  scans: 0,
  refused: 0,
  changed: 0,
  falsePasses: 0,
  lost: 0,
  wrongExit: 0,
  crashes: 0,
  notSurvived: 0,
});

// eslint-disable-next-line complexity -- a sum for each column
function count(row: Row, { task, cell, crash }: Told): void {
  row.scans += 1;
  row.crashes += Number(crash !== undefined);
  row.refused += Number(cell?.refused !== undefined);
  row.changed += cell?.changed.length ?? 0;
  row.falsePasses += cell?.falsePasses.length ?? 0;
  row.lost += cell?.lost.length ?? 0;
  row.wrongExit += cell?.wrongExit.length ?? 0;
  row.notSurvived += Number(
    task.survived && (cell?.refused !== undefined || (cell?.changed.length ?? 0) > 0),
  );
}

// eslint-disable-next-line complexity -- a line for each promise
function complain({ task, cell, crash }: Told): void {
  const where = `${task.row} at ${task.at === undefined ? "all" : `${task.at.service}:${task.at.operation}`}`;
  if (crash !== undefined) console.log(`CRASH OR HANG ${where}: ${crash}`);
  for (const key of cell?.falsePasses ?? []) console.log(`FALSE PASS ${where}: ${key}`);
  for (const key of cell?.lost ?? []) console.log(`LOST ${where}: ${key}`);
  for (const text of cell?.wrongExit ?? []) console.log(`WRONG EXIT ${where}: ${text}`);
  if (!task.survived) return;
  if (cell?.refused !== undefined) console.log(`NOT SURVIVED ${where}: ${cell.refused}`);
  for (const text of cell?.changed ?? []) console.log(`NOT SURVIVED ${where}: ${text}`);
}

async function main(): Promise<void> {
  const parts = 2;
  const rows = new Map<string, Row>();
  const from = Date.now();
  await Promise.all(
    Array.from({ length: parts }, (_, part) => {
      const child = fork(
        fileURLToPath(import.meta.url),
        ["--part", `${part}/${parts}`, "--every", values.every],
        { env: QUIET },
      );
      child.on("message", (told: Told) => {
        const row = rows.get(told.task.row) ?? emptyRow();
        rows.set(told.task.row, row);
        count(row, told);
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
  const columns = Object.keys(emptyRow()) as (keyof Row)[];
  const widths = columns.map((name) => name.length + 2);
  const line = (label: string, values: readonly (string | number)[]): string =>
    label.padEnd(30) + values.map((value, index) => String(value).padStart(widths[index] ?? 0)).join("");
  console.log(line("fault", columns));
  for (const [kind, row] of rows)
    console.log(
      line(
        kind,
        columns.map((name) => row[name]),
      ),
    );
  const total = (name: keyof Row): number => [...rows.values()].reduce((sum, row) => sum + row[name], 0);
  console.log(line("all", columns.map(total)));
  const broken =
    total("falsePasses") + total("lost") + total("wrongExit") + total("crashes") + total("notSurvived");
  console.log(
    `${OPERATIONS.length} operations × ${rows.size} rows, ${total("scans")} scans in ${Math.round(milliseconds / 1000)} s: ` +
      `${total("falsePasses")} false passes, ${total("crashes")} crashes or hangs, ${total("lost")} findings lost, ` +
      `${total("wrongExit")} wrong exit codes, ${total("notSurvived")} single faults not survived`,
  );
  process.exitCode = broken === 0 ? 0 : 1;
}

const { values } = parseArgs({
  options: { part: { type: "string" }, every: { type: "string", default: "1" } },
});
if (values.part === undefined) await main();
else {
  const [part = 0, parts = 1] = values.part.split("/").map(Number);
  await work({ part, parts, every: Number(values.every) });
  process.disconnect();
}
