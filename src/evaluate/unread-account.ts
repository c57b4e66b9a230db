// The line of an account nobody read: every fact skipped, so that every rule still speaks of it.
import type { RecordType } from "../condition/index.ts";
import type { AccountLine, Observed, OrganizationLine, Reason, ScanLine } from "../model/index.ts";
import { ACCOUNT_TYPE } from "./environment.ts";

/** An account of the population that the evidence has no line for. */
export function unreadAccount(
  id: string,
  { scan, organization, endedAt }: { scan: ScanLine; organization: OrganizationLine; endedAt: string },
): AccountLine {
  const reason: Reason = { cause: "reach", message: "the evidence has no line for this account" };
  const skipped: Observed<never> = { state: "skipped", observedAt: endedAt, calls: [], reason };
  const listed = organization.accounts.value?.find((account) => account.id === id);
  return {
    ...(skippedFacts(ACCOUNT_TYPE, skipped) as unknown as AccountLine),
    kind: "account",
    id,
    partition: scan.partition,
    homeRegion: scan.homeRegion,
    rootArn: `arn:${scan.partition}:iam::${id}:root`,
    ...(listed !== undefined && {
      listing: {
        state: "collected",
        observedAt: organization.accounts.observedAt,
        calls: [],
        value: { name: listed.name, state: listed.state },
      },
    }),
  };
}

function skippedFacts(type: RecordType, skipped: Observed<never>): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const [name, field] of type.fields) {
    if (field.observed) facts[name] = skipped;
    else if (field.type.kind === "record" && field.derived === undefined)
      facts[name] = skippedFacts(field.type, skipped);
  }
  return facts;
}
