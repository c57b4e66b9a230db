// Every relative link in our documents leads to a file that is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";

const documentsIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return documentsIn(join(folder, entry.name));
    return entry.name.endsWith(".md") ? [join(folder, entry.name)] : [];
  });
const own = readdirSync(".").filter((name) => name.endsWith(".md"));
const documents = [...own, ...documentsIn("docs"), ...documentsIn("deploy")];

it.each(documents)("%s leads nowhere that is not there", (document) => {
  const links = [...readFileSync(document, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
    ([, link]) => link!,
  );
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});

it("every flag that the README names exists", () => {
  const help = readFileSync("docs/cli.md", "utf8");
  const flags = [...readFileSync("README.md", "utf8").matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(
    ([, flag]) => flag!,
  );
  const foreign = ["document", "template-file", "capabilities"];
  const known = (flag: string): boolean =>
    help.includes(`--${flag} `) || help.includes(`--${flag}\n`) || foreign.includes(flag);
  expect([...new Set(flags)].filter((flag) => !known(flag))).toEqual([]);
});

/** Sections of docs/cli.md by command: `scan`, `rules list`. */
const sections = new Map(
  readFileSync("docs/cli.md", "utf8")
    .split(/^## rootproof ?/m)
    .slice(1)
    .map((text) => [text.split("\n")[0]!.trim(), text]),
);

it.each([...sections].filter(([command]) => !["", "rules", "benchmarks"].includes(command)))(
  "%s --help has examples, with flags that it has",
  (_, text) => {
    const [, examples = ""] = text.split("Examples:");
    expect(examples).not.toBe("");
    const flags = [...examples.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, flag]) => flag!);
    expect(flags.filter((flag) => !text.includes(`--${flag} `))).toEqual([]);
  },
);

it("documents name only commands and flags that there are", () => {
  const commands = documents.flatMap((document) =>
    commandsIn(readFileSync(document, "utf8")).map((line) => ({ document, line })),
  );
  expect(commands.length).toBeGreaterThan(30);
  const wrong = commands.filter(({ line }) => {
    const [first = "", second = ""] = line.split(/ +/);
    const text = sections.get(`${first} ${second}`) ?? sections.get(first);
    const flags = [...line.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, flag]) => flag!);
    return (
      text === undefined ||
      flags.some((flag) => !text.includes(`--${flag} `) && !text.includes(`--${flag}\n`))
    );
  });
  expect(wrong.filter(({ line }) => !/^(completion|COMMAND|--version|--help)/.test(line))).toEqual([]);
});

/** What follows `rootproof` in code, be it a block or between backticks. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:console|bash)\n([\s\S]*?)^```/gm)].map(([, block]) =>
    block!.replace(/\\\n/g, " "),
  );
  const inline = [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`rootproof ([^`]+)`/g)].map(
    ([, line]) => line!,
  );
  const lines = blocks.flatMap((block) =>
    [...block.matchAll(/^rootproof ([^\n|>#]+)/gm)].map(([, line]) => line!),
  );
  return [...inline, ...lines].map((line) => line.replace(/\s+/g, " ").trim());
}
