// rootproof.yaml → checked configuration, with the places that later checks and reports point at.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Configuration, Problem } from "../model/index.ts";
import { inOrder, schemaProblems } from "./checked-yaml.ts";
import { firstLines, type Path, placeOfKey, placeOfValue, problemAt } from "./places.ts";
import { entryProblems } from "./signed-entries.ts";
import { unknownRule } from "./unknown-rule.ts";
import { configuration as isConfiguration } from "./validators.gen.mjs";
import { readYaml, type YamlFile } from "./yaml.ts";

/** The configuration, empty where there is no file or it has problems: it is to be used only when there are none. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly file?: string;
  readonly sha256?: string;
  /** The folders of `rules.directories`, from the file's folder. */
  readonly ruleDirectories: readonly string[];
  /** The first line that names an account. */
  readonly accountLines: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** A problem at a field of the file; without a file, at `rootproof.yaml`. */
  readonly problemAt: (path: Path, at: "key" | "value", message: string) => Problem;
  /** The line of a field, for notes; undefined without a file. */
  readonly lineOf: (path: Path) => number | undefined;
}

const NAME = "rootproof.yaml";
const MAX_CONFIGURATION_BYTES = 1024 * 1024;
const ACCOUNT = /^[0-9]{12}$/;

/** Reads the given file, else the nearest `rootproof.yaml` from `cwd` upward; none is an empty configuration. */
export function loadConfiguration(file: string | undefined, cwd: string): LoadedConfiguration {
  const found = file === undefined ? findUpward(cwd) : { file: resolve(cwd, file) };
  if (found === undefined) return unread([]);
  if ("problem" in found) return unread([found.problem]);
  const read = readYaml(found.file, MAX_CONFIGURATION_BYTES);
  if (!read.ok) return unread(read.problems, found.file);
  const problems = read.value.root === null ? [] : problemsOf(read.value);
  return problems.length > 0 ? unread(problems, found.file) : loaded(read.value);
}

/** What the schema says; where it is content, what it cannot say. */
function problemsOf(yaml: YamlFile): Problem[] {
  if (!isConfiguration(yaml.value)) return schemaProblems(yaml, isConfiguration);
  return inOrder(
    entryProblems(yaml.value, (path, message) => problemAt(yaml, placeOfValue(yaml, path), message)),
  );
}

function unread(problems: readonly Problem[], file?: string): LoadedConfiguration {
  return {
    configuration: {},
    ...(file !== undefined && { file }),
    ruleDirectories: [],
    accountLines: new Map(),
    problems,
    problemAt: (_path, _at, message) => ({ file: file ?? NAME, message }),
    lineOf: () => undefined,
  };
}

function loaded(yaml: YamlFile): LoadedConfiguration {
  const configuration = isConfiguration(yaml.value) ? yaml.value : {};
  const folder = dirname(yaml.file);
  return {
    configuration,
    file: yaml.file,
    sha256: yaml.sha256,
    ruleDirectories: (configuration.rules?.directories ?? []).map((directory) => resolve(folder, directory)),
    accountLines: firstLines(yaml, ACCOUNT),
    problems: [],
    problemAt: (path, at, message) => ({
      file: yaml.file,
      ...(at === "key" ? placeOfKey(yaml, path) : placeOfValue(yaml, path)),
      message,
    }),
    lineOf: (path) => placeOfValue(yaml, path).line,
  };
}

/** No file at all: every rule by its defaults. */
export const NO_CONFIGURATION: LoadedConfiguration = unread([]);

/** A file named .yml would be ignored without a word, and with it what it asks for. */
function findUpward(cwd: string): { readonly file: string } | { readonly problem: Problem } | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, NAME);
    if (existsSync(file)) return { file };
    const misnamed = join(folder, "rootproof.yml");
    if (existsSync(misnamed))
      return { problem: { file: misnamed, message: `is not read: rename it to ${NAME}` } };
    if (dirname(folder) === folder) return undefined;
  }
}

/** Problems of `rules.select`, `rules.ignore` and `rules.severity`: ids that no rule has. */
export function checkRuleIds(
  { configuration, problemAt }: LoadedConfiguration,
  ids: Iterable<string>,
): Problem[] {
  const known = new Set(ids);
  const { select = [], ignore = [], severity = {} } = configuration.rules ?? {};
  const unknown = (id: string, path: Path, at: "key" | "value"): Problem[] => {
    return known.has(id) ? [] : [problemAt(["rules", ...path], at, unknownRule(id, known))];
  };
  return [
    ...select.flatMap((id, index) => unknown(id, ["select", index], "value")),
    ...ignore.flatMap((id, index) => unknown(id, ["ignore", index], "value")),
    ...Object.keys(severity).flatMap((id) => unknown(id, ["severity", id], "key")),
  ];
}
