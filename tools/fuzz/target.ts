// A target of the fuzzer: inputs, and what must hold of each of them.
import type fc from "fast-check";

/** Throws when a promise is broken; an input that is refused in an orderly way is as good as one that is taken. */
export interface Target {
  readonly name: string;
  /** Of the runs asked for, how many it gets: scans cost a thousand times what a pattern costs. */
  readonly share: number;
  /** Makes ready, and gives the property. */
  readonly prepare: () => Promise<Prepared> | Prepared;
}

export interface Prepared {
  readonly property: fc.IAsyncPropertyWithHooks<[unknown]> | fc.IPropertyWithHooks<[unknown]>;
  readonly close?: () => Promise<void> | void;
}

/** Throws with the message unless the claim holds. */
export function insist(claim: boolean, message: string): void {
  if (!claim) throw new Error(message);
}
