// The least IAM policies a scan takes, made of the list of calls that the guard knows, too. Nothing here is called.
import type { CollectorDeclaration } from "../collect/index.ts";
import type { AccessMode } from "../model/index.ts";

/** One statement of a policy, as IAM takes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal?: { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** What has to be allowed where; a document that would be empty is left out. */
export interface PermissionDocuments {
  /** For the identity that scans, in its own account. */
  readonly identity?: PolicyDocument;
  /** For the role in every member, and in the management account where the identity lives in another one. */
  readonly role?: {
    readonly name: string;
    readonly policy?: PolicyDocument;
    readonly trust: PolicyDocument;
  };
}

/** What is to be allowed, to whom. */
export interface PermissionRequest {
  readonly collectors: readonly CollectorDeclaration[];
  readonly scope: "account" | "organization";
  readonly access: AccessMode;
  readonly partition: string;
  readonly roleName: string;
  readonly externalId?: string;
  /** ARN of the identity that scans. */
  readonly principal: string;
  readonly auditPolicyArn: string;
}

/** The documents for a scan that looks at these facts. */
export function permissionDocuments(request: PermissionRequest): PermissionDocuments {
  const { collectors, scope, access, roleName } = request;
  const inAccount = actionsOf(collectors.filter(({ asker }) => asker === "account"));
  const identity = policy([
    ...byService([...inAccount, ...actionsOf(collectors.filter((one) => isAskedByCaller(one, scope)))]),
    ...entering(request),
  ]);
  const documents = { ...(identity !== undefined && { identity }) };
  if (scope === "account" || access === "central") return documents;
  const own = policy(byService(inAccount));
  const trust = trustPolicy(request);
  return { ...documents, role: { name: roleName, ...(own !== undefined && { policy: own }), trust } };
}

const policy = (statements: readonly PolicyStatement[]): PolicyDocument | undefined =>
  statements.length === 0 ? undefined : { Version: "2012-10-17", Statement: statements };

/** Of members the caller asks only in a scan of the whole organization. */
const isAskedByCaller = ({ asker, fact }: CollectorDeclaration, scope: PermissionRequest["scope"]): boolean =>
  asker === "caller" && (scope === "organization" || fact.startsWith("organization."));

const actionsOf = (collectors: readonly CollectorDeclaration[]): string[] =>
  collectors.flatMap(({ operations }) => operations.map(({ iamAction }) => iamAction));

/** A statement per service. STS is left out: who is calling is told to everybody, entering an account has its own statements. */
function byService(actions: readonly string[]): PolicyStatement[] {
  const distinct = [...new Set(actions)].sort();
  const services = [...new Set(distinct.map(serviceOf))].filter((service) => service !== "sts");
  return services.map((service) => ({
    Sid: `Read${service[0]?.toUpperCase() ?? ""}${service.slice(1)}`,
    Effect: "Allow",
    Action: distinct.filter((action) => serviceOf(action) === service),
    Resource: "*",
  }));
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

function entering({ collectors, scope, access, ...request }: PermissionRequest): PolicyStatement[] {
  const { partition, roleName, auditPolicyArn } = request;
  if (scope === "account") return [];
  const role: PolicyStatement = {
    Sid: "EnterWithTheRole",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: `arn:${partition}:iam::*:role/${roleName}`,
  };
  const audit: PolicyStatement = {
    Sid: "AuditRoot",
    Effect: "Allow",
    Action: "sts:AssumeRoot",
    Resource: `arn:${partition}:iam::*:root`,
    Condition: { StringEquals: { "sts:TaskPolicyArn": auditPolicyArn } },
  };
  const audits = collectors.some(({ asker, central }) => asker === "audit" || central === "audit");
  return [...(access === "central" ? [] : [role]), ...(access !== "role" && audits ? [audit] : [])];
}

const trustPolicy = ({ principal, externalId }: PermissionRequest): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "TheScanner",
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: "sts:AssumeRole",
      ...(externalId !== undefined && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ],
});
