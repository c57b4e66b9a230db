// trail.managementEvents: which management events the trail's selectors let through.
import { ABSENT, Unknown, type Value } from "../../condition/index.ts";
import { managementEvents, type TrailSelectors } from "../../semantics/index.ts";
import { isUnknown, type Truth, unknownFact, type View } from "./kleene.ts";
import { toPlain } from "./plain.ts";

/** The derived record, or the unknown that hides it. */
export function managementEventsOf(trail: View): Value {
  const selectors = trail["selectors"] ?? ABSENT;
  if (isUnknown(selectors)) return selectors;
  const plain = toPlain(selectors);
  if (plain instanceof Unknown) return plain;
  const events = managementEvents(plain as TrailSelectors);
  const open = unknownFact({
    fact: `account.trails[${JSON.stringify(trail["arn"])}].selectors`,
    cause: "not-observable",
    reason: events.reason,
  });
  const settle = (truth: boolean | "unknown"): Truth => (truth === "unknown" ? open : truth);
  return {
    reads: settle(events.reads),
    writes: settle(events.writes),
    excludedSources: events.excludedSources,
  };
}
