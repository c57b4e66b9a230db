// One matter, one rule: an item that another rule's fail lists too is told there, and not twice.
import type { Draft, ItemTraits } from "../judge.ts";

/** A draft whose items may stand in other rules' findings. */
export interface OwnedDraft extends Draft {
  /** All its items moved to these rules. */
  readonly see?: readonly string[];
}

/**
 * Moves items to the rules whose matter they are. An item moves only when every owner is another rule that fails for the same
 * account and lists it: what no other finding shows stays. A fail whose items all moved keeps one that says where they are.
 */
export function moveItems(drafts: readonly Draft[]): readonly OwnedDraft[] {
  const fails = new Map(
    drafts.filter(({ finding }) => finding.outcome === "fail").map((draft) => [draft.finding.rule, draft]),
  );
  return drafts.map((draft) => (draft.finding.outcome === "fail" ? moveFrom(draft, fails) : draft));
}

function moveFrom(draft: Draft, fails: ReadonlyMap<string, Draft>): OwnedDraft {
  const { finding, traits } = draft;
  const stays = traits.map((item) => !isElsewhere(item, finding.rule, fails));
  if (stays.every(Boolean)) return draft;
  if (stays.includes(true)) {
    const items = finding.items.filter((_, index) => stays[index]);
    return {
      ...draft,
      finding: { ...finding, items },
      traits: traits.filter((_, index) => stays[index]),
    };
  }
  const see = [...new Set(traits.flatMap(({ owners }) => owners))].sort();
  const item = { key: `see:${see.join(",")}`, message: `see ${see.join(", ")}` };
  return { ...draft, finding: { ...finding, items: [item] }, traits: [{ owners: [] }], see };
}

function isElsewhere(item: ItemTraits, rule: string, fails: ReadonlyMap<string, Draft>): boolean {
  return (
    item.owners.length > 0 &&
    item.owners.every(
      (owner) => owner !== rule && (fails.get(owner)?.traits.some((other) => isSame(item, other)) ?? false),
    )
  );
}

/** The owner may look back less far: that it fails for something else says nothing of this. */
function isSame(item: ItemTraits, other: ItemTraits): boolean {
  if (item.event !== undefined) return item.event === other.event;
  return item.session === undefined || item.session === other.session;
}
