// Does the policy of a topic or key let an AWS service in? Evaluated, not searched. It cannot know what context a service
// sends along, so nearly every Condition leaves the answer open. [AWS-FACTS 8.4]
import { isAny, matchesGlob } from "../globs.ts";
import { isObject } from "../json-text.ts";
import { every, not, some, type Truth } from "../truth.ts";
import { isActionName, matchesAction } from "./action-pattern.ts";
import { splitArn } from "./conditions.ts";
import { parsePolicy, type Statement } from "./statement.ts";

/** A call that a service of AWS makes on a resource, all of whose actions must be admitted. */
export interface ServiceRequest {
  /** The service principal, such as `events.amazonaws.com`. */
  readonly service: string;
  /** Action names without wildcards, such as `sns:Publish`, `kms:GenerateDataKey`. */
  readonly actions: readonly string[];
  /** The ARN of the topic or key. */
  readonly resource: string;
  /** Whom the service acts for: told in the reason, never relied on. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  /** The account that owns the resource. */
  readonly account: string;
}

/** Whether the policy lets the service in. */
export interface Admission {
  readonly verdict: "admits" | "refuses" | "unknown";
  readonly reason: string;
}

/**
 * Judges an SNS topic policy or a KMS key policy for a service. An Allow with a Condition is unknown (AWS's guide says that
 * EventBridge takes none), except the default topic policy's `AWS:SourceOwner`, which no service meets.
 * [arch eb-use-resource-based.md], [arch eb-troubleshooting.md]
 */
export function policyAdmits(policy: string, request: ServiceRequest): Admission {
  const parsed = parsePolicy(policy, "resource");
  if ("problem" in parsed)
    return { verdict: "unknown", reason: `the policy is not understood: ${parsed.problem}` };
  if (request.actions.length === 0 || !request.actions.every(isActionName))
    return { verdict: "unknown", reason: "no plain action was asked for" };
  const each = request.actions.map((action) => admitsAction(parsed.statements, request, action));
  const worst =
    each.find((one) => one.verdict === "refuses") ?? each.find((one) => one.verdict === "unknown");
  return worst ?? { verdict: "admits", reason: `${request.service} may call ${request.actions.join(", ")}` };
}

function admitsAction(statements: readonly Statement[], request: ServiceRequest, action: string): Admission {
  const judged = statements.map((statement) => ({ statement, truth: applies(statement, request, action) }));
  const denied = some(judged.filter((one) => !one.statement.allows).map((one) => one.truth));
  const allowed = some(judged.filter((one) => one.statement.allows).map((one) => one.truth));
  const open = judged.filter((one) => one.truth === "unknown").map((one) => one.statement);
  if (denied === true) return { verdict: "refuses", reason: `${action} is denied to ${request.service}` };
  if (allowed === false)
    return { verdict: "refuses", reason: `no statement allows ${action} to ${request.service}` };
  if (denied === "unknown" || allowed === "unknown")
    return { verdict: "unknown", reason: undecided(open, action, request) };
  return { verdict: "admits", reason: `${request.service} may call ${action}` };
}

function undecided(open: readonly Statement[], action: string, request: ServiceRequest): string {
  const numbers = open.map((one) => one.number).join(", ");
  const source = request.sourceArn ?? request.sourceAccount;
  const asked = `${action} by ${request.service}${source === undefined ? "" : ` for ${source}`}`;
  const why = open.some((one) => one.conditions.length > 0)
    ? "it has a Condition"
    : "its principal or resource is not understood";
  return `statement ${numbers} cannot be decided for ${asked}: ${why}`;
}

/** Whether a statement speaks of the request. */
function applies(statement: Statement, request: ServiceRequest, action: string): Truth {
  const named = statement.actions.patterns.some((pattern) => matchesAction(pattern, action));
  const resource = some(
    statement.resources.patterns.map((pattern) => fitsResource(pattern, request.resource)),
  );
  return every([
    named !== statement.actions.negated,
    statement.resources.negated ? not(resource) : resource,
    fitsPrincipal(statement.principal, request.service),
    meetsConditions(statement),
  ]);
}

/** `*` alone is every resource; in an ARN nothing is claimed where a star would have to cross a colon. */
function fitsResource(pattern: string, resource: string): Truth {
  if (isAny(pattern) || pattern === resource) return true;
  if (pattern.includes("${")) return "unknown";
  if (!matchesGlob(pattern, resource)) return false;
  const [wanted, actual] = [splitArn(pattern), splitArn(resource)];
  const fieldwise =
    wanted.length === actual.length && wanted.every((one, index) => matchesGlob(one, actual[index] ?? ""));
  return fieldwise || "unknown";
}

/** `"*"` and `{"AWS": "*"}` are everyone, services too. [arch reference_policies_elements_principal.md] */
function fitsPrincipal(principal: unknown, service: string): Truth {
  if (principal === "*") return true;
  if (!isObject(principal) || Object.keys(principal).length === 0) return "unknown";
  return some(Object.entries(principal).map(([kind, value]) => fitsPrincipalOfKind(kind, value, service)));
}

function fitsPrincipalOfKind(kind: string, value: unknown, service: string): Truth {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (names.length === 0 || !names.every((name) => typeof name === "string")) return "unknown";
  switch (kind) {
    case "AWS":
      return names.includes("*");
    case "Service":
      return some(names.map((name) => isService(name, service)));
    case "Federated":
    case "CanonicalUser":
      return false;
    default:
      return "unknown";
  }
}

/** Another form of the same service's name (`events.us-east-1.amazonaws.com`, wildcards, variables) is not judged. */
function isService(name: string, service: string): Truth {
  if (name === service) return true;
  const sameFirst = name.toLowerCase().split(".")[0] === service.split(".")[0];
  return sameFirst || /[*?$]/.test(name) ? "unknown" : false;
}

/** `AWS:SourceOwner` is met by calls of the owner's own identities only. [AWS-FACTS 8.4: the default topic policy] */
function meetsConditions({ allows, conditions }: Statement): Truth {
  if (conditions.length === 0) return true;
  const ownerOnly = conditions.some(
    (one) => one.key === "aws:sourceowner" && one.operator === "StringEquals",
  );
  return allows && ownerOnly ? false : "unknown";
}
