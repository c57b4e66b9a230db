// What CloudTrail has recorded: what the stories tell, and what callers have done since the sandbox was started.
import type { Identity } from "./account.ts";
import type { Population } from "./population.ts";
import { newestFirst, recorded, type EventPlan, type Recorded } from "./records.ts";

export interface Journal {
  /** Writes down what has just happened. */
  readonly note: (plan: EventPlan) => void;
  /** All records of one account, newest first. */
  readonly of: (account: Identity) => readonly Recorded[];
}

export function openJournal(population: Population): Journal {
  const noted = new Map<string, Recorded[]>();
  let count = 0;
  const note = (plan: EventPlan): void => {
    count += 1;
    const own = noted.get(plan.account) ?? [];
    noted.set(plan.account, own);
    own.push(recorded(plan, count));
  };
  const of = (account: Identity): readonly Recorded[] => {
    const since = noted.get(account.id);
    const told = population.recorded(account);
    return since === undefined ? told : [...since.toReversed(), ...told].toSorted(newestFirst);
  };
  return { note, of };
}
