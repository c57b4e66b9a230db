// What the stories say was recorded: in the account that tells, and in the management account or the delegate.
import type { Identity } from "./account.ts";
import { newestFirst, recorded, type EventPlan, type Recorded } from "./records.ts";

/** The tellers: what each says was recorded, wherever it stands. */
export interface Tellers {
  readonly size: number;
  /** Nothing, without any work, for the ordinary account. */
  readonly plansOf: (index: number) => readonly EventPlan[];
  readonly central: readonly string[];
}

function write(plans: readonly EventPlan[]): readonly Recorded[] {
  return plans.map((plan, nth) => recorded(plan, nth)).toSorted(newestFirst);
}

/** Others' stories are looked through once, when a central account is first asked. */
export function tellRecords({ size, plansOf, central }: Tellers): (account: Identity) => readonly Recorded[] {
  const everywhere = new Map<string, readonly Recorded[]>();
  const inCentral = (id: string): readonly Recorded[] => {
    const known = everywhere.get(id);
    if (known !== undefined) return known;
    const indexes = Array.from({ length: size }, (_, index) => index);
    const records = write(indexes.flatMap((index) => plansOf(index).filter(({ account }) => account === id)));
    everywhere.set(id, records);
    return records;
  };
  return ({ id, index }) =>
    central.includes(id) ? inCentral(id) : write(plansOf(index).filter(({ account }) => account === id));
}
