// What root can still do, for 10,000 accounts that share 300 policies over 50 paths: the second account of a path should cost
// nothing but its key. Conditions on the account's last digit make ten answers of each path.
import { readFileSync } from "node:fs";
import { type ActionCatalogue, createRootPower, type RootPowerInput } from "../src/semantics/index.ts";

const ACCOUNTS = 10_000;
const POLICIES = 300;
const PATHS = 50;
const DEPTH = 5;

type Level = RootPowerInput["path"][number];

/** Seconds for all accounts, and for the first of each path alone. */
export function benchRootPower(): { seconds: number; firstSeconds: number } {
  const catalogue = JSON.parse(readFileSync("data/actions.json", "utf8")) as ActionCatalogue;
  const policies = Array.from({ length: POLICIES }, (_, index) => policyOf(index));
  const paths = Array.from({ length: PATHS }, (_, index) => pathOf(policies, index));
  const rootPower = createRootPower(catalogue);
  const judge = (from: number, to: number): number => {
    const start = performance.now();
    for (let index = from; index < to; index++) {
      const path = paths[index % PATHS] ?? [];
      const id = String(100_000_000_000 + Math.floor(index / PATHS));
      const account = { id, partition: "aws", management: false, createdAt: "2024-01-01T00:00:00Z" };
      if (rootPower({ account, path }).root.summary.outcome === "exempt")
        throw new Error("no account is exempt");
    }
    return (performance.now() - start) / 1000;
  };
  const firstSeconds = judge(0, PATHS);
  return { firstSeconds, seconds: firstSeconds + judge(PATHS, ACCOUNTS) };
}

/** Five levels with FullAWSAccess and four of the shared policies each: AWS attaches five at most. */
function pathOf(policies: readonly Level["policies"][number][], index: number): readonly Level[] {
  return Array.from({ length: DEPTH }, (_, depth) => ({
    id: `level-${index}-${depth}`,
    policies: [fullAccess, ...policies.slice(((index * DEPTH + depth) * 7) % (POLICIES - 4)).slice(0, 4)],
  }));
}

const fullAccess = document("FullAWSAccess", [{ Effect: "Allow", Action: "*", Resource: "*" }]);

/** Six statements: the conditions are root's, a region's, or the last digit of the account. */
function policyOf(index: number): Level["policies"][number] {
  const conditions = [
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" }, Null: { "aws:AssumedRoot": "true" } },
    { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
    { StringLike: { "aws:PrincipalAccount": `*${index % 10}` } },
  ];
  const statements = Array.from({ length: 6 }, (_, at) => ({
    Effect: "Deny",
    [at === 0 ? "NotAction" : "Action"]: [`ec2:*${at}*`, "iam:Create*", `s3:Put${index}*`, "kms:*Key*"],
    Resource: "*",
    Condition: conditions[(index + at) % 3],
  }));
  return document(`policy-${index}`, statements);
}

function document(name: string, statements: readonly object[]): Level["policies"][number] {
  return {
    id: `p-${name}`,
    name,
    document: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  };
}
