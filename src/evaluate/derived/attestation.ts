// account.attestation: the newest valid statement for a rule and an account. One that cannot be shown to be valid is none.
import { ABSENT, mergeUnknowns, Unknown, type Value } from "../../condition/index.ts";
import {
  type Attestation,
  beginningOf,
  differentPeople,
  endingOf,
  type RuleFile,
} from "../../model/index.ts";
import { covers } from "./coverage.ts";
import { isUnknown, textOf, type View } from "./kleene.ts";

const DAY = 86_400_000;

/** What a statement is held against. */
export interface AttestationContext {
  readonly attestations: readonly Attestation[];
  readonly organization: View;
  /** Milliseconds. */
  readonly asOf: number;
}

/** What a rule asks people to state, if it does. */
export const statementAsked = (definition: RuleFile) => definition.attestation ?? definition.attestable;

/** An attestation that holds, from when and until when; milliseconds. */
export interface ValidAttestation {
  readonly entry: Attestation;
  readonly on: number;
  readonly until: number;
}

/** The newest valid statement; undefined where there is none, unknown where only the tree of units could tell. */
export function newestAttestation(
  account: View,
  definition: RuleFile,
  context: AttestationContext,
): ValidAttestation | Unknown | undefined {
  const asked = statementAsked(definition);
  if (asked === undefined) return undefined;
  const earliest = notBefore(account["incident"] ?? ABSENT);
  const valid = context.attestations
    .filter(({ statement, by }) => statement === definition.id && differentPeople(by).length >= asked.people)
    .map((entry) => ({ entry, ...validity(entry, asked.days) }))
    .filter(({ on, until }) => on > earliest && on <= context.asOf && context.asOf < until)
    .sort((left, right) => right.on - left.on);
  const coverages = valid.map(({ entry }) => covers(entry, textOf(account["id"]), context.organization));
  const open = coverages.filter(isUnknown);
  return valid[coverages.indexOf(true)] ?? (open.length === 0 ? undefined : mergeUnknowns(open));
}

/** The derived record of the newest valid statement. */
export function attestationOf(account: View, definition: RuleFile, context: AttestationContext): Value {
  const newest = newestAttestation(account, definition, context);
  if (newest === undefined || newest instanceof Unknown) return newest ?? ABSENT;
  const { entry, on, until } = newest;
  const proof = entry.evidence ?? entry.reference;
  return { by: differentPeople(entry.by).join(", "), on, expires: until, reference: proof ?? ABSENT };
}

/** What was stated before an incident was contained says nothing of the time after it. */
function notBefore(incident: Value): number {
  if (incident === ABSENT) return -Infinity;
  const contained = (incident as View)["containedAt"];
  return typeof contained === "number" ? contained : Infinity;
}

/** A statement holds as long as the rule lets it, and no longer than its people said. */
function validity({ on, expires }: Attestation, days: number): Pick<ValidAttestation, "on" | "until"> {
  const stated = beginningOf(on) ?? NaN;
  return { on: stated, until: Math.min(endingOf(expires) ?? NaN, stated + days * DAY) };
}
