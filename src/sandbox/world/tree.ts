// The organization's tree: three levels of units under one root, and what is attached to each of them.
import type { UnitName } from "./account.ts";
import { letters } from "./random.ts";

interface UnitPlan {
  readonly name: UnitName;
  readonly title: string;
  readonly parent: UnitName;
  /** Service control policies attached beside FullAWSAccess. */
  readonly policies: readonly PolicyName[];
}

export type PolicyName =
  | "full-access"
  | "deny-root"
  | "deny-root-and-sessions"
  | "deny-root-unused"
  | "deny-sessions-only"
  | "deny-string-equals";

/** Parents stand before their children. */
const plan: readonly UnitPlan[] = [
  { name: "security", title: "Security", parent: "root", policies: ["deny-root"] },
  { name: "workloads", title: "Workloads", parent: "root", policies: ["deny-root"] },
  { name: "production", title: "Production", parent: "workloads", policies: [] },
  { name: "payments", title: "Payments", parent: "production", policies: [] },
  { name: "development", title: "Development", parent: "workloads", policies: [] },
  { name: "sandbox", title: "Sandbox", parent: "root", policies: [] },
  { name: "acquired", title: "Acquired", parent: "root", policies: ["deny-string-equals"] },
  { name: "legacy", title: "Legacy", parent: "root", policies: ["deny-sessions-only"] },
  { name: "strict", title: "Strict", parent: "root", policies: ["deny-root-and-sessions"] },
  { name: "closed", title: "Closed", parent: "root", policies: ["deny-root"] },
];

export interface Unit extends UnitPlan {
  readonly id: string;
  readonly arn: string;
}

export interface Tree {
  readonly rootId: string;
  readonly rootArn: string;
  readonly organizationId: string;
  readonly units: readonly Unit[];
  /** The id of a unit, or of the root. */
  readonly idOf: (name: UnitName) => string;
  /** The policies attached to a unit and to those above it, less FullAWSAccess. */
  readonly policiesAbove: (name: UnitName) => readonly PolicyName[];
}

function policiesAbove(name: UnitName): readonly PolicyName[] {
  const unit = plan.find((candidate) => candidate.name === name);
  return unit === undefined ? [] : [...unit.policies, ...policiesAbove(unit.parent)];
}

export function plantTree(seed: number, managementId: string): Tree {
  const organizationId = `o-${letters(10, seed, "organization")}`;
  const short = letters(4, seed, "root");
  const prefix = `arn:aws:organizations::${managementId}`;
  const units = plan.map((unit): Unit => {
    const id = `ou-${short}-${letters(8, seed, unit.name)}`;
    return { ...unit, id, arn: `${prefix}:ou/${organizationId}/${id}` };
  });
  const ids = new Map<UnitName, string>([
    ["root", `r-${short}`],
    ...units.map((unit) => [unit.name, unit.id] as const),
  ]);
  const idOf = (name: UnitName): string => ids.get(name) ?? "";
  return {
    rootId: `r-${short}`,
    rootArn: `${prefix}:root/${organizationId}/r-${short}`,
    organizationId,
    units,
    idOf,
    policiesAbove,
  };
}
