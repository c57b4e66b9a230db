// The accounts: who they are and what is in them, each worked out when it is first asked for.
import { storyNamed, storyOrder } from "../stories/index.ts";
import type { Story, Surroundings } from "../stories/story.ts";
import type { AccountState, Identity, UnitName } from "./account.ts";
import { accountId, identityOf } from "./identities.ts";
import { ordinaryState, type Standing } from "./ordinary.ts";
import { pick } from "./random.ts";
import type { EventPlan, Recorded } from "./records.ts";
import { tellRecords } from "./told.ts";

export interface Population {
  readonly size: number;
  readonly ids: readonly string[];
  readonly at: (index: number) => Identity;
  readonly find: (id: string) => Identity | undefined;
  readonly storyOf: (index: number) => Story;
  readonly standingOf: (index: number) => Standing;
  readonly state: (identity: Identity) => AccountState;
  /** What stories say was recorded in an account, newest first. */
  readonly recorded: (identity: Identity) => readonly Recorded[];
  /** Accounts directly in a unit. */
  readonly inUnit: (unit: UnitName) => readonly Identity[];
  readonly management: Identity;
  readonly delegate: Identity | undefined;
}

export interface PopulationPlan {
  readonly seed: number;
  readonly accounts: number;
  readonly organizationId: string;
  /** Stories tell their events relative to it. */
  readonly startedAt: Date;
  readonly stories?: readonly string[];
  /** The story of a single account in no organization. */
  readonly standalone?: string;
}

/** What accounts tell when the stories are used up. */
const ordinaryStories = ["locked-down", "locked-down", "locked-down", "hardware-mfa"] as const;

/** State is small and quickly made again: a bound keeps a scan of 10,000 accounts from filling the memory. */
const keepStates = 500;

function storyId(plan: PopulationPlan, index: number): string {
  if (plan.standalone !== undefined) return plan.standalone;
  const order = plan.stories ? [...storyOrder.slice(0, 2), ...plan.stories] : storyOrder;
  return order[index] ?? pick(ordinaryStories, plan.seed, index, "story");
}

/** Remembers what was made; forgets everything when it holds too much. */
function remembered<Key, Made>(
  make: (key: Key) => Made,
  bound = Number.POSITIVE_INFINITY,
): (key: Key) => Made {
  const made = new Map<Key, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= bound) made.clear();
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

export function populate(plan: PopulationPlan): Population {
  const { seed, accounts: size } = plan;
  // A name that no story bears is told at once, not when its account is first looked at.
  plan.stories?.forEach(storyNamed);
  const ids = Array.from({ length: size }, (_, index) => accountId(seed, index));
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const storyOf = (index: number): Story => storyNamed(storyId(plan, index));
  const at = remembered((index: number) => identityOf(seed, index, storyOf(index)));
  const management = at(0);
  const delegate = size > 1 && plan.standalone === undefined ? at(1) : undefined;
  const standingOf = (index: number): Standing => {
    if (plan.standalone !== undefined) return "standalone";
    return index === 0 ? "management" : "member";
  };
  const { organizationId, startedAt } = plan;
  const around = (index: number): Surroundings => {
    const central = delegate ?? management;
    return { standing: standingOf(index), management, central, organizationId, startedAt };
  };
  const tell = (identity: Identity): AccountState => {
    const { index } = identity;
    const ordinary = ordinaryState(identity, standingOf(index), management);
    return { ...ordinary, ...storyOf(index).differs?.(ordinary, around(index)) };
  };
  const plansOf = (index: number): readonly EventPlan[] =>
    storyOf(index).recorded?.(at(index), around(index)) ?? [];
  const central = [management.id, ...(delegate ? [delegate.id] : [])];
  const membersOf = remembered((unit: UnitName) =>
    ids.map((_, index) => at(index)).filter((it) => it.unit === unit),
  );
  return {
    size,
    ids,
    at,
    find: (id) => (indexes.has(id) ? at(indexes.get(id) ?? 0) : undefined),
    storyOf,
    standingOf,
    state: remembered(tell, keepStates),
    recorded: remembered(tellRecords({ size, plansOf, central }), keepStates),
    inUnit: membersOf,
    management,
    delegate,
  };
}
