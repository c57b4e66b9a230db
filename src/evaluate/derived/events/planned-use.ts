// Planned uses of root (rootproof.yaml): which of them expects an event.
import { beginningOf, endingOf, type PlannedUse } from "../../../model/index.ts";
import { isMutating, type Meaning, type RecordedEvent } from "../../../semantics/index.ts";
import { namesAccount } from "../coverage.ts";

/** The reference of the planned use that expects the event, undefined where none does. */
export type PlannedUseOf = (record: RecordedEvent, meaning: Meaning) => string | undefined;

/** The planned uses of one account, ready to be asked. */
export function createPlannedUses(uses: readonly PlannedUse[], accountId: string): PlannedUseOf {
  const spans = uses
    .filter(({ accounts }) => namesAccount(accounts, accountId))
    .map(({ from, to, expects, reference }) => ({
      from: beginningOf(from) ?? Infinity,
      to: endingOf(to) ?? -Infinity,
      expects,
      reference,
    }));
  return (record, meaning) =>
    spans.find(
      ({ from, to, expects }) =>
        from <= record.time && record.time <= to && isExpected(record, meaning, expects),
    )?.reference;
}

/** Whoever may sign in may look around; a change must be of a kind that is expected. */
function isExpected(record: RecordedEvent, { expectedAs }: Meaning, expects: PlannedUse["expects"]): boolean {
  if (expectedAs === undefined || expectedAs === "unknown")
    return !isMutating(record) && expects.includes("sign-in");
  return expects.includes(expectedAs);
}
