// Whether stretches of time that were looked at leave no gap.

/** From and to, both included; milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Whether the intervals together hold every instant of the whole. A whole without length still has to be in one of them. */
export function coversAll(intervals: readonly Interval[], whole: Interval): boolean {
  let reached: number | undefined;
  for (const { from, to } of [...intervals].sort((left, right) => left.from - right.from)) {
    if (from > (reached ?? whole.from)) break;
    if (to >= (reached ?? whole.from)) reached = to;
  }
  return reached !== undefined && reached >= whole.to;
}
