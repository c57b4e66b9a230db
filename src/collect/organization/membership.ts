// Whether the caller's account is in an organization, and which: the one Organizations call every account may make.
import type { Observed } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
import type { Session } from "../aws/session.ts";
import { isCode } from "../aws/trouble.ts";

/** DescribeOrganization, as far as it is read. */
export interface Membership {
  readonly id: string;
  readonly managementAccountId: string;
  readonly featureSet: string;
  /** The root user's address of the management account. */
  readonly managementAccountEmail?: string;
}

/** Absent: the account stands alone. */
export function collectMembership(session: Session): Promise<Observed<Membership>> {
  return ask(session, {
    operation: "organizations:DescribeOrganization",
    input: {},
    read: (answer) => readMembership(answer),
    isAbsent: (trouble) => isCode(trouble, "AWSOrganizationsNotInUseException"),
  });
}

function readMembership(answer: Answer<Output<"organizations:DescribeOrganization">>): Membership {
  const organization = answer.part("Organization");
  const managementAccountEmail = organization.optionalString("MasterAccountEmail");
  return {
    id: organization.string("Id"),
    managementAccountId: accountId(organization.string("MasterAccountId"), "MasterAccountId"),
    featureSet: organization.string("FeatureSet"),
    ...(managementAccountEmail !== undefined && { managementAccountEmail }),
  };
}

/** Twelve digits, or the answer is malformed. */
export function accountId(text: string, name: string): string {
  if (!/^\d{12}$/.test(text)) throw new Malformed(`${name} is not an account number`);
  return text;
}
