// Chains: an alert is as good as its weakest link, and the first that does not hold is what is told.
import { allOf, anyOf, type Truth } from "./kleene.ts";
import type { Unknown } from "../../condition/index.ts";

/** One link: it holds, it is broken, or it was not seen. */
export interface Link {
  readonly holds: Truth;
  /** Why not, in words; empty when it holds. */
  readonly broken: string;
}

export const HOLDS: Link = { holds: true, broken: "" };

/** Every link must hold; told is the first that is broken, else the first that was not seen. */
export function chain(links: readonly Link[]): Link {
  const weak = links.find(({ holds }) => holds === false) ?? links.find(({ holds }) => holds !== true);
  return { holds: allOf(links.map(({ holds }) => holds)), broken: weak?.broken ?? "" };
}

/** What to say where there is nothing, and where it was not seen whether there is something. */
export interface Silence {
  readonly none: string;
  readonly unseen: string;
}

/** One of them is enough; else every reason is told. `rest` is what may hide another. */
export function oneOf(links: readonly Link[], rest: Unknown | undefined, { none, unseen }: Silence): Link {
  const holds = anyOf(
    links.map((link) => link.holds),
    rest,
  );
  if (holds === true) return HOLDS;
  const reasons = [...new Set(links.map(({ broken }) => broken).filter(Boolean))];
  const silence = rest === undefined ? none : unseen;
  return { holds, broken: reasons.length === 0 ? silence : reasons.join("; ") };
}
