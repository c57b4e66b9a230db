// Said before root's audit sessions are opened: they leave events that look like root's own, and may fire an alert.
import type { AccessMode, OrganizationLine } from "../model/index.ts";

interface Planned {
  readonly access: AccessMode;
  readonly population: readonly string[];
  readonly organization: OrganizationLine;
  /** The calls one session is opened for. */
  readonly operations: readonly string[];
}

/** Undefined where no session is opened. */
export function auditNote({ access, population, organization, operations }: Planned): string | undefined {
  if (access === "role" || operations.length === 0) return undefined;
  const members = population.filter((id) => id !== organization.managementAccountId.value).length;
  if (members === 0) return undefined;
  return [
    `up to ${members} audit sessions are opened (sts:AssumeRoot), one in each member account:`,
    `CloudTrail records about ${members} events in the caller's account`,
    `and about ${members * operations.length} reads by root in the members, which an alert on root may tell of`,
  ].join(" ");
}
