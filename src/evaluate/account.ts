// One account's line → its findings and its entry in the population.
import { Unknown } from "../condition/index.ts";
import {
  type AccountLine,
  type Finding,
  type Observed,
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
import { factsAt } from "./fact-paths.ts";
import { type Draft, judge, notApplicable, unjudged } from "./judge.ts";
import { judgeCompleteness, notApplicableCompleteness } from "./meta.ts";
import { namesSeen, questionOf } from "./references.ts";
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
  const account = accountView(line, context.times);
  const profile = profileOf(account, line);
  const { name, state } = profile;
  const { id, partition } = line;
  const subject: Subject = { scope: "account", id, partition, ...(name !== undefined && { name }) };
  const facts = factsAt(context.accountFactPaths, { account: line });
  const evidence: SubjectEvidence = { scope: "account", id, facts };
  const names = namesSeen([...facts, ...context.organizationFacts]);
  const seen: Seen = { context, line, account, subject, names };
  if (isNotAsked(id, context.input.scan)) {
    const entry = { ...named(id, profile), state: "not-asked" as const, reason: NOT_ASKED.message };
    return { findings: leftOut(seen), evidence, entry };
  }
  const excluded = exclusionOf(context.exclusions, placeOf(seen));
  if (isClosing(state) && !isEntered(line)) {
    const findings = putAside(seen, `the account is ${state}`);
    return { findings, evidence, entry: { ...named(id, profile), state: "suspended", reason: state } };
  }
  if (excluded !== undefined) {
    const entry = { ...named(id, profile), state: "excluded" as const, reason: excluded };
    return { findings: putAside(seen, excluded), evidence, entry };
  }
  return { findings: judgeOpen(seen), evidence, entry: entryOf(seen, profile) };
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
  /** Of the facts that were seen, the organization's too. */
  readonly names: ReadonlySet<string>;
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
function putAside(seen: Seen, why: string): Finding[] {
  const drafts = seen.context.accountRules.map((rule) => notApplicable(questionFor(seen, rule), why));
  return [...drafts.map(({ finding }) => finding), notApplicableCompleteness(seen.subject, why)];
}

/** Nothing is claimed of an account that nobody asked for, not even what the organization shows of it (decision 0009). */
function leftOut(seen: Seen): Finding[] {
  const missing = { fact: "account", cause: NOT_ASKED.cause, reason: NOT_ASKED.message };
  const findings = seen.context.accountRules.map(
    (rule) => unjudged(questionFor(seen, rule), missing).finding,
  );
  return [...findings, judgeCompleteness(seen.subject, findings)];
}

function judgeOpen(seen: Seen): Finding[] {
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
  return [...findings, judgeCompleteness(subject, findings)];
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

const named = (id: string, { name }: Profile): Pick<PopulationEntry, "id" | "name"> => ({
  id,
  ...(name !== undefined && { name }),
});

/** An account that was entered too long before the instant that is judged, or after it, is as if nobody had entered it. */
function entryOf({ line: { id, access }, account }: Seen, profile: Profile): PopulationEntry {
  const entered = account["access"];
  if (!(entered instanceof Unknown)) return { ...named(id, profile), state: "judged" };
  const reason = shortenAddresses(entered.missing[0]?.reason ?? access.state);
  return { ...named(id, profile), state: "unreached", reason };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
