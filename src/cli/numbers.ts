// Numbers on the command line.
import { UsageError } from "../model/index.ts";

/** A whole number in the given range. Throws UsageError. */
export function checkRange(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`--${name} ${value}: must be a whole number from ${least} to ${most}`);
}
