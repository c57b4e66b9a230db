// Files of data/: written by us, so only read and parsed; what one of them means, its user knows.
import type { Problem } from "../model/index.ts";
import { type Checked, failed, readTextFile } from "./text-file.ts";
import { readYaml } from "./yaml.ts";

const MAX_DATA_BYTES = 16 * 1024 * 1024;

/** The value in a JSON file that comes with rootproof. */
export function loadData(file: string): Checked<unknown> {
  const read = readTextFile(file, MAX_DATA_BYTES);
  if (!read.ok) return failed(...read.problems.map(ours));
  try {
    return { ok: true, value: JSON.parse(read.value.text) as unknown };
  } catch {
    return failed(ours({ file, message: "not JSON" }));
  }
}

/** The value in a YAML file that comes with rootproof. */
export function loadTable(file: string): Checked<unknown> {
  const read = readYaml(file, MAX_DATA_BYTES);
  return read.ok ? { ok: true, value: read.value.value } : failed(...read.problems.map(ours));
}

const ours = ({ message, ...place }: Problem): Problem => ({
  ...place,
  message: `${message.replace(/: .*/, "")}; this file comes with rootproof: install it again`,
});
