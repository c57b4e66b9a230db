// The account line: every fact of one account, read with credentials that are its own.
import type {
  AccountLine,
  Listing,
  ListedAccount,
  Observed,
  OrganizationLine,
  Reason,
} from "../../model/index.ts";
import { collected, failed, skipped, withoutValue } from "../aws/observe.ts";
import { collectAlarms, collectMetricFilters } from "./alarms.ts";
import { collectContactInformation, collectContacts } from "./contacts.ts";
import { type AccountContext, notAskedFor, when } from "./context.ts";
import { collectCredentialReport } from "./credential-report.ts";
import { collectEvents } from "./events.ts";
import { collectEventRules } from "./event-rules.ts";
import { collectAliases, collectInformation, collectSummary, collectVirtualMfaDevices } from "./facts.ts";
import { collectKeys } from "./keys.ts";
import { collectRegions } from "./regions.ts";
import { collectSupportPlan } from "./support-plan.ts";
import { collectTopics } from "./topics.ts";
import { collectTrails } from "./trails.ts";

/** What is said of an account whether or not it is entered. */
export type Head = Pick<
  AccountLine,
  "kind" | "id" | "partition" | "homeRegion" | "rootArn" | "listing" | "primaryEmail"
>;

/** What is read in the account; only the audit of root's credentials is not. */
export type Facts = Omit<AccountLine, keyof Head | "access" | "rootAudit">;

/** Everything at once; only topics, keys and events wait for the facts that name them. */
export async function collectFacts(context: AccountContext): Promise<Facts> {
  const [own, activity, alternateContacts, trails, metricFilters, alerts] = await Promise.all([
    collectOwnFacts(context),
    collectActivity(context),
    collectContacts(context),
    when(context, "account.trails", () => collectTrails(context)),
    when(context, "account.metricFilters", () => collectMetricFilters(context)),
    collectAlertFacts(context),
  ]);
  return {
    ...own,
    ...activity,
    alternateContacts,
    trails,
    metricFilters,
    ...alerts,
  };
}

type OwnFacts = Pick<
  Facts,
  "information" | "summary" | "virtualMfaDevices" | "credentialReport" | "contactInformation" | "supportPlan"
>;

/** What the account, IAM and AWS Support say of it. */
async function collectOwnFacts(context: AccountContext): Promise<OwnFacts> {
  const [information, summary, virtualMfaDevices, credentialReport, contactInformation, supportPlan] =
    await Promise.all([
      when(context, "account.information", () => collectInformation(context)),
      when(context, "account.summary", () => collectSummary(context)),
      when(context, "account.virtualMfaDevices", () => collectVirtualMfaDevices(context)),
      when(context, "account.credentialReport", () => collectCredentialReport(context)),
      when(context, "account.contactInformation", () => collectContactInformation(context)),
      when(context, "account.supportPlan", () => collectSupportPlan(context)),
    ]);
  return {
    information,
    summary,
    virtualMfaDevices,
    credentialReport,
    contactInformation,
    supportPlan,
  };
}

/** The events, and what says where and under which names to look for them. */
async function collectActivity(
  context: AccountContext,
): Promise<Pick<Facts, "aliases" | "regions" | "events">> {
  const [aliases, regions] = await Promise.all([
    when(context, "account.aliases", () => collectAliases(context)),
    when(context, "account.regions", () => collectRegions(context.accountApi)),
  ]);
  const events = await when(context, "account.events", () => collectEvents(context, { aliases, regions }));
  return { aliases, regions, events };
}

async function collectAlertFacts(
  context: AccountContext,
): Promise<Pick<Facts, "eventRules" | "alarms" | "topics" | "keys">> {
  const [eventRules, alarms] = await Promise.all([
    when(context, "account.eventRules", () => collectEventRules(context)),
    when(context, "account.alarms", () => collectAlarms(context)),
  ]);
  const topics = await when(context, "account.topics", () => collectTopics(context, { eventRules, alarms }));
  const keys = await when(context, "account.keys", () => collectKeys(context, topics));
  return { eventRules, alarms, topics, keys };
}

/** An account that is not entered: every fact that was asked for says why. */
export function skippedFacts({ wants, session }: AccountContext, { cause, message }: Reason): Facts {
  const at = session.run.now().toISOString();
  const fact = (name: string): Observed<never> =>
    wants(`account.${name}`) ? skipped(at, cause, message) : notAskedFor(session);
  return {
    information: fact("information"),
    aliases: fact("aliases"),
    summary: fact("summary"),
    virtualMfaDevices: fact("virtualMfaDevices"),
    credentialReport: fact("credentialReport"),
    alternateContacts: {
      billing: fact("alternateContacts.billing"),
      operations: fact("alternateContacts.operations"),
      security: fact("alternateContacts.security"),
    },
    trails: fact("trails"),
    eventRules: fact("eventRules"),
    metricFilters: fact("metricFilters"),
    alarms: fact("alarms"),
    topics: fact("topics"),
    keys: fact("keys"),
    contactInformation: fact("contactInformation"),
    supportPlan: fact("supportPlan"),
    regions: fact("regions"),
    events: fact("events"),
  };
}

/** The account's entry in the organization's list; the list was read once, its calls stand on the organization line. */
export function listingOf(
  context: Pick<AccountContext, "id" | "wants" | "session">,
  { id: organization, accounts }: OrganizationLine,
): Observed<Listing> {
  if (!context.wants("account.listing")) return notAskedFor(context.session);
  const look = { at: accounts.observedAt, calls: accounts.calls };
  if (accounts.value === undefined) {
    if (organization.state !== "absent") return withoutValue(accounts);
    return skipped(look.at, "not-observable", "the account is in no organization");
  }
  const entry = accounts.value.find(({ id }) => id === context.id);
  if (entry !== undefined) return collected(look, readListing(entry));
  return failed(look, accounts.reason?.cause ?? "reach", "the organization does not list the account");
}

function readListing({ name, email, state, joinedMethod, joinedAt }: ListedAccount): Listing {
  return {
    name,
    state,
    ...(email !== undefined && { email }),
    ...(joinedMethod !== undefined && { joinedMethod }),
    ...(joinedAt !== undefined && { joinedAt }),
  };
}
