// How a finding stands against the baseline, in the same words in every format.
import type { BaselineReference, Finding, Item } from "../model/index.ts";
import { clean } from "./text.ts";

/** `new`, `worsened`, `changed`, `unchanged since 2026-09-01`, `last failed 2026-09-01`; empty without a baseline. */
export function standingOf({ baseline }: Pick<Finding, "baseline">): string {
  if (baseline === undefined) return "";
  const { state, since, lastFailed } = baseline;
  if (lastFailed !== undefined) return `last failed ${dayOf(lastFailed)}`;
  return since === undefined ? state : `${state} since ${dayOf(since)}`;
}

/** The same behind a text: `root can sign in (new)`. */
export function withStanding(text: string, finding: Pick<Finding, "baseline">): string {
  const standing = standingOf(finding);
  return standing === "" ? text : `${text} (${standing})`;
}

/** What earlier results left open, this one cannot speak of, and nobody has accepted. */
export const leftOpen = ({ baseline }: Pick<Finding, "baseline">): readonly Item[] =>
  (baseline?.carried ?? []).filter(({ waiver }) => waiver === undefined);

/** `compared with last.json of 2026-09-01T03:00:00Z (sha256 0123456789ab)`. */
export const baselineText = ({ file, asOf, sha256 }: BaselineReference): string =>
  `compared with ${clean(file)} of ${asOf} (sha256 ${sha256.slice(0, 12)})`;

/** Accounts that went since; a sentence, or nothing. */
export const goneText = ({ gone }: BaselineReference): string[] =>
  gone.length === 0
    ? []
    : [`not in the population any more, with what was open in them: ${gone.map(clean).join(", ")}`];

/** The day of an instant. */
export const dayOf = (instant: string): string => instant.slice(0, "2026-01-15".length);
