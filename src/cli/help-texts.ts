// What --help prints, for every command: written down when rootproof is built (tools/build.mjs), so that nothing need be loaded
// to print it.
import { benchmarksCommands } from "./commands/benchmarks.ts";
import { rulesCommands } from "./commands/rules.ts";
import { commandLine, COMMANDS } from "./run.ts";

const CONTEXT = { exitCode: 0, log: { level: "info", format: "text" } } as const;

/** By the words before --help: none, `scan`, `rules list`. */
export async function helpTexts(): Promise<Readonly<Record<string, string>>> {
  const words = [[], ...COMMANDS.map((make) => [nameOf(make(CONTEXT))]), ...groups()];
  const texts = await Promise.all(
    words.map(async (command) => [command.join(" "), await helpOf(command)] as const),
  );
  return Object.fromEntries(texts);
}

interface Named {
  readonly command?: string | readonly string[] | undefined;
}

/** Of `evaluate <file..>`, the first word. */
const nameOf = ({ command }: Named): string => String(command).split(" ")[0] ?? "";

function groups(): string[][] {
  const below = (group: string, commands: readonly Named[]): string[][] => [
    [group],
    ...commands.map((command) => [group, nameOf(command)]),
  ];
  return [...below("rules", rulesCommands(CONTEXT)), ...below("benchmarks", benchmarksCommands())];
}

const helpOf = (command: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const parser = commandLine([], { ...CONTEXT });
    void parser.parse([...command, "--help"], (error: Error | undefined, _: unknown, text: string) =>
      error ? reject(error) : resolve(`${text}\n`),
    );
  });
