// The identity of an alert: rule, partition, account and item, and nothing that changes while the fault stays.
import { createHash } from "node:crypto";
import type { Subject } from "../../model/index.ts";

/** Gives each alert its `primaryLocationLineHash`: 16 hex digits, then which of several alike it is. */
export function newFingerprints(): (rule: string, subject: Subject, item: string) => string {
  const seen = new Map<string, number>();
  return (rule, subject, item) => {
    const hash = hashOf([rule, subject.partition, accountPart(subject), item]);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}:${occurrence}`;
  };
}

/** A standalone account also stands in as its own organization: the two must not share an alert. */
function accountPart({ scope, id }: Subject): string {
  return scope === "organization" ? `organization ${id}` : id;
}

/** 16 hex digits; JSON keeps the parts apart, whatever they contain. */
export function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
