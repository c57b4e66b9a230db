// 300 calls of one operation that AWS limits to 10 a second, burst 15, and one account that pays: contacts read from the centre.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../src/sandbox/index.ts";
import { costOf } from "./child.ts";
import type { Row } from "./table.ts";

const OPERATION = "account:GetAlternateContact";
const LIMIT = { operation: OPERATION, perSecond: 10, burst: 15 };
const CONTACTS = ["security", "billing", "operations"];

/** `accounts` × 3 calls at the published pace. */
export async function benchThrottling(accounts: number, say: (row: Row) => void): Promise<void> {
  const times: number[] = [];
  const stories = Array.from({ length: accounts }, () => "locked-down");
  const sandbox = await startSandbox({
    accounts: accounts + 1,
    stories,
    limits: [LIMIT],
    emptyPages: 0,
    pageSize: 20,
    onRequest: ({ service, operation }) => {
      if (`${service}:${operation}` === OPERATION) times.push(performance.now());
    },
  });
  const cwd = mkdtempSync(join(tmpdir(), "rootproof-bench-"));
  const args = [
    "collect",
    "--org",
    "--access",
    "central",
    "--regions",
    "home",
    "--max-rate",
    "10",
    "--out",
    "e.ndjson",
  ];
  const { stderr } = await costOf([join(process.cwd(), "dist/cli/main.js"), ...args], {
    cwd,
    env: sandbox.environment,
  });
  const lost = lostContacts(readFileSync(join(cwd, "e.ndjson"), "utf8"));
  await sandbox.close();
  rmSync(cwd, { recursive: true });
  const throttled = Number(/, (\d+) slowed down/.exec(stderr)?.[1]);
  const answered = times.length - throttled;
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  const shortest = (answered - LIMIT.burst) / LIMIT.perSecond;
  say({
    what: `${answered} calls under 10 a second, burst 15`,
    target: "none lost; ≤ 1.15× the shortest time; ≤ 2 % throttled",
    measured: `${lost} lost; ${seconds.toFixed(1)} s, ${(seconds / shortest).toFixed(2)}×; ${throttled} throttled`,
    floor: `shortest: ${shortest.toFixed(1)} s`,
    met: lost === 0 && seconds <= 1.15 * shortest && throttled <= 0.02 * answered,
  });
}

function lostContacts(evidence: string): number {
  const lines = evidence.split("\n").filter((line) => line.startsWith('{"kind":"account"'));
  const contacts = lines.flatMap((line) => {
    const { alternateContacts } = JSON.parse(line) as {
      alternateContacts: Record<string, { state: string }>;
    };
    return CONTACTS.map((type) => alternateContacts[type]?.state);
  });
  return contacts.filter((state) => state === "failed" || state === "denied").length;
}
