// Plays every *.scenario. UPDATE_SCENARIOS=1 writes what was answered into the files; read the difference before keeping it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { install } from "./installation.ts";
import { play, type Played } from "./playing.ts";
import { matches, parseScenarios, type Scenario } from "./scenario-file.ts";

const FOLDER = "test/cli/scenarios";
const update = process.env["UPDATE_SCENARIOS"] === "1";
const installation = install();
afterAll(() => installation.remove());

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".scenario"))) {
  describe(name.replace(".scenario", ""), () => {
    const file = join(FOLDER, name);
    const scenarios = parseScenarios(readFileSync(file, "utf8"));
    const told = new Map<Scenario, Played>();
    for (const scenario of scenarios) {
      it.concurrent(scenario.title, async () => {
        const played = await play(scenario, installation);
        told.set(scenario, played);
        if (!update) check(scenario, played);
      });
    }
    if (update) afterAll(() => writeFileSync(file, rewritten(readFileSync(file, "utf8"), scenarios, told)));
  });
}

function check(scenario: Scenario, { answers, left }: Played): void {
  for (const [index, { command, expected }] of scenario.steps.entries()) {
    const actual = answers[index]!;
    if (!matches(expected, actual))
      expect([`$ ${command}`, ...actual]).toEqual([`$ ${command}`, ...expected]);
  }
  expect(`files: ${left}`).toBe(`files: ${expectedFiles(scenario)}`);
}

const expectedFiles = ({ left, files }: Scenario): string =>
  left?.text ??
  files
    .map(({ name }) => name)
    .sort()
    .join(" ");

/** From the last line to the first, so that line numbers stay true. Answers that match stay as they are written. */
function rewritten(
  text: string,
  scenarios: readonly Scenario[],
  told: ReadonlyMap<Scenario, Played>,
): string {
  const lines = text.split("\n");
  for (const scenario of scenarios.toReversed()) {
    const played = told.get(scenario);
    if (played !== undefined) rewrite(lines, scenario, played);
  }
  return lines.join("\n");
}

function rewrite(lines: string[], scenario: Scenario, played: Played): void {
  const { left, steps } = scenario;
  const unsaid = left === undefined && played.left !== expectedFiles(scenario);
  if (left !== undefined) lines[left.line] = `files: ${played.left}`.trimEnd();
  for (const [index, { expected, line }] of [...steps.entries()].reverse()) {
    const actual = played.answers[index]!;
    const files = unsaid && index === steps.length - 1 ? [`files: ${played.left}`] : [];
    lines.splice(line, expected.length, ...merged(expected, actual), ...files);
  }
}

/** A stream that says what was expected keeps its `…`. */
function merged(expected: readonly string[], actual: readonly string[]): string[] {
  return ["|", "!", "e"].flatMap((mark) => {
    const of = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith(mark));
    return matches(of(expected), of(actual)) ? of(expected) : of(actual);
  });
}
