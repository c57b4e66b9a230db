// One account's line → its findings and its entry in the population.
import { Unknown } from "../condition/index.ts";
import {
  type AccountLine,
  type Finding,
  type Observed,
  type ObservedFact,
  type PopulationEntry,
  shortenAddresses,
  type Subject,
  type SubjectEvidence,
} from "../model/index.ts";
import { isClosing } from "./closing.ts";
import type { Context } from "./context.ts";
import { namesAccount } from "./derived/coverage.ts";
import { newestAttestation } from "./derived/attestation.ts";
import { attestationContext, deriveAccount, deriveForRule } from "./derived/index.ts";
import { compared } from "./compared.ts";
import { idsOf } from "./derived/organization-path.ts";
import { factsAt } from "./fact-paths.ts";
import { type Draft, judge, notApplicable, unjudged } from "./judge.ts";
import { judgeCompleteness, notApplicableCompleteness } from "./meta.ts";
import { namesSeen, questionOf } from "./references.ts";
import { rootActivityOf } from "./root-activity.ts";
import type { CompiledRule } from "./rule.ts";
import { covering, type Place } from "./settle/entries.ts";
import { exclusionOf } from "./settle/exclusion.ts";
import { settle, type Settlement } from "./settle/index.ts";
import { notePlannedUses } from "./settle/planned-uses.ts";
import { isNotAsked, NOT_ASKED } from "./unread-account.ts";
import { accountView, type ViewRecord } from "./views.ts";

/** What an account's line gave. */
export interface JudgedAccount {
  readonly findings: readonly Finding[];
  /** Its facts that the rules read. */
  readonly evidence: SubjectEvidence;
  readonly entry: PopulationEntry;
}

/** Judges the account by every account rule. */
export function judgeAccount(context: Context, line: AccountLine): JudgedAccount {
  const seen = lookAt(context, line);
  const { id, name } = seen.subject;
  const { findings, ...fared } = judgeSeen(seen);
  return {
    findings,
    evidence: evidenceOf(seen),
    entry: { id, ...(name !== undefined && { name }), ...fared, ...whereIn(context, id) },
  };
}

/** The root and units above the account, where the tree was seen. */
function whereIn({ organization, input }: Context, id: string): Pick<PopulationEntry, "path"> {
  if (input.scan.scope === "account") return {};
  const ids = idsOf(organization, id);
  return ids instanceof Unknown ? {} : { path: ids.slice(0, -1) };
}

function evidenceOf({ subject: { scope, id }, facts, account }: Seen): SubjectEvidence {
  const rootActivity = rootActivityOf(account);
  return { scope, id, facts, ...(rootActivity.length > 0 && { rootActivity }) };
}

/** Whether the rules speak of it at all, and what they say. */
function judgeSeen(seen: Seen): Fared {
  const { context, line, subject, state } = seen;
  if (isNotAsked(subject.id, context.input.scan))
    return { findings: leftOut(seen), state: "not-asked", reason: NOT_ASKED.message };
  const excluded = exclusionOf(context.exclusions, placeOf(seen));
  if (isClosing(state) && !isEntered(line))
    return { findings: putAside(seen, `the account is ${state}`), state: "suspended", reason: state };
  if (excluded !== undefined)
    return { findings: putAside(seen, excluded), state: "excluded", reason: excluded };
  return { findings: judgeOpen(seen), ...entering(seen) };
}

interface Fared extends Pick<PopulationEntry, "state" | "reason"> {
  readonly findings: readonly Finding[];
}

/** With credentials of its own or the role: who is let in can be misused, whatever the list says. */
const isEntered = ({ access: { state, value } }: AccountLine): boolean =>
  state === "collected" && value?.mode !== "central";

/** An account with its view. */
interface Seen {
  readonly context: Context;
  readonly line: AccountLine;
  readonly account: ViewRecord;
  readonly subject: Subject;
  /** As the organization lists it. */
  readonly state: string;
  /** Its facts that the rules read. */
  readonly facts: readonly ObservedFact[];
  /** Of the facts that were seen, the organization's too. */
  readonly names: ReadonlySet<string>;
}

function lookAt(context: Context, line: AccountLine): Seen {
  const account = accountView(line, context.times);
  const { name, state } = profileOf(account, line);
  const { id, partition } = line;
  const subject: Subject = { scope: "account", id, partition, ...(name !== undefined && { name }) };
  const facts = factsAt(context.accountFactPaths, { account: line });
  const names = namesSeen([...facts, ...context.organizationFacts]);
  return { context, line, account, subject, state, facts, names };
}

const placeOf = ({ context, subject }: Seen): Place => ({
  accountId: subject.id,
  organization: context.organization,
  asOf: context.times.asOf,
  ledger: context.ledger,
});

const questionFor = ({ context, subject, names }: Seen, rule: CompiledRule) =>
  questionOf(context, { rule, subject, seen: names });

/** Every rule says why it does not speak of the account. */
function putAside(seen: Seen, why: string): readonly Finding[] {
  const drafts = seen.context.accountRules.map((rule) => notApplicable(questionFor(seen, rule), why));
  const findings = [...drafts.map(({ finding }) => finding), notApplicableCompleteness(seen.subject, why)];
  return compared(seen.context, findings, placeOf(seen));
}

/** Nothing is claimed of an account that nobody asked for, not even what the organization shows of it (decision 0009). */
function leftOut(seen: Seen): readonly Finding[] {
  const missing = { fact: "account", cause: NOT_ASKED.cause, reason: NOT_ASKED.message };
  const findings = seen.context.accountRules.map(
    (rule) => unjudged(questionFor(seen, rule), missing).finding,
  );
  return compared(seen.context, [...findings, judgeCompleteness(seen.subject, findings)], placeOf(seen));
}

function judgeOpen(seen: Seen): readonly Finding[] {
  const { context, account, subject } = seen;
  deriveAccount(account, context.derived);
  const drafts = context.accountRules.map((rule) => ask(seen, rule));
  const place = placeOf(seen);
  const plannedUses = context.plannedUses.filter(({ value }) => namesAccount(value.accounts, subject.id));
  notePlannedUses(plannedUses, { account, drafts, ledger: context.ledger });
  for (const entry of covering(context.attestations, place)) context.ledger.use(entry);
  const waivers = covering(context.waivers, place);
  const findings = settle(drafts, {
    attestationFor: attestationFor(seen),
    acceptance: { waivers, plannedUses, ledger: context.ledger },
  });
  return compared(context, [...findings, judgeCompleteness(subject, findings)], place);
}

function ask(seen: Seen, rule: CompiledRule): Draft {
  const { context, account } = seen;
  const { organization, params, times, derived } = context;
  const own = deriveForRule(account, rule.definition, derived);
  return judge({
    ...questionFor(seen, rule),
    scope: { account: own, organization, params, asOf: times.asOf },
  });
}

const attestationFor =
  ({ context, account }: Seen): Settlement["attestationFor"] =>
  (definition) => {
    const newest = newestAttestation(account, definition, attestationContext(context.derived));
    return newest instanceof Unknown ? undefined : newest;
  };

interface Profile {
  readonly name?: string;
  readonly state: string;
}

/** The account's name and state: what the organization lists, else what the account says of itself. The name is a label, however old. */
function profileOf(account: ViewRecord, { listing, information }: AccountLine): Profile {
  const { listing: listed, information: own } = account;
  const name = textIn(valueOf(listing), "name") ?? textIn(valueOf(information), "name");
  // A state that is not visible while the account answered is ACTIVE (DESIGN 5).
  const state = textIn(listed, "state") ?? textIn(own, "state") ?? "ACTIVE";
  return { ...(name !== undefined && { name: shortenAddresses(name) }), state };
}

/** The document may have no such key. */
const valueOf = (observed: Observed<object> | undefined): unknown => observed?.value;

function textIn(record: unknown, field: string): string | undefined {
  if (!isObject(record)) return undefined;
  const value = record[field];
  return typeof value === "string" ? value : undefined;
}

/** An account that was entered too long before the instant that is judged, or after it, is as if nobody had entered it. */
function entering({ line: { access }, account }: Seen): Pick<PopulationEntry, "state" | "reason"> {
  const entered = account["access"];
  if (!(entered instanceof Unknown)) return { state: "judged" };
  return { state: "unreached", reason: shortenAddresses(entered.missing[0]?.reason ?? access.state) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
