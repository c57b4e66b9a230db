// docs/cli.md: every command with its flags and examples, from what --help prints (tools/build.mjs writes it down).
import { readFileSync } from "node:fs";

const INTRODUCTION = `# The command line

<!-- Generated from --help by \`npm run generate\`. Do not edit. -->

\`rootproof COMMAND --help\` prints what stands below. stdout carries only what was asked for; progress, notes and errors go to stderr.

## Exit codes

| code | meaning |
|---|---|
| 0 | judged, and nothing at or above \`--fail-on\` fails; \`diff\`: nothing got worse |
| 1 | something at or above \`--fail-on\` fails; \`diff\`: something got worse; \`rules test\`: a case fails |
| 3 | no such fail, but not everything could be judged, or an account was not reached |
| 2 | the command could not be done: usage, a bad file, no credentials, no account reachable |
| 130, 143 | stopped by SIGINT or SIGTERM, after writing what there was and saying how to resume |

## Environment

| variable | meaning |
|---|---|
| \`AWS_…\` | credentials, profile, region and endpoint, as the AWS SDK reads them |
| \`ROOTPROOF_FAIL_ON\`, \`ROOTPROOF_ALLOW_UNKNOWN\`, \`ROOTPROOF_OUTPUT_DIR\`, \`ROOTPROOF_FORMAT\` | as the flags; a flag goes first, then these, then \`rootproof.yaml\` |
| \`NO_COLOR\` | no colour, whatever the terminal can |

## Files

| file | meaning |
|---|---|
| \`rootproof.yaml\` | the configuration, searched upward from the working directory |
| \`rootproof-report/evidence.ndjson\` | what was read of AWS; \`.partial\` while a scan runs, or was cut |
| \`rootproof-report/manifest.json\` | SHA-256 of every file of the run |

## Completion

\`\`\`console
rootproof completion >> ~/.bashrc
\`\`\`

For zsh the same, run in a zsh, into \`~/.zshrc\`.
`;

/** Path and text. */
export function generateCliDocs(): [string, string][] {
  const texts = Object.entries(
    JSON.parse(readFileSync("dist/cli/help.json", "utf8")) as Record<string, string>,
  );
  const sections = texts.map(([command, text]) => {
    const heading = `## rootproof${command === "" ? "" : ` ${command}`}`;
    return `${heading}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
  });
  return [["docs/cli.md", [INTRODUCTION, ...sections].join("\n")]];
}
