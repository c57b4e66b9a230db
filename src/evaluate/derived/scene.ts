// What every candidate of one account is judged with: the probes of its root, the trails that feed it, what lies elsewhere.
import { activityProbes, type Cover, type Probe, signInProbes } from "../../semantics/index.ts";
import type { MissingFact } from "../../model/index.ts";
import { textOf, type Truth, unknownFact, type View } from "./kleene.ts";
import type { Destinations } from "./sites.ts";

/** What alerts are judged with beside the account. */
export interface AlertContext {
  readonly organization: View;
  readonly destinations: Destinations;
  /** Milliseconds. */
  readonly asOf: number;
  readonly acceptedProtocols: readonly string[];
  /** ARNs or globs. */
  readonly allowedTargets: readonly string[];
}

/** One account's alerts. */
export interface Scene extends AlertContext {
  readonly account: View;
  readonly accountId: string;
  readonly signIns: readonly Probe[];
  readonly activity: readonly Probe[];
}

/** The scene of an account; events keep its number and home region wherever they are sent (AWS-FACTS 8.5). */
export function sceneOf(account: View, context: AlertContext): Scene {
  const accountId = textOf(account["id"]);
  const input = { accountId, partition: textOf(account["partition"]), region: textOf(account["homeRegion"]) };
  return { ...context, account, accountId, signIns: signInProbes(input), activity: activityProbes(input) };
}

/** Whether a pattern matches, and what it misses. */
export interface Match {
  readonly matches: Truth;
  /** In words. */
  readonly missed: string;
}

/** Both questions that are asked of a pattern. */
export interface Matches {
  readonly signIns: Match;
  readonly activity: Match;
}

/** A proof for every variant is a match; a pattern that is not understood is unknown. `what` names the pattern. */
export function matchOf(cover: Cover, what: string, fact: string): Match {
  if (cover.verdict === "all") return { matches: true, missed: "none missed" };
  if (cover.verdict === "not-understood" || cover.verdict === "invalid") {
    const reason = `${what} is ${cover.verdict}: ${cover.reason ?? "no reason given"}`;
    const cause: MissingFact["cause"] = cover.verdict === "invalid" ? "malformed" : "not-observable";
    return { matches: unknownFact({ fact, cause, reason }), missed: reason };
  }
  return { matches: false, missed: `misses ${cover.missed.join("; ")}` };
}
