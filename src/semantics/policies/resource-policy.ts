// Does the policy of a topic, key or bus let somebody in: an AWS service, or another account? Evaluated, not searched. It cannot
// know what context a service sends along, so nearly every Condition leaves the answer open. [AWS-FACTS 8.4, 8.5]
import { isAny, matchesGlob } from "../globs.ts";
import { isObject } from "../json-text.ts";
import { every, not, some, type Truth } from "../truth.ts";
import { isActionName, matchesAction } from "./action-pattern.ts";
import { type RequestContext, splitArn, testConditions } from "./conditions.ts";
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

/** A call that another account makes on a resource, such as EventBridge putting its events on a bus for it. */
export interface AccountRequest {
  readonly account: string;
  readonly partition: string;
  /** The role it acts with, where there is one. */
  readonly roleArn?: string;
  /** Of its organization; null: it is in none; undefined: not known. */
  readonly organizationId: string | null | undefined;
  readonly actions: readonly string[];
  readonly resource: string;
}

/** Whether the policy lets the service in. */
export interface Admission {
  readonly verdict: "admits" | "refuses" | "unknown";
  readonly reason: string;
}

/** Either kind of call, as a statement is compared with it. */
interface Request {
  readonly who: string;
  /** For messages: `who`, and whom it acts for. */
  readonly asked: string;
  readonly actions: readonly string[];
  readonly resource: string;
  readonly isPrincipal: (principal: unknown) => Truth;
  readonly meets: (statement: Statement) => Truth;
}

/**
 * Judges an SNS topic policy or a KMS key policy for a service. An Allow with a Condition is unknown (AWS's guide says that
 * EventBridge takes none), except the default topic policy's `AWS:SourceOwner`, which EventBridge does not meet.
 * [arch eb-use-resource-based.md], [arch eb-troubleshooting.md]
 */
export function policyAdmits(policy: string, request: ServiceRequest): Admission {
  const { service, actions, resource } = request;
  const source = request.sourceArn ?? request.sourceAccount;
  return judge(policy, {
    who: service,
    asked: source === undefined ? service : `${service} for ${source}`,
    actions,
    resource,
    isPrincipal: (principal) => fitsPrincipal(principal, (kind, name) => isService(kind, name, service)),
    meets: (statement) => meetsConditions(statement, service),
  });
}

/** Judges a bus policy for another account. Conditions on its organization, number and role are evaluated, others are unknown. */
export function policyAdmitsAccount(policy: string, request: AccountRequest): Admission {
  const { account, actions, resource } = request;
  const context = contextOf(request);
  return judge(policy, {
    who: `account ${account}`,
    asked: `account ${account}`,
    actions,
    resource,
    isPrincipal: (principal) => fitsPrincipal(principal, (kind, name) => isAccount(kind, name, request)),
    meets: ({ conditions }) => testConditions(conditions, context),
  });
}

function contextOf({ account, roleArn, organizationId }: AccountRequest): RequestContext {
  return new Map([
    ["aws:principalaccount", account],
    ...(organizationId === undefined ? [] : [["aws:principalorgid", organizationId] as const]),
    ...(roleArn === undefined ? [] : [["aws:principalarn", roleArn] as const]),
  ]);
}

function judge(policy: string, request: Request): Admission {
  const parsed = parsePolicy(policy, "resource");
  if ("problem" in parsed)
    return { verdict: "unknown", reason: `the policy is not understood: ${parsed.problem}` };
  if (request.actions.length === 0 || !request.actions.every(isActionName))
    return { verdict: "unknown", reason: "no plain action was asked for" };
  const each = request.actions.map((action) => admitsAction(parsed.statements, request, action));
  const worst =
    each.find((one) => one.verdict === "refuses") ?? each.find((one) => one.verdict === "unknown");
  return worst ?? { verdict: "admits", reason: `${request.who} may call ${request.actions.join(", ")}` };
}

function admitsAction(statements: readonly Statement[], request: Request, action: string): Admission {
  const judged = statements.map((statement) => ({ statement, truth: applies(statement, request, action) }));
  const denied = some(judged.filter((one) => !one.statement.allows).map((one) => one.truth));
  const allowed = some(judged.filter((one) => one.statement.allows).map((one) => one.truth));
  const open = judged.filter((one) => one.truth === "unknown").map((one) => one.statement);
  if (denied === true) return { verdict: "refuses", reason: `${action} is denied to ${request.who}` };
  if (allowed === false)
    return { verdict: "refuses", reason: `no statement allows ${action} to ${request.who}` };
  if (denied === "unknown" || allowed === "unknown")
    return { verdict: "unknown", reason: undecided(open, action, request) };
  return { verdict: "admits", reason: `${request.who} may call ${action}` };
}

function undecided(open: readonly Statement[], action: string, { asked }: Request): string {
  const numbers = open.map((one) => one.number).join(", ");
  const why = open.some((one) => one.conditions.length > 0)
    ? "it has a Condition"
    : "its principal or resource is not understood";
  return `statement ${numbers} cannot be decided for ${action} by ${asked}: ${why}`;
}

/** Whether a statement speaks of the request. */
function applies(statement: Statement, request: Request, action: string): Truth {
  const named = statement.actions.patterns.some((pattern) => matchesAction(pattern, action));
  const resource = some(
    statement.resources.patterns.map((pattern) => fitsResource(pattern, request.resource)),
  );
  return every([
    named !== statement.actions.negated,
    statement.resources.negated ? not(resource) : resource,
    request.isPrincipal(statement.principal),
    request.meets(statement),
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
function fitsPrincipal(principal: unknown, isNamed: (kind: string, name: string) => Truth): Truth {
  if (principal === "*") return true;
  if (!isObject(principal) || Object.keys(principal).length === 0) return "unknown";
  return some(Object.entries(principal).map(([kind, value]) => fitsKind(kind, value, isNamed)));
}

function fitsKind(kind: string, value: unknown, isNamed: (kind: string, name: string) => Truth): Truth {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (names.length === 0 || !names.every((name) => typeof name === "string")) return "unknown";
  if (kind === "Federated" || kind === "CanonicalUser") return false;
  if (kind !== "AWS" && kind !== "Service") return "unknown";
  return some(names.map((name) => (kind === "AWS" && name === "*" ? true : isNamed(kind, name))));
}

/** Another form of the same service's name (`events.us-east-1.amazonaws.com`, wildcards, variables) is not judged. */
function isService(kind: string, name: string, service: string): Truth {
  if (kind === "AWS") return false;
  if (name === service) return true;
  const sameFirst = name.toLowerCase().split(".")[0] === service.split(".")[0];
  return sameFirst || /[*?$]/.test(name) ? "unknown" : false;
}

/** The account's number, or the ARN of its root user, stands for everybody in it. [arch reference_policies_elements_principal.md] */
function isAccount(kind: string, name: string, { account, partition, roleArn }: AccountRequest): Truth {
  if (kind === "Service") return false;
  if (name === account || name === `arn:${partition}:iam::${account}:root` || name === roleArn) return true;
  // A session of the role, or the id that AWS writes for a role that was deleted, may be the one that calls.
  const isSession = name.startsWith(`arn:${partition}:sts::${account}:`);
  return isSession || /[*?$]/.test(name) || !/^(arn:|\d{12}$)/.test(name) ? "unknown" : false;
}

/**
 * `AWS:SourceOwner` is met by calls of the owner's own identities, and EventBridge's is none. Whether another service's is, is
 * not known. [AWS-FACTS 8.4: the default topic policy]
 */
function meetsConditions({ allows, conditions }: Statement, service: string): Truth {
  if (conditions.length === 0) return true;
  const ownerOnly = conditions.some(
    (one) => one.key === "aws:sourceowner" && one.operator === "StringEquals",
  );
  return allows && ownerOnly && service === "events.amazonaws.com" ? false : "unknown";
}
