// The faults in force, and how often each may still strike.
import { behaviours, isPaged, type Behaviour } from "./behaviours.ts";
import { chance } from "../world/random.ts";
import type { Fault, Place } from "./fault.ts";

export interface Strike extends Behaviour {
  readonly fault: Fault;
}

export interface Faults {
  readonly set: (faults: readonly Fault[]) => void;
  /** The first fault that fits; it is counted. */
  readonly strike: (place: Place) => Strike | undefined;
}

const STEPS = 1_000_000;

/** Drawn anew for each request that fits. */
function isDrawn({ probability = 1, seed = 0, kind }: Fault, draws: number): boolean {
  return probability >= 1 || chance(STEPS, seed, kind, draws) < probability * STEPS;
}

function fits(fault: Fault, place: Place): boolean {
  const { paged, afterFirstPage } = behaviours[fault.kind];
  if (paged && !isPaged(place.operation)) return false;
  if (afterFirstPage && place.hasToken !== true) return false;
  const named = ["service", "operation", "account", "region"] as const;
  return named.every((name) => fault[name] === undefined || fault[name] === place[name]);
}

export function keepFaults(initial: readonly Fault[]): Faults {
  const load = (faults: readonly Fault[]): { fault: Fault; left: number; draws: number }[] =>
    faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, draws: 0 }));
  let armed = load(initial);
  return {
    set: (faults) => {
      armed = load(faults);
    },
    strike: (place) => {
      const found = armed.find(
        (one) => one.left > 0 && fits(one.fault, place) && isDrawn(one.fault, one.draws++),
      );
      if (!found) return undefined;
      found.left -= 1;
      return { ...behaviours[found.fault.kind], fault: found.fault };
    },
  };
}
