// As much of CloudFormation as our templates use: parameters, conditions, and a handful of functions.
import { readFileSync } from "node:fs";
import { parse, type ScalarTag, type CollectionTag, type Tags } from "yaml";

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Properties = Record<string, Value>;

/** A resource with its properties worked out. */
export interface Resource {
  readonly name: string;
  readonly type: string;
  readonly properties: Properties;
}

interface Template {
  readonly Parameters?: Record<
    string,
    { Default?: string; AllowedPattern?: string; AllowedValues?: string[] }
  >;
  readonly Conditions?: Record<string, Value>;
  readonly Resources: Record<string, { Type: string; Condition?: string; Properties: Properties }>;
}

const FUNCTIONS = ["Ref", "Sub", "GetAtt", "If", "Equals", "Not", "Join", "Select", "Split", "And", "Or"];
const scalarTag = (name: string): ScalarTag => ({
  tag: `!${name}`,
  resolve: (text: string) => ({ [`!${name}`]: text }),
});
const sequenceTag = (name: string): CollectionTag => ({
  tag: `!${name}`,
  collection: "seq",
  resolve: (sequence) => ({ [`!${name}`]: sequence.toJSON() as Value }),
});
const TAGS: Tags = FUNCTIONS.flatMap((name) => [scalarTag(name), sequenceTag(name)]);
const NOTHING = Symbol("AWS::NoValue");

/** What a stack of the template would make; `identify` gives a resource its Ref and its attributes. */
export function resourcesOf(
  file: string,
  given: Readonly<Record<string, string>>,
  identify: (name: string, attribute?: string) => string,
): Resource[] {
  const template = parse(readFileSync(file, "utf8"), { customTags: TAGS }) as Template;
  const parameters = new Map(
    Object.entries(template.Parameters ?? {}).map(([name, parameter]) => {
      const value = given[name] ?? parameter.Default;
      if (value === undefined) throw new Error(`${file}: no value for ${name}`);
      return [name, value];
    }),
  );
  const pseudo: Record<string, string> = {
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::URLSuffix": "amazonaws.com",
    ...given,
  };
  const refer = (name: string): unknown => {
    if (name === "AWS::NoValue") return NOTHING;
    return parameters.get(name) ?? pseudo[name] ?? identify(name);
  };
  const holds = (name: string): boolean => evaluate(template.Conditions?.[name] ?? null) === true;
  const call = (name: string, argument: Value): unknown => {
    if (name === "!Ref") return refer(argument as string);
    if (name === "!Sub")
      return (argument as string).replace(/\$\{([^}]*)\}/g, (_, one: string) =>
        one.includes(".") ? identify(...(one.split(".") as [string, string])) : String(refer(one)),
      );
    if (name === "!GetAtt") return identify(...((argument as string).split(".") as [string, string]));
    const list = argument as Value[];
    if (name === "!If") return evaluate(list[holds(list[0] as string) ? 1 : 2]!);
    if (name === "!Equals") return evaluate(list[0]!) === evaluate(list[1]!);
    if (name === "!Not") return evaluate(list[0]!) !== true;
    throw new Error(`${file}: ${name} is not understood`);
  };
  const evaluate = (value: Value): unknown => {
    if (Array.isArray(value)) return value.map(evaluate).filter((one) => one !== NOTHING);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only?.[0].startsWith("!") === true) return call(only[0], only[1]);
    return Object.fromEntries(
      entries.map(([key, one]) => [key, evaluate(one)]).filter(([, one]) => one !== NOTHING),
    );
  };
  return Object.entries(template.Resources)
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
    .map(([name, { Type, Properties }]) => ({
      name,
      type: Type,
      properties: evaluate(Properties) as Properties,
    }));
}
