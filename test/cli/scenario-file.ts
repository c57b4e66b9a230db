// The format of *.scenario files: whole-CLI tests as a person would write them down. README.md beside them describes it.

/** A command and what it must answer. */
export interface Step {
  readonly command: string;
  /** `| stdout`, `! stderr` and `exit N`, as they stand in the file. */
  readonly expected: readonly string[];
  /** Where `expected` begins, from 0. */
  readonly line: number;
}

export interface Scenario {
  readonly title: string;
  sandbox?: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string>>;
  readonly files: { readonly name: string; readonly text: string }[];
  readonly steps: Step[];
  /** Names of all files there are at the end; without it, those that were there at the beginning. */
  left?: { readonly line: number; readonly text: string };
}

const EXPECTED = /^([|!]( |$)|exit \d+$)/;
const DIRECTIVE = /^(\$|files:|sandbox:|env:|--- file)(?: (.*))?$/;

/** Reads a file's text. Throws with the line of what is none of the format. */
export function parseScenarios(text: string): Scenario[] {
  const lines = text.split("\n");
  const scenarios: Scenario[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    at += 1;
    if (line.startsWith("=== ")) scenarios.push({ title: line.slice(4), env: {}, files: [], steps: [] });
    else if (line !== "" && !line.startsWith("#")) at += readDirective(scenarios.at(-1), lines, at);
  }
  return scenarios;
}

/** Takes in the directive before line `at`, and what belongs to it from there on. Returns how many lines that is. */
function readDirective(scenario: Scenario | undefined, lines: readonly string[], at: number): number {
  const line = lines[at - 1]!;
  const [, word, rest = ""] = DIRECTIVE.exec(line) ?? [];
  if (scenario === undefined || word === undefined) throw new Error(`line ${at}: not understood: ${line}`);
  if (word === "files:") scenario.left = { line: at - 1, text: rest };
  if (word === "sandbox:") scenario.sandbox = settings(rest);
  if (word === "env:") scenario.env = settings(rest);
  if (word === "$") {
    const expected = takeWhile(lines, at, (one) => EXPECTED.test(one));
    scenario.steps.push({ command: rest, line: at, expected });
    return expected.length;
  }
  if (word !== "--- file") return 0;
  const content = takeWhile(lines, at, (one) => one !== "---");
  scenario.files.push({ name: rest, text: content.map((one) => `${one}\n`).join("") });
  return content.length + 1;
}

function takeWhile(
  lines: readonly string[],
  from: number,
  belongs: (line: string) => boolean,
): readonly string[] {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line));
  return lines.slice(from, end === -1 ? lines.length : end);
}

const settings = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(" ")
      .filter(Boolean)
      .map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [name, value.join("=")] as const;
      }),
  );

/** The words of a command line: plain, 'quoted', or "as in JSON". */
export function splitWords(command: string): string[] {
  return [...command.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\S+/g)].map(([word]) => {
    if (word.startsWith('"')) return JSON.parse(word) as string;
    return word.startsWith("'") ? word.slice(1, -1) : word;
  });
}

/** Text of a stream as lines of a scenario. */
export const asLines = (mark: "|" | "!", text: string): string[] =>
  text === ""
    ? []
    : text
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `${mark} ${line}`.trimEnd());

/** Whether the lines are the expected ones; `…` stands for any text in a line, alone in a line for any lines. */
export function matches(expected: readonly string[], actual: readonly string[]): boolean {
  return (["|", "!", "e"] as const).every((mark) => {
    const of = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith(mark));
    const pattern = of(expected).map((line) => (line === `${mark} …` ? "(?:.*\n)*" : `${patternOf(line)}\n`));
    return new RegExp(`^${pattern.join("")}$`).test(
      of(actual)
        .map((line) => `${line}\n`)
        .join(""),
    );
  });
}

const patternOf = (line: string): string =>
  line
    .split("…")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
