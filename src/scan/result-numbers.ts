// The numbers of a JSON report, for front ends that show them.
import { readResult, type ResultHead } from "../load/index.ts";

/** Population and summary as the report counts them; undefined where the file is no result. Reads all of it. */
export function resultNumbers(file: string): Pick<ResultHead, "population" | "summary"> | undefined {
  const read = readResult(file, () => undefined);
  return read.ok ? read.value.head : undefined;
}
