// The organization's line → the findings of the organization rules.
import { ABSENT } from "../condition/index.ts";
import type { Finding, OrganizationLine, Subject, SubjectEvidence } from "../model/index.ts";
import { compared } from "./compared.ts";
import type { Context } from "./context.ts";
import { judge, notApplicable } from "./judge.ts";
import { judgeCompleteness } from "./meta.ts";
import { namesSeen, questionOf } from "./references.ts";
import { covering } from "./settle/entries.ts";
import { settle } from "./settle/index.ts";

/** Judges the organization by every organization rule; none: no finding. */
export function judgeOrganization(context: Context): readonly Finding[] {
  const { organization, params, times, ledger } = context;
  if (context.organizationRules.length === 0) return [];
  const subject = organizationSubject(context);
  const standalone = organization["id"] === ABSENT;
  const seen = namesSeen(context.organizationFacts);
  const drafts = context.organizationRules.map((rule) => {
    const question = questionOf(context, { rule, subject, seen });
    if (standalone && rule.definition.standalone !== true)
      return notApplicable(question, "the account is in no organization");
    return judge({ ...question, scope: { organization, params, asOf: times.asOf } });
  });
  const place = { accountId: governedBy(context), organization, asOf: times.asOf, ledger };
  const findings = settle(drafts, {
    attestationFor: () => undefined,
    acceptance: { waivers: covering(context.waivers, place), plannedUses: [], ledger },
  });
  return compared(context, [...findings, judgeCompleteness(subject, findings)], place);
}

/** The facts of the organization that rules read. */
export function organizationEvidence(context: Context): SubjectEvidence {
  const { scope, id } = organizationSubject(context);
  return { scope, id, facts: context.organizationFacts };
}

/** Entries that cover the management account cover its organization; where that is not known, only those for every account do. */
function governedBy({ input, organization }: Context): string {
  const manager = organization["managementAccountId"];
  if (organization["id"] === ABSENT) return input.scan.caller.account;
  return typeof manager === "string" ? manager : "";
}

/** A standalone account stands in for the organization it does not have. */
const idIn = ({ id }: Partial<OrganizationLine>): unknown => id?.value;

/** Its number is a label and the identity of its alerts, however old the look; the document may have no such key. */
function organizationSubject({ input, organization }: Context): Subject {
  const seen = idIn(input.organization);
  const before = organization["id"] === ABSENT ? undefined : input.past?.organization;
  const id = typeof seen === "string" ? seen : (before ?? input.scan.caller.account);
  return { scope: "organization", id, partition: input.scan.partition };
}
