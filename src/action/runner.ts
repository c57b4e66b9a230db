// The runner's protocol: inputs are variables, outputs and the summary are files, annotations are lines on stdout.
// Facts: docs.github.com, "Workflow commands for GitHub Actions" and "Metadata syntax"; research of what @actions/core does.
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { EOL } from "node:os";
import { printable } from "../scan/index.ts";

/** What the runner gives an action. */
export interface Runner {
  /** The trimmed input; undefined where the workflow does not give it. */
  readonly input: (name: string) => string | undefined;
  /** The checkout, to which paths are relative. */
  readonly workspace: string;
  /** Whether everybody may read this run: its log, its summary, its artifacts. */
  readonly isPublic: boolean;
  readonly setOutput: (name: string, value: string | number) => void;
  readonly addSummary: (markdown: string) => void;
  readonly annotate: (kind: AnnotationKind, message: string, place?: AnnotationPlace) => void;
  /** A line of the log; nothing in it is a command. */
  readonly say: (line: string) => void;
}

export type AnnotationKind = "error" | "warning" | "notice";

/** A line of a file of the repository, from 1. */
export interface AnnotationPlace {
  readonly file: string;
  readonly line: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The runner behind this process. `write` takes what goes to stdout. */
export function createRunner(environment: Environment, write: (text: string) => void): Runner {
  const command = (name: string, properties: Readonly<Record<string, string>>, message: string): void => {
    const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
    write(
      `::${[name, ...(given.length > 0 ? [given.join(",")] : [])].join(" ")}::${escapeData(message)}${EOL}`,
    );
  };
  return {
    input: (name) => environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined,
    workspace: environment["GITHUB_WORKSPACE"] ?? process.cwd(),
    isPublic: isPublic(environment["GITHUB_EVENT_PATH"]),
    setOutput: (name, value) => appendOutput(environment["GITHUB_OUTPUT"], name, String(value)),
    addSummary: (markdown) => append(environment["GITHUB_STEP_SUMMARY"], markdown),
    annotate: (kind, message, place) =>
      command(
        kind,
        place === undefined ? {} : { file: place.file, line: String(place.line) },
        harmless(message),
      ),
    say: (line) => write(`${harmless(line)}${EOL}`),
  };
}

/** The event's payload says who may see the repository. What cannot be read is taken for public. */
function isPublic(eventPath: string | undefined): boolean {
  if (eventPath === undefined) return true;
  try {
    const { repository } = JSON.parse(readFileSync(eventPath, "utf8")) as {
      repository?: { private?: unknown; visibility?: unknown };
    };
    return repository?.private !== true && repository?.visibility !== "internal";
  } catch {
    return true;
  }
}

/** A delimiter that nobody can guess: a value cannot end before its end. */
function appendOutput(file: string | undefined, name: string, value: string): void {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  append(file, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== "") appendFileSync(file, text);
}

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** The runner with account numbers masked in all that it prints. */
export function masked(runner: Runner): Runner {
  return {
    ...runner,
    annotate: (kind, message, place) => runner.annotate(kind, masking(message), place),
    say: (line) => runner.say(masking(line)),
  };
}

/** Account numbers are of nobody's business in a log that everybody reads. */
const masking = (text: string): string => text.replace(/(?<!\d)\d{12}(?!\d)/g, "x".repeat(12));

/** One line that shows what it says. The runner takes `::name::` at the start of a line, and `##[name]` anywhere in one, for a command. */
const harmless = (line: string): string =>
  printable(line.replace(/[\r\n]+/g, " "))
    .replace(/^(\s*)::/u, "$1: :")
    .replace(/##(?=[a-z]*\[)/giu, "# #");
