// What the centre (the management account, or a delegated administrator) sees of a member without a role in it: the Account API
// with the account's number, and an audit session of its root. Everything else takes the role (AWS-FACTS 11).
import type { AccountLine, Observed } from "../../model/index.ts";
import { distinctCalls } from "../aws/observe.ts";
import { collectContactInformation, collectContacts } from "./contacts.ts";
import { type AccountContext, when } from "./context.ts";
import { collectInformation, collectSummary } from "./facts.ts";
import type { Facts } from "./line.ts";
import { collectRegions } from "./regions.ts";
import { collectRootAudit, inAudit, type OpenAudit } from "./root-audit.ts";

/** The facts of a member that the centre can be asked for. */
export type CentralFacts = Pick<
  AccountLine,
  "information" | "summary" | "alternateContacts" | "contactInformation" | "regions" | "rootAudit"
>;

/** The context asks the Account API from the centre. */
export async function collectCentralFacts(context: AccountContext, open: OpenAudit): Promise<CentralFacts> {
  const [information, summary, alternateContacts, contactInformation, regions, rootAudit] = await Promise.all(
    [
      when(context, "account.information", () => collectInformation(context)),
      when(context, "account.summary", () =>
        inAudit(open, (session) => collectSummary({ ...context, session })),
      ),
      collectContacts(context),
      when(context, "account.contactInformation", () => collectContactInformation(context)),
      when(context, "account.regions", () => collectRegions(context.accountApi)),
      collectRootAudit(context, open),
    ],
  );
  return { information, summary, alternateContacts, contactInformation, regions, rootAudit };
}

/** A fact that needs no second look: there, or surely not there. */
export const isSeen = ({ state }: Observed<unknown>): boolean => state === "collected" || state === "absent";

/** Every look there was, to tell whether the centre was answered at all. */
export function looksOf({
  information,
  summary,
  alternateContacts: { billing, operations, security },
  contactInformation,
  regions,
  rootAudit,
}: CentralFacts): Observed<unknown>[] {
  const contacts = [billing, operations, security, contactInformation];
  return [rootAudit.session, summary, information, ...contacts, regions];
}

/** Whether a fact was seen, by its name in evidence; of facts that the centre cannot see the answer does not matter. */
export function isSeenIn(facts: Facts, fact: string): boolean {
  const { information, summary, alternateContacts, contactInformation, regions } = facts;
  const seen: Readonly<Record<string, Observed<unknown>>> = {
    "account.information": information,
    "account.summary": summary,
    "account.alternateContacts.billing": alternateContacts.billing,
    "account.alternateContacts.operations": alternateContacts.operations,
    "account.alternateContacts.security": alternateContacts.security,
    "account.contactInformation": contactInformation,
    "account.regions": regions,
  };
  const look = seen[fact];
  return look !== undefined && isSeen(look);
}

/** What was read in the account, and from the centre what is missing there. */
export function mend(seen: Facts, central: CentralFacts): Facts & Pick<AccountLine, "rootAudit"> {
  const contacts = seen.alternateContacts;
  return {
    ...seen,
    information: better(seen.information, central.information),
    summary: better(seen.summary, central.summary),
    alternateContacts: {
      billing: better(contacts.billing, central.alternateContacts.billing),
      operations: better(contacts.operations, central.alternateContacts.operations),
      security: better(contacts.security, central.alternateContacts.security),
    },
    contactInformation: better(seen.contactInformation, central.contactInformation),
    regions: better(seen.regions, central.regions),
    rootAudit: central.rootAudit,
  };
}

/** The second look, where it saw something or was the only one; else the trouble of both. */
function better<Value>(first: Observed<Value>, second: Observed<Value>): Observed<Value> {
  if (isSeen(first) || second.state === "skipped") return first;
  return isSeen(second) || first.state === "skipped" ? second : bothTroubles(first, second);
}

/** Two looks that gave nothing, as one. */
export function bothTroubles(first: Observed<unknown>, second: Observed<unknown>): Observed<never> {
  const { state, observedAt, reason } = second;
  const calls = distinctCalls([...first.calls, ...second.calls]);
  const message = `${first.reason?.message ?? first.state}; from the centre: ${reason?.message ?? state}`;
  return { state, observedAt, calls, reason: { cause: reason?.cause ?? "reach", message } };
}
