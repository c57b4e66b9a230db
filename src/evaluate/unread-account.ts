// The line of an account nobody read: every fact skipped, so that every rule still speaks of it.
import type { RecordType } from "../condition/index.ts";
import type { AccountLine, Observed, Reason, ScanLine } from "../model/index.ts";
import type { EvaluateInput } from "./context.ts";
import { ACCOUNT_TYPE } from "./environment.ts";

/** What is known of an account without a line. */
type Known = Pick<EvaluateInput, "scan" | "organization" | "endedAt" | "whyNoShard">;

/** Why nothing is known of an account that the command left out. */
export const NOT_ASKED: Reason = {
  cause: "configuration",
  message: "not asked for (--accounts, --ou, --exclude)",
};

/** The command asked for other accounts. */
export const isNotAsked = (id: string, { only }: ScanLine): boolean => only?.accounts.includes(id) === false;

/** An account of the population that the evidence has no line for. */
export function unreadAccount(id: string, known: Known): AccountLine {
  const { scan, organization, endedAt } = known;
  const reason = whyUnread(id, known);
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

function whyUnread(id: string, { scan, whyNoShard }: Known): Reason {
  if (isNotAsked(id, scan)) return NOT_ASKED;
  return { cause: "reach", message: whyNoShard?.(id) ?? "the evidence has no line for this account" };
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
