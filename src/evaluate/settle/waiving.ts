// Waivers and planned uses: who accepts an item or a finding, until when. Outcome, message and items stay as they are.
import {
  type Finding,
  type Item,
  type PlannedUse,
  shortenAddresses,
  type Waiver,
  type WaiverReference,
} from "../../model/index.ts";
import { matchesGlob } from "../../semantics/index.ts";
import type { Entry, Ledger } from "./entries.ts";
import type { OwnedDraft } from "./ownership.ts";

/** What covers the subject. */
export interface Acceptance {
  /** Valid waivers that cover it. */
  readonly waivers: readonly Entry<Waiver>[];
  /** Planned uses of root in it, valid or over. */
  readonly plannedUses: readonly Entry<PlannedUse>[];
  readonly ledger: Ledger;
}

/** The findings, marked; errors and passes are never waived. */
export function waive(drafts: readonly OwnedDraft[], acceptance: Acceptance): readonly Finding[] {
  noteOverlaps(acceptance);
  const waived = drafts.map((draft) => waiveOne(draft, acceptance));
  const byRule = new Map(waived.map((finding) => [finding.rule, finding]));
  return waived.map((finding, index) => follow(finding, drafts[index]?.see, byRule));
}

function waiveOne(draft: OwnedDraft, acceptance: Acceptance): Finding {
  const { finding } = draft;
  const waivers = acceptance.waivers.filter(({ value }) => value.rules.includes(finding.rule));
  if (finding.outcome === "unknown") return waiveUnknown(finding, waivers, acceptance.ledger);
  if (finding.outcome !== "fail") return finding;
  const forFails = waivers.filter(({ value }) => value.cause === undefined);
  if (draft.see !== undefined) return finding;
  return finding.items.length === 0
    ? waiveWhole(finding, forFails, acceptance.ledger)
    : waiveItems(draft, forFails, acceptance);
}

/** An unknown is accepted cause by cause: a waiver of one says nothing of the others. */
function waiveUnknown(finding: Finding, waivers: readonly Entry<Waiver>[], ledger: Ledger): Finding {
  const causes = [...new Set(finding.missing.map(({ cause }) => cause))];
  const used = causes.map((cause) => waivers.find(({ value }) => value.cause === cause));
  const whole = used.filter((waiver) => waiver !== undefined);
  if (whole.length === 0 || whole.length < causes.length) return finding;
  for (const waiver of whole) ledger.use(waiver);
  return marked(finding, whole.map(referenceOf));
}

/** A list that was not read to its end may hold what nobody accepted. */
function waiveWhole(finding: Finding, waivers: readonly Entry<Waiver>[], ledger: Ledger): Finding {
  const waiver = waivers.find(({ value }) => value.items === undefined);
  if (waiver === undefined || !finding.itemsComplete) return finding;
  ledger.use(waiver);
  return marked(finding, [referenceOf(waiver)]);
}

function waiveItems(
  { finding, traits }: OwnedDraft,
  waivers: readonly Entry<Waiver>[],
  { plannedUses, ledger }: Acceptance,
): Finding {
  const items = finding.items.map((item, index): Item => {
    const planned = plannedUses.find(({ value }) => value.reference === traits[index]?.plannedUse);
    const waiver = planned === undefined ? waivers.find(({ value }) => accepts(value, item.key)) : undefined;
    const entry = planned ?? waiver;
    if (entry === undefined) return item;
    ledger.use(entry);
    return {
      ...item,
      waiver: planned === undefined ? referenceOf(entry as Entry<Waiver>) : plannedReference(planned),
    };
  });
  const references = items.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver]));
  const all = finding.itemsComplete && references.length === items.length;
  return all ? marked({ ...finding, items }, references) : { ...finding, items };
}

/** The item with the waiver of its rule that accepts it, if there is one. */
export function waiveItem(
  rule: string,
  item: Item,
  { waivers, ledger }: Pick<Acceptance, "waivers" | "ledger">,
): Item {
  const waiver = waivers.find(
    ({ value }) => value.cause === undefined && value.rules.includes(rule) && accepts(value, item.key),
  );
  if (waiver === undefined) return item;
  ledger.use(waiver);
  return { ...item, waiver: referenceOf(waiver) };
}

const accepts = ({ items }: Waiver, key: string): boolean =>
  items === undefined || items.some((pattern) => matchesGlob(pattern, key));

/** A fail that only points to others is accepted when those are, and only then. */
function follow(
  finding: Finding,
  see: readonly string[] | undefined,
  byRule: ReadonlyMap<string, Finding>,
): Finding {
  if (see === undefined || !finding.itemsComplete) return finding;
  const references = see.map((rule) => byRule.get(rule)?.waiver);
  const all = references.filter((reference) => reference !== undefined);
  const first = soonest(all);
  if (first === undefined || all.length < see.length) return finding;
  const items = finding.items.map((item) => ({ ...item, waiver: first }));
  return marked({ ...finding, items }, all);
}

/** Accepted until the first of what accepts it ends. */
function marked(finding: Finding, references: readonly WaiverReference[]): Finding {
  const waiver = soonest(references);
  return waiver === undefined ? finding : { ...finding, waiver };
}

const soonest = (references: readonly WaiverReference[]): WaiverReference | undefined =>
  references.toSorted((left, right) => (left.expires < right.expires ? -1 : 1))[0];

const referenceOf = ({ value, until }: Entry<Waiver>): WaiverReference => ({
  kind: "waiver",
  ...signed(value, until),
});

const plannedReference = ({ value, until }: Entry<PlannedUse>): WaiverReference => ({
  kind: "planned-use",
  ...signed(value, until),
});

function signed(
  { owner, reason, reference }: Pick<Waiver, "owner" | "reason" | "reference">,
  until: number,
): Omit<WaiverReference, "kind"> {
  return {
    owner: shortenAddresses(owner),
    reason: shortenAddresses(reason),
    ...(reference !== undefined && { reference: shortenAddresses(reference) }),
    expires: new Date(until).toISOString(),
  };
}

/** Two waivers of the same kind for one rule and account: one of them can go. */
function noteOverlaps({ waivers, ledger }: Acceptance): void {
  const first = new Map<string, Entry<Waiver>>();
  for (const waiver of waivers) {
    const { rules, items, cause } = waiver.value;
    for (const rule of rules) {
      const key = JSON.stringify([rule, items?.toSorted(), cause]);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, waiver);
      else if (earlier !== waiver) ledger.overlap(waiver, earlier);
    }
  }
}
