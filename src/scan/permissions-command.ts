// rootproof permissions: the least IAM policies for the rules that speak and the access they are read by.
import { allFacts } from "../evaluate/index.ts";
import { DEFAULT_ACCESS, DEFAULT_ROLE_NAME, type Partition, UsageError } from "../model/index.ts";
import type { PermissionsCommand } from "./options.ts";
import { type PermissionDocuments, permissionDocuments } from "./permission-documents.ts";
import { prepareToJudge } from "./prepare.ts";
import { scopeOf } from "./population.ts";
import { loadAuditPolicies } from "./task-policies.ts";

/** The documents, and what a person should know of them. */
export interface Permissions {
  readonly documents: PermissionDocuments;
  readonly notes: readonly string[];
}

/** IAM takes no such principal: a trust policy that nobody completed cannot be used by mistake. */
const NOBODY_YET = "arn:aws:iam::ACCOUNT:role/IDENTITY-THAT-SCANS";

/** Calls nothing. Throws UsageError for what the user can mend. */
export async function permissions(command: PermissionsCommand): Promise<Permissions> {
  const { access = DEFAULT_ACCESS, roleName = DEFAULT_ROLE_NAME, externalId, principal } = command;
  const partition = partitionOf(principal);
  const { facts, selection } = prepareToJudge(command);
  const everything = command.everything === true;
  const { collectorsOfRun } = await import("../collect/index.ts");
  const scope = scopeOf(command);
  const documents = permissionDocuments({
    collectors: collectorsOfRun({ facts: everything ? allFacts() : facts, scope }),
    scope,
    access,
    partition,
    roleName,
    ...(externalId !== undefined && { externalId }),
    principal: principal ?? NOBODY_YET,
    auditPolicyArn: loadAuditPolicies()[partition],
  });
  return { documents, notes: notesOn(documents, command, everything ? 0 : selection.waiting.length) };
}

const PRINCIPAL = /^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/;

/** The documents are for the partition of whoever scans. */
function partitionOf(principal: string | undefined): Partition {
  if (principal === undefined) return "aws";
  const [, partition] = PRINCIPAL.exec(principal) ?? [];
  if (partition === undefined)
    throw new UsageError(
      `--principal ${principal}: not the ARN of an IAM role or user; write it as arn:aws:iam::111122223333:role/rootproof-scanner`,
    );
  return partition as Partition;
}

function notesOn(
  { role }: PermissionDocuments,
  { principal, org, access, document = "trust" }: PermissionsCommand,
  waiting: number,
): string[] {
  return [
    ...(role !== undefined && principal === undefined && document === "trust"
      ? ["the trust policy names nobody yet; give --principal with the ARN of the identity that scans"]
      : []),
    ...(org === true && access === "central"
      ? [
          "members need no role; the management account and the delegated administrators, where they are not the caller's own, are read with the role: --access auto prints it",
        ]
      : []),
    ...(waiting === 0
      ? []
      : [
          `${waiting} rules are not selected, and what only they need is not in here; rootproof rules list names them`,
        ]),
  ];
}
