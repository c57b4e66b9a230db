// One fault, one operation, one scan: what became of every finding, compared with the scan in which nothing went wrong.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COLLECTORS, collectorsFor } from "../../src/collect/index.ts";
import { compileRule } from "../../src/evaluate/index.ts";
import { loadRules } from "../../src/load/index.ts";
import { UsageError } from "../../src/model/index.ts";
import { type Fault, startSandbox } from "../../src/sandbox/index.ts";
import { writeEveryRule } from "./every-rule.ts";
import { keyOf, outcomesOf, pointAt, type Scanned, scanHere } from "./scanning.ts";

/** `iam:GetAccountSummary`, under the name the service has in this project. */
export interface Declared {
  readonly service: string;
  readonly operation: string;
}

/** Every operation that a collector declares. */
export const OPERATIONS: readonly Declared[] = [
  ...new Map(
    COLLECTORS.flatMap((one) => one.operations).map((one) => [`${one.service}:${one.operation}`, one]),
  ).values(),
];

/** What CloudWatch calls itself in a signature. */
const SIGNED_AS: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

/** How a fault at an operation is written for the sandbox. */
export const faultAt = ({ service, operation }: Declared, fault: Omit<Fault, "service">): Fault => ({
  ...fault,
  service: SIGNED_AS[service] ?? service,
  operation,
});

/** What a scan under faults came to. */
export interface Cell {
  /** Of the accounts × rules judged, how many findings are not what they are without the fault. */
  readonly changed: readonly string[];
  /** The scan could not be done: why, in one line. */
  readonly refused?: string;
  /** Promises that were broken. */
  readonly falsePasses: readonly string[];
  readonly lost: readonly string[];
  readonly wrongExit: readonly string[];
}

export interface FaultBench {
  /** Scans under the faults, judging only the rules that can notice the operation; all rules without one. */
  readonly cell: (faults: readonly Fault[], at?: Declared, patience?: "short" | "long") => Promise<Cell>;
  readonly close: () => Promise<void>;
}

/** Silence must end soon: what a person would wait two minutes for. Where it is to be got over, there is time for a second attempt. */
const SHORT = {
  connectionMs: 1_000,
  requestMs: 400,
  totalMs: 1_000,
  budgetMs: 1_200,
  listMs: 3_000,
  pollMs: 0,
};
const DEADLINES = {
  short: SHORT,
  long: { ...SHORT, requestMs: 2_000, totalMs: 10_000, budgetMs: 20_000, listMs: 30_000 },
};

/** A small organization whose every rule is judged once without a fault. */
export async function startFaultBench(): Promise<FaultBench> {
  const stories = ["topic-customer-key", "old-keys", "forgotten-totp"];
  const sandbox = await startSandbox({ accounts: stories.length + 2, stories, emptyPages: 0, pageSize: 3 });
  pointAt(sandbox);
  const folder = mkdtempSync(join(tmpdir(), "rootproof-faults-"));
  const config = writeEveryRule(join(folder, "rootproof.yaml"), "o-36869cfcde");
  const all = { org: true, access: "auto", config } as const;
  const healthy = await scanHere(all);
  return {
    cell: async (faults, at, patience = "short") => {
      const select = at && readersOf(at);
      sandbox.setFaults(faults);
      try {
        return compare(
          healthy,
          await scanHere({ ...all, deadlines: DEADLINES[patience], ...(select && { select }) }),
          select,
        );
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        return { changed: [], falsePasses: [], lost: [], wrongExit: [], refused: error.message };
      }
    },
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const readers = new Map<string, Set<string>>();

/** The rules for whose facts it is called; where it only leads to accounts, one that speaks of all of them. */
function readersOf({ service, operation }: Declared): string[] {
  if (readers.size === 0) gatherReaders();
  const own = readers.get(`${service}:${operation}`);
  return own === undefined ? ["root-access-keys-absent"] : [...own];
}

function gatherReaders(): void {
  for (const { definition, rule } of loadRules(["rules"], compileRule).rules)
    for (const { service, operation } of collectorsFor(rule.needs).flatMap(({ operations }) => operations))
      (readers.get(`${service}:${operation}`) ?? begin(`${service}:${operation}`)).add(definition.id);
}

function begin(key: string): Set<string> {
  const rules = new Set<string>();
  readers.set(key, rules);
  return rules;
}

/** What a fault may do to a finding: make it unknown. `evidence-complete` fails by itself when something was not seen. */
function compare(healthy: Scanned, scanned: Scanned, select: readonly string[] | undefined): Cell {
  const now = outcomesOf(scanned);
  const expected = [...outcomesOf(healthy)].filter(
    ([key]) => select === undefined || select.includes(ruleOf(key)) || isMetaOfAccount(key),
  );
  const changed = expected.filter(([key, outcome]) => ruleOf(key) !== META && now.get(key) !== outcome);
  return {
    changed: changed.map(
      ([key, outcome]) => `${key}: ${outcome} → ${now.get(key) ?? "gone"}${whyOf(scanned, key)}`,
    ),
    falsePasses: changed.filter(([key]) => CLAIMS.has(now.get(key) ?? "")).map(([key]) => key),
    lost: scanned.report.populationComplete
      ? expected.filter(([key]) => !now.has(key)).map(([key]) => key)
      : [],
    wrongExit: scanned.exitCode === exitCodeOf(scanned) ? [] : [`exit ${scanned.exitCode}`],
  };
}

/** What an unknown lacks first. */
function whyOf({ report }: Scanned, key: string): string {
  const finding = report.findings.find((one) => keyOf(one) === key);
  const [missing] = finding?.missing ?? [];
  return missing === undefined ? "" : ` (${missing.fact}: ${missing.reason})`;
}

const META = "evidence-complete";
/** The organization has one only where a rule speaks of it. */
const isMetaOfAccount = (key: string): boolean => ruleOf(key) === META && !key.startsWith("organization ");
const ruleOf = (key: string): string => key.split(" ")[1] ?? "";

/** Outcomes that claim something: none of them may come from a fault. */
const CLAIMS: ReadonlySet<string> = new Set(["pass", "not-applicable", "error"]);

/** As DESIGN 10 says it, counted from the report. */
function exitCodeOf({ report }: Scanned): number {
  const { findings, accounts, populationComplete } = report;
  const judged = findings.filter(({ rule }) => rule !== META);
  if (judged.some(({ outcome, severity }) => outcome === "fail" && GATING.has(severity))) return 1;
  const unclear = judged.some(({ outcome }) => outcome === "unknown" || outcome === "error");
  return unclear || !populationComplete || accounts.some(({ state }) => state === "unreached") ? 3 : 0;
}

const GATING: ReadonlySet<string> = new Set(["critical", "high"]);
