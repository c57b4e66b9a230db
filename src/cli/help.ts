// --help without loading a command: the text was written down beside the bundle when it was built.
import { readFileSync } from "node:fs";

/** The text, where `argv` asks for nothing else; undefined when yargs must say more, or nothing was written down. */
export function helpFor(argv: readonly string[]): string | undefined {
  if (argv.at(-1) !== "--help" && argv.at(-1) !== "-h") return undefined;
  const texts = written();
  const command = argv.slice(0, -1).join(" ");
  return Object.hasOwn(texts, command) ? texts[command] : undefined;
}

function written(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(new URL("help.json", import.meta.url), "utf8")) as Record<string, string>;
  } catch {
    // A build without it: yargs has the same text.
    return {};
  }
}
