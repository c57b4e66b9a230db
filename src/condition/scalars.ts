// Comparing numbers: the one table that both the checker (what a size proves) and the evaluator go by.
import type { Comparison } from "./tree.ts";

const COMPARE: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** `left how right`. */
export const compareNumbers = (how: Comparison, left: number, right: number): boolean =>
  COMPARE[how](left, right);
