// One cause in the organization, one result: what the organization's facts show of a unit, all its accounts share.
import { type Finding, type PopulationEntry, SEVERITIES, type Severity } from "../../model/index.ts";
import { compareText } from "../json-text.ts";
import type { Report } from "../report.ts";
import { subjectName } from "../text.ts";
import { rankOf } from "./candidates.ts";

const SHOWN = 20;

/** The accounts under one root or unit of which a rule says the same. */
export interface Group {
  readonly rule: string;
  /** Ids from the organization's root down; undefined where nobody knows the accounts' place. */
  readonly path: readonly string[] | undefined;
  /** The worst of its findings. */
  readonly severity: Severity;
  /** The first that fails; the first of all where none does. */
  readonly example: Finding;
  readonly fails: number;
  /** Those that could not be judged. */
  readonly unjudged: number;
  /** Names of the first accounts. */
  readonly shown: readonly string[];
  /** Whether any of them is new, or worse than in the baseline; undefined without one. */
  readonly isWorse?: boolean;
}

/** Collects findings of the rules that the organization decides. */
export class Groups {
  readonly #paths: ReadonlyMap<string, PopulationEntry["path"]>;
  readonly #rules: ReadonlySet<string>;
  readonly #groups = new Map<string, Group>();

  constructor({ header: { scope, rules, population } }: Pick<Report, "header">) {
    const grouped = scope === "organization" ? rules.filter(({ decidedBy }) => decidedBy !== undefined) : [];
    this.#rules = new Set(grouped.map(({ id }) => id));
    this.#paths = new Map(this.#rules.size === 0 ? [] : population.map(({ id, path }) => [id, path]));
  }

  has = ({ rule, subject }: Finding): boolean => subject.scope === "account" && this.#rules.has(rule);

  add(finding: Finding): void {
    const path = this.#paths.get(finding.subject.id);
    const key = JSON.stringify([finding.rule, path ?? null]);
    const group = this.#groups.get(key) ?? begun(finding, path);
    this.#groups.set(key, joined(group, finding));
  }

  /** By rank, rule and path. */
  get all(): Group[] {
    return [...this.#groups.values()].sort(
      (left, right) =>
        rankOf(left.example) - rankOf(right.example) ||
        compareText(left.rule, right.rule) ||
        compareText(pathText(left), pathText(right)),
    );
  }
}

const begun = (finding: Finding, path: Group["path"]): Group => ({
  rule: finding.rule,
  path,
  severity: finding.severity,
  example: finding,
  fails: 0,
  unjudged: 0,
  shown: [],
});

function joined(group: Group, finding: Finding): Group {
  const isFail = finding.outcome === "fail";
  const { baseline } = finding;
  return {
    ...group,
    severity: worse(group.severity, finding.severity),
    example: isFail && group.fails === 0 ? finding : group.example,
    fails: group.fails + Number(isFail),
    unjudged: group.unjudged + Number(!isFail),
    shown: group.shown.length < SHOWN ? [...group.shown, subjectName(finding.subject)] : group.shown,
    ...(baseline !== undefined && {
      isWorse: group.isWorse === true || baseline.state === "new" || baseline.state === "worsened",
    }),
  };
}

const worse = (left: Severity, right: Severity): Severity =>
  SEVERITIES.indexOf(left) <= SEVERITIES.indexOf(right) ? left : right;

/** `r-ab12/ou-ab12-11111111`: what tells it apart from the others of its rule. */
export const pathText = ({ path }: Pick<Group, "path">): string => path?.join("/") ?? "";

/** How many accounts it stands for. */
export const sizeOf = ({ fails, unjudged }: Group): number => fails + unjudged;
