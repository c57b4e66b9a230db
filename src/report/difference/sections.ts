// A difference as sections of lines, which every format for people shows in its own way.
import {
  type Change,
  type ChangedAccount,
  type ChangedFinding,
  CHANGES,
  type Difference,
  type Item,
  type Subject,
} from "../../model/index.ts";
import { capital, clean, count, list, subjectName } from "../text.ts";

/** A line, and what stands under it. */
export interface Line {
  readonly text: string;
  readonly below: readonly string[];
}

/** A heading with its lines; sections without lines are left out. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly Line[];
}

const HEADINGS: Readonly<Record<Change, string>> = {
  worsened: "Worse",
  new: "New",
  changed: "Changed",
  gone: "Not judged any more (that is not fixed)",
  improved: "Better, and still open or accepted",
  fixed: "Fixed",
};

/** What got worse first. */
export function sectionsOf({ changes, accounts, rules, notes }: Difference): Section[] {
  const sections: (Section & { readonly findings?: number })[] = [
    ...CHANGES.map((change) => ({
      heading: HEADINGS[change],
      findings: changes.filter((one) => one.change === change).length,
      lines: findingLines(changes.filter((one) => one.change === change)),
    })),
    { heading: "Accounts", lines: accounts.map((account) => ({ text: accountText(account), below: [] })) },
    {
      heading: "Rules",
      lines: [
        ...rules.came.map((id) => ({ text: `${clean(id)}: only the later result judges by it`, below: [] })),
        ...rules.went.map((id) => ({
          text: `${clean(id)}: only the earlier result judged by it`,
          below: [],
        })),
      ],
    },
    { heading: "Notes", lines: notes.map((note) => ({ text: capital(clean(note)), below: [] })) },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, findings, lines }) => ({ heading: `${heading}: ${findings ?? lines.length}`, lines }));
}

const SUBJECTS_SHOWN = 10;

/** Findings of which the same is said share a line. */
function findingLines(changes: readonly ChangedFinding[]): Line[] {
  const alike = new Map<string, ChangedFinding[]>();
  for (const one of changes) {
    const { rule, severity, was, is, message, came, went } = one;
    const key = JSON.stringify([rule, severity, was, is, message, came, went]);
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [one]);
    else others.push(one);
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          findingLine(
            first,
            [first, ...others].map(({ subject }) => nameOf(subject)),
          ),
        ],
  );
}

function findingLine(
  { rule, severity, message, came, went, ...outcomes }: ChangedFinding,
  names: readonly string[],
): Line {
  const where = list(names.slice(0, SUBJECTS_SHOWN), names.length);
  return {
    text: `${clean(rule)} (${severity}), ${outcomesText(outcomes)}: ${clean(message)}`,
    below: [
      `in ${where}`,
      ...came.map((item) => `came: ${itemText(item)}`),
      ...went.map((item) => `went: ${itemText(item)}`),
    ],
  };
}

function outcomesText({ was, is }: Pick<ChangedFinding, "was" | "is">): string {
  if (was !== undefined && was === is) return `still ${is}, for other reasons`;
  return [...(was === undefined ? [] : [`was ${was}`]), ...(is === undefined ? [] : [`is ${is}`])].join(", ");
}

const nameOf = (subject: Subject): string =>
  subject.scope === "organization" ? `organization ${clean(subject.id)}` : subjectName(subject);

const itemText = ({ key, message }: Item): string =>
  message.includes(key) ? clean(message) : `${clean(message)} (${clean(key)})`;

function accountText({ was, is, ...account }: ChangedAccount): string {
  const name = subjectName(account);
  if (was === undefined) return `${name}: came, ${is ?? ""}`;
  return is === undefined ? `${name}: went, was ${was}` : `${name}: was ${was}, is ${is}`;
}

/** `1 finding worse, 2 new, 3 fixed; 120 as they were`. */
export function verdictOf({ changes, unchanged, worse }: Difference): string {
  const counted = CHANGES.map(
    (change) => [change, changes.filter((one) => one.change === change).length] as const,
  );
  const told = counted.filter(([, number]) => number > 0).map(([change, number]) => `${number} ${change}`);
  const start = worse ? "Something got worse" : "Nothing got worse";
  return `${start}: ${[...told, `${count(unchanged, "finding")} as before`].join(", ")}`;
}

/** What is compared, in two lines: file, instant, version, rules and configuration. */
export const sidesOf = ({ old, new: later }: Difference): string[] =>
  [["earlier", old] as const, ["later", later] as const].map(
    ([which, { file, asOf, tool, caller, rulesSha256, configuration }]) =>
      `${which}: ${clean(file)}, as of ${asOf}, read by ${clean(caller.arn)}, ${tool.name} ${clean(tool.version)}, rules ${rulesSha256.slice(0, 12)}, configuration ${configuration.sha256?.slice(0, 12) ?? "none"}`,
  );

/** `organization o-example1234`. */
export const subjectOf = ({ scope, organization, new: later }: Difference): string =>
  clean(
    scope === "organization"
      ? `organization ${organization ?? `of account ${later.caller.account}`}`
      : `account ${later.caller.account}`,
  );
