// The faults in force, and how often each may still strike.
import { behaviours, isPaged, type Behaviour } from "./behaviours.ts";
import type { Fault, Place } from "./fault.ts";

export interface Strike extends Behaviour {
  readonly fault: Fault;
}

export interface Faults {
  readonly set: (faults: readonly Fault[]) => void;
  /** The first fault that fits; it is counted. */
  readonly strike: (place: Place) => Strike | undefined;
}

function fits(fault: Fault, place: Place): boolean {
  if (behaviours[fault.kind].paged && !isPaged(place.operation)) return false;
  const named = ["service", "operation", "account", "region"] as const;
  return named.every((name) => fault[name] === undefined || fault[name] === place[name]);
}

export function keepFaults(initial: readonly Fault[]): Faults {
  const load = (faults: readonly Fault[]): { fault: Fault; left: number }[] =>
    faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  let armed = load(initial);
  return {
    set: (faults) => {
      armed = load(faults);
    },
    strike: (place) => {
      const found = armed.find(({ fault, left }) => left > 0 && fits(fault, place));
      if (!found) return undefined;
      found.left -= 1;
      return { ...behaviours[found.fault.kind], fault: found.fault };
    },
  };
}
