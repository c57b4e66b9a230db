// How many calls of a kind are under way at the same time, in all accounts.

/** So many places; first come, first in. */
export interface Gate {
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
}

export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    enter: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return Promise.resolve();
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
