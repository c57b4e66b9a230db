// Builds dist/cli (one split bundle; each command is a chunk of its own) with the texts of --help, and dist/lib. Deletes nothing
// else of dist/. What went into dist/cli is told in .cache/cli-meta.json.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const shared = {
  bundle: true,
  platform: "node",
  format: "esm",
  splitting: true,
  target: "node20.19",
  minify: true,
  mainFields: ["module", "main"],
  legalComments: "none",
  metafile: true,
  // yargs asks string-width for the width of its help; its Unicode tables cost 40 ms of every start.
  alias: { "string-width": "./tools/width.mjs" },
  banner: {
    js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);",
  },
  logLevel: "warning",
};

rmSync("dist/cli", { recursive: true, force: true });
rmSync("dist/lib", { recursive: true, force: true });
rmSync("dist/action", { recursive: true, force: true });
const helpTexts = resolve(".cache/help-texts.mjs");
const [, ...results] = await Promise.all([
  build({ ...shared, splitting: false, entryPoints: ["src/cli/help-texts.ts"], outfile: helpTexts }),
  build({ ...shared, entryPoints: ["src/cli/main.ts"], outdir: "dist/cli" }),
  build({ ...shared, entryPoints: ["src/index.ts"], outdir: "dist/lib" }),
]);
// What GitHub runs is committed (action.yml): one file, and the licences of what is in it.
const action = await build({
  ...shared,
  splitting: false,
  entryPoints: ["src/action/main.ts"],
  outfile: "dist/action/index.js",
});
writeFileSync("dist/action/THIRD-PARTY.txt", thirdParty(Object.keys(action.metafile.inputs)));
const { helpTexts: write } = await import(pathToFileURL(helpTexts).href);
writeFileSync("dist/cli/help.json", JSON.stringify(await write()));
writeFileSync(".cache/cli-meta.json", JSON.stringify(results[0].metafile));
writeFileSync(
  "dist/THIRD-PARTY.txt",
  thirdParty(results.flatMap((result) => Object.keys(result.metafile.inputs))),
);

/** Name, version and licence text of every package that is in the bundle. */
function thirdParty(inputs) {
  const folders = new Set(
    inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean),
  );
  return [...folders].sort().map(licenceOf).join("\n\n");
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license"]
    .map((file) => read(join(folder, file)))
    .find(Boolean);
  return `${name} ${version} (${license})\n${text ?? ""}`.trimEnd();
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
