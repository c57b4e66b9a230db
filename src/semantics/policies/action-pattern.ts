// Action names with wildcards, upper and lower case alike: `*`, `iam:*`, `i?m:Create*Key`.
import { isAny, matchesGlob } from "../globs.ts";

/** The two sides of the colon, in lower case. */
export interface ActionPattern {
  readonly service: string;
  readonly name: string;
}

const SIDE = /^[a-z0-9*?_.-]+$/;

/** A pattern, or undefined for what AWS would not take as an action. */
export function parseActionPattern(text: string): ActionPattern | undefined {
  if (isAny(text)) return { service: "*", name: "*" };
  const [service = "", name = "", ...more] = text.toLowerCase().split(":");
  return more.length === 0 && SIDE.test(service) && SIDE.test(name) ? { service, name } : undefined;
}

/** True when the action (`service:Name`) fits the pattern. */
export function matchesAction(pattern: ActionPattern, action: string): boolean {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return matchesGlob(pattern.service, service) && matchesGlob(pattern.name, name);
}

/** True for a name without wildcards, such as `iam:CreateUser`. */
export function isActionName(text: string): boolean {
  return /^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$/.test(text);
}
