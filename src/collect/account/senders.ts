// What rules and alarms send to, by ARN: told once for an account's own facts and for those of a destination.
import type { Alarm, EventRule, Observed, Reason } from "../../model/index.ts";
import { doubtOf } from "../aws/observe.ts";
import { type Arn, parseArn } from "./arn.ts";

/** The lists that name targets, as far as there are such lists. */
export interface Senders {
  readonly eventRules?: Observed<readonly EventRule[]>;
  readonly alarms?: Observed<readonly Alarm[]>;
}

/** Where facts are read: one account, one region. */
export interface Site {
  readonly id: string;
  readonly homeRegion: string;
}

/** ARNs of every target and action that was seen, distinct and sorted. */
export function targetsOf({ eventRules, alarms }: Senders): string[] {
  const targets = (eventRules?.value ?? []).flatMap((rule) => rule.targets.value ?? []).map(({ arn }) => arn);
  const actions = (alarms?.value ?? []).flatMap((alarm) => alarm.actions);
  return [...new Set([...targets, ...actions])].sort();
}

/** Why there may be targets nobody named: the first list that was not seen whole. */
export function doubtIn({ eventRules, alarms }: Senders): Reason | undefined {
  const targets = (eventRules?.value ?? [])
    .map((rule) => rule.targets)
    .filter((one) => one.state !== "skipped");
  return [eventRules, alarms, ...targets]
    .flatMap((one) => (one === undefined ? [] : [doubtOf(one)]))
    .find((reason) => reason !== undefined);
}

/** Whether the ARN is of that account and region. */
export const isAt = ({ account, region }: Arn, { id, homeRegion }: Site): boolean =>
  account === id && region === homeRegion;

/** Topics among the targets, in ARN order. */
export const topicsAmong = (targets: readonly string[]): string[] =>
  targets.filter((arn) => parseArn(arn)?.service === "sns");
