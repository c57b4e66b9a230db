// Which planned uses of root had an event: one without any was not needed, or its events were not seen.
import type { PlannedUse } from "../../model/index.ts";
import { elementsOf, type View } from "../derived/kleene.ts";
import type { Draft } from "../judge.ts";
import type { Entry, Ledger } from "./entries.ts";

/** What tells of one account. */
interface Seen {
  readonly account: View;
  readonly drafts: readonly Draft[];
  readonly ledger: Ledger;
}

/** Marks the uses that had an event in the account, and those of which it is not known. */
export function notePlannedUses(
  plannedUses: readonly Entry<PlannedUse>[],
  { account, drafts, ledger }: Seen,
): void {
  if (plannedUses.length === 0) return;
  const events = elementsOf(account["reviewedRootEvents"] ?? []);
  const open = account["reviewedRootEvents"] === undefined || events.rest !== undefined;
  const named = new Set<unknown>([
    ...events.items.map((event) => event["plannedUse"]),
    ...drafts.flatMap(({ traits }) => traits.map(({ plannedUse }) => plannedUse)),
  ]);
  for (const entry of plannedUses) {
    if (named.has(entry.value.reference)) ledger.use(entry);
    else if (open) ledger.doubt(entry);
  }
}
