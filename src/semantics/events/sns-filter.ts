// Does a subscription's filter policy on the message body let EVERY event of each variant through? The body is the event as
// EventBridge sends it. Only what the guide of SNS says itself is read; where it is silent or differs from EventBridge, or where
// EventBridge's matcher alone is known, nothing is claimed. [doc sns-subscription-filter-policies]
import { isObject, type JsonObject, parseStrictJson } from "../json-text.ts";
import { isReserved } from "./parse-test.ts";
import { coverProbes } from "./cover.ts";
import type { Probe } from "./probe.ts";
import { type Cover, notJudged } from "./reach.ts";

/** EventBridge's limit, which our reader of patterns keeps; SNS itself takes longer policies. */
const MAX_CHARACTERS = 4096;
const MAX_DEPTH = 20;

/** Judges a filter policy of scope MessageBody; no policy at all is the caller's case. */
export function coverSnsFilter(policy: string, probes: readonly Probe[]): Cover {
  const json = parseStrictJson(policy, MAX_CHARACTERS);
  if ("problem" in json) return notJudged(probes, json.problem);
  const strange = isObject(json.value) ? strangeInObject(json.value, "", 0) : "the policy is not an object";
  if (strange !== undefined) return notJudged(probes, strange);
  const cover = coverProbes(policy, probes);
  return cover.verdict === "invalid" ? { ...cover, verdict: "not-understood" } : cover;
}

/** What SNS does not describe, if there is any. */
function strangeInObject(json: JsonObject, path: string, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return "the policy is nested too deeply";
  const keys = Object.keys(json);
  if (keys.length === 0) return `${path === "" ? "the policy" : path} is empty`;
  return firstText(keys, (key) => strangeInEntry(key, json[key], path, depth));
}

function strangeInEntry(key: string, value: unknown, path: string, depth: number): string | undefined {
  const name = path === "" ? key : `${path}.${key}`;
  if (key.includes(".")) return `${key.slice(0, 60)} is a key with a dot`;
  if (isObject(value)) return strangeInObject(value, name, depth + 1);
  if (!Array.isArray(value)) return `${name.slice(0, 60)} is not an array of values`;
  const list: readonly unknown[] = value;
  if (key === "$or") return strangeInOr(list, path, depth);
  // The list is empty in CloudTrail's events: SNS does not say whether that is absence.
  if (name === "resources") return "resources, an empty list, may count as there or as absent";
  return firstText(list, (one) => (isObject(one) ? strangeOperator(one, name) : undefined));
}

/** SNS sees "or" only in two objects or more that name no operator; else it is an ordinary key. [doc and-or-logic] */
function strangeInOr(list: readonly unknown[], path: string, depth: number): string | undefined {
  const isOr = list.length > 1 && list.every((one) => isObject(one) && !Object.keys(one).some(isReserved));
  if (!isOr) return "$or that is not two objects or more without operators";
  return firstText(list, (one) => (isObject(one) ? strangeInObject(one, path, depth + 1) : undefined));
}

const TEXT: ReadonlySet<string> = new Set(["prefix", "suffix", "equals-ignore-case", "cidr"]);
const OTHERS: ReadonlySet<string> = new Set(["numeric", "exists"]);

/** The operators of the guide, each with a plain operand; `anything-but` also with one prefix. */
function strangeOperator(test: JsonObject, name: string): string | undefined {
  const [operator = "", ...more] = Object.keys(test);
  const operand = test[operator];
  const isKnown =
    more.length === 0 &&
    (OTHERS.has(operator) ||
      (TEXT.has(operator) && isText(operand)) ||
      (operator === "anything-but" && isExcluded(operand)));
  return isKnown ? undefined : `${name}: this form of "${operator}"`.slice(0, 120);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isExcluded(operand: unknown): boolean {
  if (!isObject(operand)) return true;
  return Object.keys(operand).join() === "prefix" && isText(operand.prefix);
}

function firstText<T>(list: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const text = find(one);
    if (text !== undefined) return text;
  }
  return undefined;
}
