// May a pattern match any event of root? False only when its source, detail-type or identity type rules every one out,
// so that what such a rule does with its events need not be collected. It does not know accounts or regions.
import { compilePattern } from "./compile.ts";
import type { Constraint } from "./conjunction.ts";
import { isProblem } from "./parse-test.ts";
import type { ValueTest } from "./value-test.ts";

/**
 * False only when it is proven that no sign-in, API call or service event of root matches: sources of CloudTrail's events
 * start with `aws.`, their detail-types end with `via CloudTrail` (or are the sign-in anomaly alert), and identities that
 * are certainly others are listed. Whatever is not understood may match. [doc eb-service-event-cloudtrail]
 */
export function mayMatchRoot(pattern: string): boolean {
  const compiled = compilePattern(pattern);
  if (isProblem(compiled)) return true;
  return compiled.alternatives.some((conjunction) => conjunction.every(mayHold));
}

function mayHold({ name, tests }: Constraint): boolean {
  const possible = Object.hasOwn(POSSIBLE, name) ? POSSIBLE[name] : undefined;
  return possible === undefined || tests.some(possible);
}

/** Identity types that are not root and hold no power made from root (a FederatedUser may). [arch cloudtrail-event-reference-user-identity.md] */
const OTHERS = new Set([
  "IAMUser",
  "AssumedRole",
  "Role",
  "SAMLUser",
  "WebIdentityUser",
  "Directory",
  "IdentityCenterUser",
  "root",
  "ROOT",
]);

const POSSIBLE: Readonly<Record<string, (test: ValueTest) => boolean>> = {
  source: (test) => mayFit(test, "aws.", ""),
  "detail-type": (test) => mayFit(test, "AWS ", " via CloudTrail") || mayFit(test, "Sign-in ", " Alert"),
  "detail.userIdentity.type": (test) =>
    test.kind !== "exact" || (typeof test.value === "string" && !OTHERS.has(test.value)),
};

/** Whether some text with this beginning and end can pass the test; unsure is yes. */
function mayFit(test: ValueTest, start: string, end: string): boolean {
  switch (test.kind) {
    case "exact":
      return typeof test.value === "string" && test.value.startsWith(start) && test.value.endsWith(end);
    case "prefix":
      return test.ignoreCase || test.text.startsWith(start) || start.startsWith(test.text);
    case "suffix":
      return test.ignoreCase || test.text.endsWith(end) || end.endsWith(test.text);
    case "exists":
      return test.present;
    case "numeric":
      return false;
    default:
      return true;
  }
}
