// Findings of one subject compared with the earlier result, with the waivers that cover the subject.
import type { Finding } from "../model/index.ts";
import { compareAll } from "./comparison.ts";
import type { Context } from "./context.ts";
import { covering, type Place } from "./settle/entries.ts";
import { waiveItem } from "./settle/waiving.ts";

const DAY = 24 * 60 * 60 * 1000;

/** As they are where there is no earlier result. */
export function compared(context: Context, findings: readonly Finding[], place: Place): readonly Finding[] {
  const { past } = context.input;
  if (past === undefined) return findings;
  const acceptance = { waivers: covering(context.waivers, place), ledger: context.ledger };
  return compareAll(findings, {
    past,
    windowFrom: (rule) => windowFrom(context, rule),
    waived: (rule, item) => waiveItem(rule, item, acceptance),
  });
}

/** Where the longest of the windows begins that the rule looks at; milliseconds. */
function windowFrom({ input, times }: Context, id: string): number {
  const rule = input.rules.find(({ definition }) => definition.id === id);
  const names = Object.keys(rule?.definition.parameters ?? {});
  const days = ["windowDays", "reviewWindowDays"]
    .filter((name) => names.includes(name))
    .map((name) => Number(input.parameters[name]));
  return times.asOf - Math.max(0, ...days) * DAY;
}
