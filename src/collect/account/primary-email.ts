// The root user's address. The account itself is never told: the centre asks for a member's, and the management account's own
// is in what describes the organization (AWS-FACTS 7).
import type { Observed, OrganizationLine } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { collected, skipped, withoutValue } from "../aws/observe.ts";
import type { Session } from "../aws/session.ts";

/** Whose address is asked for, and by whom. */
interface Addressee {
  readonly id: string;
  readonly scope: "account" | "organization";
  /** The caller's own credentials. */
  readonly session: Session;
}

/** GetPrimaryEmail from the centre, for the management account what the organization says of it. */
export function collectPrimaryEmail(
  { id, scope, session }: Addressee,
  organization: OrganizationLine,
): Promise<Observed<string>> {
  if (organization.managementAccountId.value === id) return Promise.resolve(managementEmail(organization));
  const why = whyNotTold(scope, organization);
  if (why !== undefined)
    return Promise.resolve(skipped(session.run.now().toISOString(), "not-observable", why));
  return ask(session, {
    operation: "account:GetPrimaryEmail",
    input: { AccountId: id },
    read: (answer) => answer.string("PrimaryEmail"),
  });
}

function whyNotTold(scope: Addressee["scope"], { id }: OrganizationLine): string | undefined {
  if (id.state === "absent") return "no call tells a standalone account its own root address";
  if (scope === "organization") return undefined;
  return "no call tells an account its own root address: scan with --org from the management account or the delegated administrator for account.amazonaws.com";
}

/** DescribeOrganization names it; so does the list of accounts. */
function managementEmail({
  managementAccountEmail: told,
  managementAccountId,
  accounts,
}: OrganizationLine): Observed<string> {
  if (told.value !== undefined) return told;
  const listed = accounts.value?.find(({ id }) => id === managementAccountId.value)?.email;
  if (listed === undefined) return withoutValue(told);
  return collected({ at: accounts.observedAt, calls: accounts.calls }, listed);
}
