// Who is in the organization: account number i is a function of the seed and i, so 10,000 of them cost nothing.
import type { Story } from "../stories/story.ts";
import type { Identity } from "./account.ts";
import { chance, moment, pick } from "./random.ts";

/** The account numbers that AWS's own documentation uses come first; some have a leading zero. */
const documented = [
  "111122223333",
  "444455556666",
  "123456789012",
  "012345678901",
  "555555555555",
  "999999999999",
  "777788889999",
  "222222222222",
  "098765432109",
  "333333333333",
  "210987654321",
  "000123456789",
] as const;

export const managementId = documented[0];

const teams = [
  "payments",
  "search",
  "billing",
  "mobile",
  "data",
  "ledger",
  "identity",
  "edge",
  "media",
  "reports",
];
const stages = ["production", "staging", "test", "tools"];

/** The step shares no factor with 10^12, so no number comes twice before all came. */
function seededId(seed: number, index: number): string {
  const step = 618_033_988_749;
  const start = chance(1_000_000, seed, "ids");
  return ((BigInt(start) + BigInt(index) * BigInt(step)) % 1_000_000_000_000n).toString().padStart(12, "0");
}

export function accountId(seed: number, index: number): string {
  return documented[index] ?? seededId(seed, index);
}

function seededName(seed: number, index: number): string {
  return `${pick(teams, seed, index, "team")}-${pick(stages, seed, index, "stage")}-${index}`;
}

/** Ordinary accounts live in the three units that deny root; stories may say otherwise. */
const ordinaryUnits = ["payments", "development", "production", "workloads"] as const;

export function identityOf(seed: number, index: number, story: Story): Identity {
  const createdAt = moment("2018-01-01", "2024-06-01", seed, index, "created");
  const invited = chance(4, seed, index, "joined") === 0;
  const name = story.identity?.name ?? seededName(seed, index);
  return {
    index,
    id: accountId(seed, index),
    email: `aws-root+${index}@example.com`,
    unit: pick(ordinaryUnits, seed, index, "unit"),
    joinedMethod: invited ? "INVITED" : "CREATED",
    joinedAt: invited ? moment("2024-06-02", "2025-06-01", seed, index, "invited") : createdAt,
    createdAt,
    state: "ACTIVE",
    role: true,
    ...story.identity,
    name,
    story: story.id,
  };
}
