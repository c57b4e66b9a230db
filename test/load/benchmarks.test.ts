// Benchmark files: what is wrong in one is told with its place; a control that names a rule there is not is never loaded.
import { describe, expect, it } from "@jest/globals";
import { loadBenchmarks } from "../../src/load/index.ts";
import { formatProblem } from "../../src/model/index.ts";
import { temporaryFolder } from "./folder.ts";

const folder = temporaryFolder();
const file = (controls: string, id = "example"): string => `id: ${id}
title: Example
version: "1"
source: made up
checked: "2026-11-25"
controls:
${controls}`;
const control = (id: string, more: string): string => `  - id: "${id}"
    title: Title
    source: made up
    ${more}
`;

function problemsOf(name: string, text: string): string[] {
  folder.write(`${name}/example.yaml`, text);
  const { problems } = loadBenchmarks(`${folder.path}/${name}`, ["root-mfa-enabled"]);
  return problems.map(formatProblem).map((line) => line.slice(folder.path.length + 1));
}

describe("a benchmark file", () => {
  it("loads", () => {
    folder.write("good/example.yaml", file(control("1.1", "rules: [root-mfa-enabled]\n    coverage: full")));
    const { benchmarks, problems } = loadBenchmarks(`${folder.path}/good`, ["root-mfa-enabled"]);
    expect(problems).toEqual([]);
    expect(benchmarks.map(({ id, controls }) => [id, controls.map((one) => one.rules)])).toEqual([
      ["example", [["root-mfa-enabled"]]],
    ]);
  });

  it.each([
    [
      "a rule there is not",
      file(control("1.1", "rules: [root-mfa-enable]\n    coverage: full")),
      ["rule/example.yaml:10:13: unknown rule 'root-mfa-enable'; did you mean 'root-mfa-enabled'?"],
      "rule",
    ],
    [
      "a part without its gap",
      file(control("1.1", "rules: [root-mfa-enabled]\n    coverage: part")),
      ["gap/example.yaml:7:5: the control '1.1' is covered in part: say under 'gap' what no rule sees"],
      "gap",
    ],
    [
      "a control twice",
      file(
        control("1.1", "rules: [root-mfa-enabled]\n    coverage: full") +
          control("1.1", "rules: [root-mfa-enabled]\n    coverage: full"),
      ),
      ["twice/example.yaml:12:9: the control '1.1' is there twice"],
      "twice",
    ],
    [
      "another name than the file's",
      file(control("1.1", "rules: [root-mfa-enabled]\n    coverage: full"), "other"),
      ["name/example.yaml:1:5: the id 'other' is not the file's name 'example'"],
      "name",
    ],
  ])("%s is told with its place", (_, text, expected, name) => {
    expect(problemsOf(name, text)).toEqual(expected);
  });

  it("a control without a rule is refused", () => {
    expect(problemsOf("none", file(control("1.1", "rules: []\n    coverage: full")))[0]).toMatch(
      /^none\/example\.yaml:10:\d+: /,
    );
  });

  it("a folder that is not there is a problem", () => {
    expect(loadBenchmarks(`${folder.path}/nowhere`, []).problems).toHaveLength(1);
  });
});
