// The laws and examples have teeth: each of these slips, made in the source on purpose, is caught by the one that is named.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { build, type Plugin } from "esbuild";
import { checkExamples } from "./examples.ts";
import { removalLaw, windowLaw } from "./laws.ts";
import { describeMistakes } from "./load-errors.ts";
import type { Implementation } from "./world.ts";

const KILLERS = {
  removal: (implementation: Implementation, runs = 2_500) =>
    removalLaw(implementation, { runs, shrink: false }),
  throwing: (implementation: Implementation, runs = 1_500) =>
    removalLaw(implementation, { runs, mayThrow: true, seed: 7, shrink: false }),
  window: (implementation: Implementation, runs = 1_500) =>
    windowLaw(implementation, { runs, shrink: false }),
  examples: checkExamples,
  golden: (implementation: Implementation) => {
    const golden = readFileSync("test/condition/load-errors.golden.txt", "utf8");
    if (describeMistakes(implementation) !== golden) throw new Error("other load errors");
  },
};

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly killer: keyof typeof KILLERS;
}

const operators = "src/condition/operators.ts";
const loops = "src/condition/loops.ts";
const compile = "src/condition/compile.ts";
const view = "src/evaluate/view.ts";
const facts = "src/condition/facts.ts";

const MUTANTS: readonly Mutant[] = [
  {
    name: "! makes unknown true",
    file: operators,
    killer: "removal",
    from: 'typeof value === "boolean" ? !value : undecided(value)',
    to: "value !== true",
  },
  {
    name: "&& and || drop unknown parts",
    file: operators,
    killer: "removal",
    from: "(unknowns ??= []).push(undecided(value))",
    to: "void unknowns",
  },
  {
    name: "&& and || forget all but the first unknown",
    file: operators,
    killer: "removal",
    from: "mergeUnknowns(unknowns);\n  };",
    to: "unknowns[0]!;\n  };",
  },
  {
    name: "&& and || stop at the first unknown",
    file: operators,
    killer: "examples",
    from: "(unknowns ??= []).push(undecided(value))",
    to: "return undecided(value)",
  },
  {
    name: "an unknown test takes the second way",
    file: operators,
    killer: "removal",
    from: "return value === false ? otherwise(frame) : undecided(value)",
    to: "return otherwise(frame)",
  },
  {
    name: "== compares unknown like any value",
    file: operators,
    killer: "removal",
    from: "return unknownOf(a, b) ?? (a === b) === whenEqual",
    to: "return (a === b) === whenEqual",
  },
  {
    name: "== names the left side only",
    file: operators,
    killer: "examples",
    from: "return right instanceof Unknown ? mergeUnknowns([left, right]) : left",
    to: "return left",
  },
  {
    name: "< is false of what is not known",
    file: operators,
    killer: "removal",
    from: 'return unknownOf(a, b) ?? mistake("a condition orders what is no number")',
    to: "return false",
  },
  {
    name: "has() is true of what was not seen",
    file: operators,
    killer: "removal",
    from: "value instanceof Unknown ? value : value !== ABSENT",
    to: "value !== ABSENT",
  },
  {
    name: "orElse() takes the default for what was not seen",
    file: operators,
    killer: "removal",
    from: "value === ABSENT ? otherwise(frame) : value",
    to: "value === ABSENT || value instanceof Unknown ? otherwise(frame) : value",
  },
  {
    name: "size() counts what was seen of a list cut short",
    file: operators,
    killer: "removal",
    from: "if (value instanceof PartialList) return value.rest;",
    to: "if (value instanceof PartialList) return value.items.length;",
  },
  {
    name: "in: a list cut short is the whole list",
    file: operators,
    killer: "removal",
    from: "const rest = value instanceof PartialList ? [value.rest] : [];",
    to: "const rest: Unknown[] = [];",
  },
  {
    name: "string tests are false of what was not seen",
    file: operators,
    killer: "removal",
    from: "return unknownOf(whole, piece) ?? mistake(`${how} met what is no string`)",
    to: "return false",
  },
  {
    name: "loops take a list cut short for the whole list",
    file: loops,
    killer: "removal",
    from: "unknowns: isPartial ? [value.rest] : []",
    to: "unknowns: []",
  },
  {
    name: "exists and all drop unknown elements",
    file: loops,
    killer: "removal",
    from: "if (given !== !deciding) doubt(tally, given);",
    to: "",
  },
  {
    name: "exists and all stop at an unknown element",
    file: loops,
    killer: "examples",
    from: "if (given !== !deciding) doubt(tally, given);",
    to: "if (given !== !deciding) return given;",
  },
  {
    name: "exists_one drops unknown elements",
    file: loops,
    killer: "removal",
    from: "if (given !== false) doubt(tally, given);\n      return undefined;\n    },\n    (tally) => (tally.unknowns.length === 0 ? tally.kept",
    to: "return undefined;\n    },\n    (tally) => (tally.unknowns.length === 0 ? tally.kept",
  },
  {
    name: "filter drops unknown elements",
    file: loops,
    killer: "removal",
    from: "else if (given !== false) doubt(tally, given);\n      return undefined;\n    },\n    listOf",
    to: "return undefined;\n    },\n    listOf",
  },
  {
    name: "filter keeps unknown elements",
    file: loops,
    killer: "removal",
    from: "if (given === true) tally.kept.push(element);\n      else",
    to: "if (given !== false) tally.kept.push(element);\n      else",
  },
  {
    name: "map drops unknown elements",
    file: loops,
    killer: "removal",
    from: "if (given instanceof Unknown) doubt(tally, given);\n      else tally.kept.push(given);",
    to: "if (!(given instanceof Unknown)) tally.kept.push(given);",
  },
  {
    name: "filter and map forget the rest",
    file: loops,
    killer: "removal",
    from: "unknowns.length === 0 ? kept :",
    to: "unknowns.length >= 0 ? kept :",
  },
  {
    name: "a list that is written out drops unknown elements",
    file: compile,
    killer: "removal",
    from: "if (unknowns.length === 0) return values;",
    to: "if (unknowns.length >= 0) return values.filter((value) => !(value instanceof Unknown));",
  },
  {
    name: "functions are called with a list cut short",
    file: compile,
    killer: "removal",
    from: "return value instanceof PartialList ? [value.rest] : [];",
    to: "return [];",
  },
  {
    name: "functions drop unknown arguments but the first",
    file: compile,
    killer: "examples",
    from: "if (unknowns.length > 0) return mergeUnknowns(unknowns);",
    to: "if (unknowns.length > 0) return unknowns[0]!;",
  },
  {
    name: "a function that throws is false",
    file: compile,
    killer: "examples",
    from: 'return mistake(`${name}: ${error instanceof Error ? error.message : "failed"}`);',
    to: "return error === name;",
  },
  {
    name: "a function that throws ends the whole condition",
    file: compile,
    killer: "throwing",
    from: 'return mistake(`${name}: ${error instanceof Error ? error.message : "failed"}`);',
    to: "throw error;",
  },
  {
    name: "a function may give what it likes",
    file: compile,
    killer: "examples",
    from: "return isWhole(returns, value)\n",
    to: "return isWhole(returns, value) || value !== undefined\n",
  },
  {
    name: "a missing key is false",
    file: view,
    killer: "removal",
    from: ': unseen(path, "malformed", "the document has no such key")',
    to: ": false",
  },
  {
    name: "a missing key is absent",
    file: view,
    killer: "removal",
    from: "return field.omittable ? ABSENT",
    to: "return field.optional ? ABSENT",
  },
  {
    name: "a denied fact that may be absent is absent",
    file: view,
    killer: "removal",
    from: 'if (raw["state"] === "absent" && field.optional)',
    to: 'if (raw["state"] !== "collected" && field.optional)',
  },
  {
    name: "facts never grow old",
    file: view,
    killer: "removal",
    from: "if (time >= options.notBefore && time <= options.notAfter)",
    to: "if (time <= options.notAfter)",
  },
  {
    name: "facts may come from later",
    file: view,
    killer: "removal",
    from: "if (time >= options.notBefore && time <= options.notAfter)",
    to: "if (time >= options.notBefore)",
  },
  {
    name: "what is absent never grows old",
    file: view,
    killer: "examples",
    from: "return staleness(raw, path, options) ?? ABSENT",
    to: "return ABSENT",
  },
  {
    name: "a list cut short is the whole list",
    file: view,
    killer: "removal",
    from: 'if (raw["incomplete"] === undefined ||',
    to: 'if (raw["incomplete"] === true || raw["incomplete"] === undefined ||',
  },
  {
    name: "null is zero",
    file: view,
    killer: "removal",
    from: 'odd(path, raw, "a number")',
    to: "Number(raw)",
  },
  {
    name: "elements that are not as the schema says are left out",
    file: view,
    killer: "removal",
    from: "if (unknowns.length === 0) return built;",
    to: "if (unknowns.length >= 0) return built.filter((item) => !(item instanceof Unknown));",
  },
  {
    name: "daysBefore goes forward",
    file: "src/condition/environment.ts",
    killer: "window",
    from: "time - days * DAY",
    to: "time + days * DAY",
  },
  {
    name: "<= is <",
    file: "src/condition/scalars.ts",
    killer: "examples",
    from: "(left, right) => left <= right",
    to: "(left, right) => left < right",
  },
  {
    name: "an optional fact needs no guard",
    file: "src/condition/checking.ts",
    killer: "golden",
    from: 'place.op !== "field" || !place.optional',
    to: 'place.op !== "fields" || !place.optional',
  },
  {
    name: "|| proves what one side proves",
    file: facts,
    killer: "golden",
    from: "allHold ? both : either",
    to: "allHold ? both : both",
  },
  {
    name: "a guard holds in the negation too",
    file: facts,
    killer: "golden",
    from: "return provenBy(node.of, !truth);",
    to: "return provenBy(node.of, truth);",
  },
  {
    name: "size() >= 0 proves an element",
    file: facts,
    killer: "golden",
    from: "compareNumbers(how, 0, bound.value) === truth ? NOTHING_PROVEN",
    to: "compareNumbers(how, 1, bound.value) !== truth ? NOTHING_PROVEN",
  },
  {
    name: "all() needs no guard",
    file: "src/condition/check-calls.ts",
    killer: "golden",
    from: 'kind === "all" && !isFilled',
    to: 'kind === "exists" && !isFilled',
  },
  {
    name: "guards of other texts are taken for this one",
    file: "src/condition/check-calls.ts",
    killer: "golden",
    from: "sourceOf(checking, bodyAst)})`;",
    to: "textOf(checking, bodyAst)})`;",
  },
  {
    name: "loops may stand three deep",
    file: "src/condition/check-calls.ts",
    killer: "golden",
    from: "MAX_LOOPS = 2",
    to: "MAX_LOOPS = 3",
  },
  {
    name: "words outside the vocabulary load",
    file: "src/condition/check-operators.ts",
    killer: "golden",
    from: "if (values.includes(ast.args)) return true;",
    to: "if (values.length > 0) return true;",
  },
];

const folder = mkdtempSync(join(tmpdir(), "rootproof-mutants-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The source with one change, bundled and loaded. */
async function load(mutant?: Mutant): Promise<Implementation> {
  const file = join(folder, `${mutant === undefined ? "original" : MUTANTS.indexOf(mutant)}.mjs`);
  const contents = 'export * from "./src/condition/index.ts"; export * from "./src/evaluate/view.ts";';
  const result = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    plugins: mutant === undefined ? [] : [mutate(mutant)],
  });
  writeFileSync(file, result.outputFiles[0]!.text);
  return (await import(pathToFileURL(file).href)) as Implementation;
}

function mutate({ file, from, to }: Mutant): Plugin {
  return {
    name: "mutate",
    setup(bundle) {
      bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path !== resolve(file)) return undefined;
        return { contents: readFileSync(path, "utf8").replace(from, () => to), loader: "ts" };
      });
    },
  };
}

describe("mutants", () => {
  it("the original survives everything", async () => {
    const original = await load();
    // Fewer runs: laws.test.ts makes the same ones, and more, on the same source.
    for (const killer of Object.values(KILLERS)) expect(() => killer(original, 300)).not.toThrow();
  });

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant.killer, mutant] as const))(
    "%s: killed by %s",
    async (_name, killer, mutant) => {
      expect(readFileSync(mutant.file, "utf8").split(mutant.from)).toHaveLength(2);
      const implementation = await load(mutant);
      expect(() => KILLERS[killer](implementation)).toThrow();
    },
  );
});
