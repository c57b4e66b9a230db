// What yargs lets through and we do not: values that would be taken for something else than was written.
import type { Options } from "yargs";
import { UsageError } from "../model/index.ts";
import { LOG_FLAGS, REACH_FLAGS, REPORT_FLAGS } from "./flags.ts";

type Flags = Readonly<Record<string, Options>>;

/** yargs reads every word but `true` as false: `--org=yes` would scan one account. */
export function checkSwitches(argv: readonly string[]): void {
  const all: Flags = { ...LOG_FLAGS, ...REACH_FLAGS, ...REPORT_FLAGS };
  for (const word of argv) {
    const [, name = "", value = ""] = /^--(?:no-)?([^=]+)=(.*)$/s.exec(word) ?? [];
    if (all[name]?.type === "boolean" && !["true", "false"].includes(value))
      throw new UsageError(`${word}: takes no value; write --${name} or --no-${name}`);
  }
}

/** Every value of the type its flag declares: given once, not negated, not empty. Throws UsageError, one line each. */
export function checkValues(flags: Flags, values: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(flags).flatMap(
    ([name, flag]) => valueProblem(name, flag, values[name]) ?? [],
  );
  if (problems.length > 0) throw new UsageError(problems);
}

function valueProblem(name: string, { type, array = false }: Options, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && !array) return `--${name} is given more than once; give it once`;
  const each: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (each.includes("")) return `--${name} needs a value`;
  if (type === "number" && each.some(Number.isNaN)) return `--${name} must be a number`;
  if (each.some((one) => typeof one !== type)) return `--no-${name}: there is no such option`;
  return undefined;
}
