// trail.managementEvents: which management events the trail's selectors let through.
import { ABSENT, PartialList, Unknown, type Value } from "../../condition/index.ts";
import { managementEvents, type TrailSelectors } from "../../semantics/index.ts";
import { isUnknown, type Truth, unknownFact, type View } from "./kleene.ts";

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

/** The document behind a part of the view; unknown as soon as one of its parts is. */
function toPlain(value: Value): unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof PartialList) return value.rest;
  if (typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== ABSENT)
    .map(([key, part]) => [key, toPlain(part)] as const);
  const unknown = entries.map(([, part]) => part).find((part) => part instanceof Unknown);
  if (unknown !== undefined) return unknown;
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
