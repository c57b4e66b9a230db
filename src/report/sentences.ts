// One sentence for findings that say the same, and whom it speaks of: what is waived, what is attested, what was left open.
import type { Finding } from "../model/index.ts";
import { dayOf, leftOpen } from "./standing.ts";
import { subjectName } from "./text.ts";

/** Subjects named with one sentence. */
export const SUBJECTS_SHOWN = 10;

/** Findings of which one sentence says all, and whom they speak of. */
interface Said {
  count: number;
  readonly shown: string[];
}

/** Sentences with their subjects; beyond a limit they are only counted. */
export interface Sentences {
  readonly groups: Map<string, Said>;
}

export const newSentences = (): Sentences => ({ groups: new Map() });

/** `root-mfa-enabled, fail, until 2026-02-01, by Ana: Moving.` */
export function addWaived(sentences: Sentences, finding: Finding): void {
  const { rule, outcome, waiver } = finding;
  if (waiver === undefined) return;
  const { kind, owner, reason, reference, expires } = waiver;
  const how = kind === "waiver" ? `until ${dayOf(expires)}` : "a planned use";
  const where = reference === undefined ? "" : ` (${reference})`;
  add(sentences, `${rule}, ${outcome}, ${how}, by ${owner}: ${reason}${where}`, finding);
}

/** `root-credentials-in-safe, by Ana, Ben on 2026-01-10, until 2026-04-10` */
export function addAttested(sentences: Sentences, finding: Finding): void {
  const { rule, attestation } = finding;
  if (attestation === undefined) return;
  const { by, on, expires } = attestation;
  add(sentences, `${rule}, by ${by.join(", ")} on ${dayOf(on)}, until ${dayOf(expires)}`, finding);
}

function add({ groups }: Sentences, sentence: string, { subject }: Finding): void {
  const said = groups.get(sentence) ?? { count: 0, shown: [] };
  groups.set(sentence, said);
  said.count++;
  if (said.shown.length < SUBJECTS_SHOWN) said.shown.push(subjectName(subject));
}

/** `root-unused: root signed in (item event-1), last on 2026-01-10` */
export function addLeftOpen(sentences: Sentences, finding: Finding): void {
  for (const { key, message, at } of leftOpen(finding)) {
    const when = at === undefined ? "" : `, on ${dayOf(at)}`;
    add(sentences, `${finding.rule}: ${message} (item ${key})${when}`, finding);
  }
}
