// Messages: every name checked when the rule loads; what was not seen is said, never guessed.
import { describe, expect, it } from "@jest/globals";
import * as condition from "../../src/condition/index.ts";
import { ABSENT, compileTemplate, PartialList, Unknown } from "../../src/condition/index.ts";
import * as view from "../../src/evaluate/view.ts";
import { worldSchema, worldVariables } from "./world.ts";

const { params, account } = worldVariables({ ...condition, ...view });
const item = condition.recordType(worldSchema, "Trail");
const unknown = new Unknown([{ fact: "x", cause: "reach", reason: "no answer" }]);

function render(text: string, scope: Record<string, unknown>): string {
  const compiled = compileTemplate(text, { item, params, account });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join("\n"));
  return compiled.render(scope);
}

describe("templates", () => {
  const trail = {
    name: "t",
    multi: true,
    size: ABSENT,
    tags: ["x", "y"],
    owner: unknown,
    status: { at: 0, logging: false },
  };

  it.each([
    ["no slots", "no slots"],
    ["{{item.name}}", "t"],
    ["a {{ item.name }} b {{item.multi}}", "a t b true"],
    ["{{item.size}}", "(none)"],
    ["{{item.owner}}", "(not seen)"],
    ["{{item.tags}}", "x, y"],
    ["{{item.status.at}}", "1970-01-01T00:00:00.000Z"],
    ["{{item.status.error}}", "(not seen)"],
    ["{{item.status.level}}", "(not seen)"],
    ["{{params.group.names}}", "n"],
    ["{{params.days}} days", "7 days"],
    ["{{account.summary.keys}}", "(not seen)"],
    ["{{account.contact.email}}", "(none)"],
    ["} {item.name}", "} {item.name}"],
  ])("%s", (text, expected) => {
    const scope = {
      item: trail,
      params: { days: 7, group: { names: ["n"] } },
      account: { summary: unknown, contact: ABSENT },
    };
    expect(render(text, scope)).toBe(expected);
  });

  it("says of lists that they are empty or cut short", () => {
    expect(render("{{item.tags}}", { item: { tags: [] } })).toBe("(none)");
    expect(render("{{item.tags}}", { item: { tags: new PartialList(["x"], unknown) } })).toBe(
      "x, (not seen)",
    );
  });

  it.each([undefined, null, 3, [], unknown, { tags: null }, { tags: [Number.NaN, {}, undefined] }])(
    "does not throw at %p",
    (value) => {
      expect(typeof render("{{item.tags}} {{item.status.at}}", { item: value })).toBe("string");
    },
  );

  it("does not throw at a getter that does, nor at a time that is none", () => {
    const item = {
      get name(): never {
        throw new Error("no");
      },
      status: { at: 1e300 },
    };
    expect(render("{{item.name}} {{item.status.at}}", { item })).toBe("(not seen) (not seen)");
  });

  it.each([
    ["{{item.nam}}", "1:1 no field 'nam' in Trail; did you mean 'name'?"],
    ["{{items.name}}", "1:1 no variable 'items'; did you mean 'item'?"],
    ["{{rule.name}}", "1:1 no variable 'rule': a message sees item, params, account"],
    ["{{item}}", "1:1 item is Trail: name a field of it"],
    ["{{item.rules}}", "1:1 item.rules is list<Rule>: name a field of it"],
    ["{{item.rules.field}}", "1:1 no field 'field' in list<Rule>"],
    ["{{item.name.length}}", "1:1 no field 'length' in string"],
    ["{{params.dys}}", "1:1 no field 'dys' in params; did you mean 'days'?"],
    ["{{}}", "1:1 no variable '': a message sees item, params, account"],
    ["{{item.constructor}}", "1:1 no field 'constructor' in Trail"],
    ["one\n two {{item.name", "2:6 '{{' without '}}'"],
    [
      "{{item.nam}}\n{{item.multy}}",
      "1:1 no field 'nam' in Trail; did you mean 'name'?|2:1 no field 'multy' in Trail; did you mean 'multi'?",
    ],
  ])("%j does not load", (text, expected) => {
    const compiled = compileTemplate(text, { item, params, account });
    const told = compiled.ok
      ? []
      : compiled.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(told.join("|")).toBe(expected);
  });

  it("knows no item where there is none", () => {
    const compiled = compileTemplate("{{item.name}}", { item: undefined, params });
    expect(compiled.ok ? "" : compiled.errors[0]?.message).toBe("no variable 'item': a message sees params");
  });
});
