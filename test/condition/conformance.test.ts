// The CEL specification's own test cases, as far as they load in our subset: every one must come out as it says.
import { describe, expect, it } from "@jest/globals";
import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";
import { compileCondition, createEnvironment, type Type, Unknown } from "../../src/condition/index.ts";

interface CelType {
  readonly primitive?: string;
  readonly listType?: { readonly elemType: CelType };
}

interface CelValue {
  readonly boolValue?: boolean;
  readonly int64Value?: string;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly listValue?: { readonly values?: readonly CelValue[] };
}

/** A case as the package holds it (JSON of cel.expr.conformance.test.SimpleTest). */
interface Case {
  readonly name?: string;
  readonly expr: string;
  readonly container?: string;
  readonly checkOnly?: boolean;
  readonly typeEnv?: readonly { readonly name: string; readonly ident?: { readonly type: CelType } }[];
  readonly bindings?: Readonly<Record<string, { readonly value?: CelValue }>>;
  readonly value?: CelValue;
  readonly typedResult?: { readonly result?: CelValue };
  readonly evalError?: object;
  readonly unknown?: object;
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: unknown }[];
}

function casesOf({ name, suites = [], tests: own = [] }: Suite, above = ""): { path: string; test: Case }[] {
  const path = `${above}${name}`;
  return [
    ...own.map(({ original }) => ({ path, test: original as Case })),
    ...suites.flatMap((suite) => casesOf(suite, `${path}/`)),
  ];
}

const PRIMITIVES: Readonly<Record<string, Type>> = {
  BOOL: { kind: "bool" },
  INT64: { kind: "num" },
  DOUBLE: { kind: "num" },
  STRING: { kind: "string" },
};

function typeOf({ primitive, listType }: CelType): Type | undefined {
  if (primitive !== undefined) return PRIMITIVES[primitive];
  const of = listType && typeOf(listType.elemType);
  return of && { kind: "list", of };
}

/** The value as a condition has it, or undefined where our values have none. */
function valueOf(value: CelValue): unknown {
  const { boolValue, int64Value, doubleValue, stringValue, listValue } = value;
  if (boolValue !== undefined) return boolValue;
  if (int64Value !== undefined) return Number(int64Value);
  if (typeof doubleValue === "number") return doubleValue;
  if (stringValue !== undefined) return stringValue;
  const items = listValue && (listValue.values ?? []).map(valueOf);
  return items?.every((item) => item !== undefined) === true ? items : undefined;
}

function environmentOf({ typeEnv = [] }: Case) {
  const entries = typeEnv.map(({ name, ident }) => [name, ident && typeOf(ident.type)] as const);
  const variables: Record<string, Type> = {};
  for (const [name, type] of entries) if (type !== undefined) variables[name] = type;
  return createEnvironment({ variables });
}

/** What the case says must come out: a value, or `error`; undefined where our values have none. */
function wantedOf(test: Case): unknown {
  if (test.evalError !== undefined) return "error";
  return valueOf(test.value ?? test.typedResult?.result ?? { boolValue: true });
}

const isOutside = ({ container, checkOnly, unknown }: Case): boolean =>
  container !== undefined || checkOnly === true || unknown !== undefined;

/** What came out, or undefined where the case is outside our subset. */
function run(test: Case): { got: unknown; wanted: unknown } | undefined {
  const wanted = wantedOf(test);
  if (isOutside(test) || wanted === undefined) return undefined;
  const isError = test.evalError !== undefined;
  const isScalar = !isError && (typeof wanted === "number" || typeof wanted === "string");
  const source = isScalar ? `(${test.expr}) == ${JSON.stringify(wanted)}` : test.expr;
  const compiled = compileCondition(source, environmentOf(test), Array.isArray(wanted) ? "list" : "bool");
  if (!compiled.ok) return undefined;
  const bindings = Object.entries(test.bindings ?? {});
  const scope = Object.fromEntries(bindings.map(([name, { value }]) => [name, valueOf(value ?? {})]));
  const got = compiled.condition.evaluate(scope);
  return { got: got instanceof Unknown ? "error" : got, wanted: isScalar ? true : wanted };
}

describe("CEL conformance", () => {
  const all = casesOf(tests);
  const ran = all.flatMap(({ path, test }) => {
    const result = run(test);
    return result === undefined ? [] : [{ path: `${path}/${test.name ?? ""}`, expr: test.expr, ...result }];
  });

  it("agrees with every case of the subset", () => {
    const different = ran.filter(({ got, wanted }) => JSON.stringify(got) !== JSON.stringify(wanted));
    expect(different).toEqual([]);
  });

  it("ran cases of every part of the subset", () => {
    const counts: Record<string, number> = {};
    for (const { path } of ran) {
      const file = path.split("/")[1]!;
      counts[file] = (counts[file] ?? 0) + 1;
    }
    expect(all).toHaveLength(2_344);
    expect(counts).toEqual({
      basic: 23,
      comparisons: 47,
      fp_math: 2,
      integer_math: 2,
      lists: 3,
      logic: 12,
      macros: 16,
      parse: 85,
      plumbing: 2,
      string: 22,
      type_deductions: 5,
    });
  });
});
