// One comparison of a metric filter against one value of a log event. What the guide does not say is "unknown": a missing field
// that is compared, text against numbers. [doc CloudWatch Logs FilterAndPatternSyntax]
import { compare, type Sign } from "../comparison.ts";
import { matchesWildcard, type WildcardParts } from "../events/wildcard.ts";
import type { Scalar } from "../events/value-test.ts";
import { not, type Truth } from "../truth.ts";

/** What a filter asks of one field. A text's parts stand around its stars. */
export type FilterTest =
  | { readonly kind: "text"; readonly negated: boolean; readonly parts: WildcardParts }
  | { readonly kind: "number"; readonly sign: Sign; readonly number: number }
  | { readonly kind: "is"; readonly value: null | true | false }
  | { readonly kind: "not-exists" };

/** Whether a value passes; undefined is a field that is not there. */
export function testValue(test: FilterTest, value: Scalar | undefined): Truth {
  switch (test.kind) {
    case "not-exists":
      return value === undefined;
    case "is":
      return isValue(test.value, value);
    case "number":
      return typeof value === "number" ? compare(test.sign, value, test.number) : "unknown";
    case "text":
      return testText(test, value);
  }
}

/** Only a null is null; whether the text "true" is true, and whether a missing field is false, is not said. */
function isValue(wanted: null | true | false, value: Scalar | undefined): Truth {
  if (wanted === null || value === null) return wanted === value;
  return typeof value === "boolean" ? wanted === value : "unknown";
}

/** A missing field equals no text; whether it is unequal to one is not said. */
function testText(
  { negated, parts }: Extract<FilterTest, { kind: "text" }>,
  value: Scalar | undefined,
): Truth {
  if (value === undefined) return negated ? "unknown" : false;
  if (typeof value !== "string") return "unknown";
  const equal = matchesWildcard(parts, value);
  return negated ? not(equal) : equal;
}

/** What is known of every text of a field. */
interface Domain {
  readonly prefix: string;
  readonly suffix: string;
}

/** True only when each text of the domain passes. */
export function passesAlways(test: FilterTest, domain: Domain): boolean {
  if (test.kind !== "text") return false;
  return test.negated ? isOutside(test.parts, domain) : isInside(test.parts, domain);
}

/** True only when no text of the domain passes. */
export function passesNever(test: FilterTest, domain: Domain): boolean {
  if (test.kind === "not-exists") return true;
  if (test.kind === "is") return test.value === null;
  return (
    test.kind === "text" && (test.negated ? isInside(test.parts, domain) : isOutside(test.parts, domain))
  );
}

/** Each text fits: a star stands on the side, or sides, that are open. */
function isInside(parts: WildcardParts, { prefix, suffix }: Domain): boolean {
  const [start = "", end = ""] = parts;
  return parts.length === 2 && prefix.startsWith(start) && suffix.endsWith(end);
}

/** No text fits: the beginnings contradict each other, or the ends do. */
function isOutside(parts: WildcardParts, { prefix, suffix }: Domain): boolean {
  const start = parts[0] ?? "";
  const end = parts.at(-1) ?? "";
  if (parts.length === 1) return !(start.startsWith(prefix) && start.endsWith(suffix));
  return (
    !(start.startsWith(prefix) || prefix.startsWith(start)) || !(end.endsWith(suffix) || suffix.endsWith(end))
  );
}
