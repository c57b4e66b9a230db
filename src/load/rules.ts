// rules/*.yaml → rules whose conditions are compiled. The compiler is passed in: load knows no condition.
import { createHash } from "node:crypto";
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Problem, RuleFile } from "../model/index.ts";
import { inOrder, schemaProblems } from "./checked-yaml.ts";
import { fitsType, wantedType } from "./parameter-types.ts";
import { pathName, type Path, placeInText, placeOfKey, placeOfValue, problemAt, scalarAt } from "./places.ts";
import { type Checked, failed, whyUnreadable } from "./text-file.ts";
import { rule as isRule } from "./validators.gen.mjs";
import { readYaml, type YamlFile } from "./yaml.ts";

/** What the compiler has against a rule: the field, and the spot inside its text where there is one (from 1). */
export interface CompileError {
  readonly path: Path;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly message: string;
}

/** A compiled rule, or everything that is wrong with it. */
export type CompileResult<Rule> =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly errors: readonly CompileError[] };

/** One rule file, checked and compiled. */
export interface LoadedRule<Rule> {
  readonly file: string;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
  readonly definition: RuleFile;
  readonly rule: Rule;
}

/** The rules without a problem, by id; to be used only when there is no problem at all. */
export interface LoadedRules<Rule> {
  readonly rules: readonly LoadedRule<Rule>[];
  /** Of the ids and hashes of all rules, by id: the same wherever the files lie. */
  readonly rulesSha256: string;
  readonly problems: readonly Problem[];
}

const MAX_RULE_BYTES = 64 * 1024;
const CASES = ".cases.yaml";
const CONDITIONS: readonly Path[] = [["appliesWhen"], ["passesWhen"], ["items", "list"]];

/** Reads every rule of the directories; a problem in one does not hide those of the others. */
export function loadRules<Rule>(
  directories: readonly string[],
  compile: (definition: RuleFile) => CompileResult<Rule>,
): LoadedRules<Rule> {
  const problems: Problem[] = [];
  const rules = new Map<string, LoadedRule<Rule>>();
  const named = distinct(directories);
  for (const file of named.flatMap((directory) => ruleFiles(directory, problems))) {
    const loaded = loadRule(file, compile);
    if (!loaded.ok) problems.push(...loaded.problems);
    else if (!rules.has(loaded.value.definition.id)) rules.set(loaded.value.definition.id, loaded.value);
    else problems.push(doubled(loaded.value, rules));
  }
  problems.push(...unreadFolders(named));
  const sorted = [...rules.values()].sort((left, right) =>
    left.definition.id < right.definition.id ? -1 : 1,
  );
  return { rules: sorted, rulesSha256: digestOf(sorted), problems };
}

const distinct = (directories: readonly string[]): string[] =>
  [
    ...new Map(directories.toReversed().map((directory) => [resolve(directory), directory])).values(),
  ].reverse();

function doubled<Rule>(
  { file, definition }: LoadedRule<Rule>,
  rules: ReadonlyMap<string, LoadedRule<Rule>>,
): Problem {
  const first = rules.get(definition.id)?.file ?? "";
  return { file, message: `the rule '${definition.id}' is already in ${first}: give one of them another id` };
}

function digestOf(rules: readonly LoadedRule<unknown>[]): string {
  const hash = createHash("sha256");
  for (const { definition, sha256 } of rules) hash.update(`${definition.id} ${sha256}\n`);
  return hash.digest("hex");
}

/** Files that would be left out without a word, and empty folders, are problems: a rule that is not read cannot fail. */
function ruleFiles(directory: string, problems: Problem[]): string[] {
  let names: string[];
  try {
    names = readdirSync(directory).sort();
  } catch (error) {
    problems.push({
      file: directory,
      message: whyUnreadable(error).replace("file not found", "folder not found"),
    });
    return [];
  }
  const stems = new Set(names.filter(isRuleName).map((name) => name.slice(0, -".yaml".length)));
  for (const name of names) {
    const message = strayName(name, stems);
    if (message !== undefined) problems.push({ file: join(directory, name), message });
  }
  if (stems.size === 0)
    problems.push({ file: directory, message: "no rules in this folder: check the path" });
  return [...stems].map((stem) => join(directory, `${stem}.yaml`));
}

const isRuleName = (name: string): boolean => name.endsWith(".yaml") && !name.endsWith(CASES);

function strayName(name: string, stems: ReadonlySet<string>): string | undefined {
  if (/\.ya?ml$/i.test(name) && !name.endsWith(".yaml")) return "rule files end in .yaml: rename it";
  if (!name.endsWith(CASES)) return undefined;
  const stem = name.slice(0, -CASES.length);
  return stems.has(stem) ? undefined : `no ${stem}.yaml beside it: name it after its rule`;
}

const NOT_READ = "rules in subfolders are not read: move them up or name the folder with --rules";

/** Folders below the given ones that hold rules which nobody reads, each once. */
function unreadFolders(directories: readonly string[]): Problem[] {
  const seen = new Set(directories.map(realPath));
  return directories.flatMap((directory) => unreadBelow(directory, seen));
}

function unreadBelow(directory: string, seen: Set<string>): Problem[] {
  return namesIn(directory).flatMap((name) => {
    const folder = join(directory, name);
    // Nobody keeps rules among the files of tools, but tools keep YAML there.
    if (name.startsWith(".") || name === "node_modules" || !isFolder(folder)) return [];
    // A link may lead back up, and a folder that is named itself is read.
    if (seen.has(realPath(folder))) return [];
    seen.add(realPath(folder));
    const holdsRules = namesIn(folder).some((inside) => /\.ya?ml$/i.test(inside));
    return [...(holdsRules ? [{ file: folder, message: NOT_READ }] : []), ...unreadBelow(folder, seen)];
  });
}

/** None where the folder cannot be read: of the ones that were named this is told already. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function loadRule<Rule>(
  file: string,
  compile: (definition: RuleFile) => CompileResult<Rule>,
): Checked<LoadedRule<Rule>> {
  const read = readYaml(file, MAX_RULE_BYTES);
  if (!read.ok) return read;
  const yaml = read.value;
  const problems = ruleProblems(yaml);
  if (problems.length > 0 || !isRule(yaml.value)) return failed(...inOrder(problems));
  const definition = yaml.value;
  const compiled = compile(definition);
  if (!compiled.ok) return failed(...compileProblems(yaml, compiled.errors));
  return { ok: true, value: { file, sha256: yaml.sha256, definition, rule: compiled.rule } };
}

function ruleProblems(yaml: YamlFile): Problem[] {
  const loose = CONDITIONS.filter((path) => isLoose(yaml, path));
  const problems = loose.map((path) => problemAt(yaml, placeOfValue(yaml, path), looseMessage(path)));
  problems.push(...schemaProblems(yaml, isRule, loose));
  return isRule(yaml.value) ? [...problems, ...crossProblems(yaml, yaml.value)] : problems;
}

/** Only a | block keeps a condition as it is written, and gives every mistake in it a place. */
function isLoose(yaml: YamlFile, path: Path): boolean {
  const scalar = scalarAt(yaml, path);
  return scalar !== undefined && scalar.type !== "BLOCK_LITERAL";
}

const looseMessage = (path: Path): string =>
  `${pathName(path)} must be a | block: write '${path.at(-1) ?? ""}: |' and the condition, indented, on the next line`;

/** What the schema cannot say: the id is the file's name, a default fits its type. */
function crossProblems(yaml: YamlFile, { id, parameters = {} }: RuleFile): Problem[] {
  const stem = basename(yaml.file, ".yaml");
  const problems: Problem[] = [];
  if (id !== stem) {
    const message = `the id '${id}' is not the file's name: write '${stem}', or rename the file to ${id}.yaml`;
    problems.push(problemAt(yaml, placeOfValue(yaml, ["id"]), message));
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.required === true || fitsType(parameter.default, parameter.type)) continue;
    const path = ["parameters", name, "default"];
    problems.push(
      problemAt(
        yaml,
        placeOfValue(yaml, path),
        `the default of '${name}' must be ${wantedType(parameter.type)}`,
      ),
    );
  }
  return problems;
}

/** Never none: a rule that was refused without a reason must not be missing without a word. */
function compileProblems(yaml: YamlFile, errors: readonly CompileError[]): Problem[] {
  const unsaid: CompileError = { path: [], message: "the rule cannot be compiled" };
  return inOrder((errors.length > 0 ? errors : [unsaid]).map((error) => compileProblem(yaml, error)));
}

function compileProblem(yaml: YamlFile, { path, line, column, message }: CompileError): Problem {
  const inside = line !== undefined || column !== undefined;
  const place = inside
    ? placeInText(yaml, path, { line: line ?? 1, column: column ?? 1 })
    : placeOfField(yaml, path);
  return problemAt(yaml, place, message);
}

const placeOfField = (yaml: YamlFile, path: Path) =>
  scalarAt(yaml, path) === undefined ? placeOfKey(yaml, path) : placeOfValue(yaml, path);
