// Action names with wildcards, upper and lower case alike: `*`, `iam:*`, `i?m:Create*Key`.
import { isAny, matchesGlob } from "../globs.ts";
import type { Truth } from "../truth.ts";

/**
 * Stands for every name the list of actions lacks, those that AWS has yet to make included: `iam:(unlisted)`,
 * `(unlisted):(unlisted)`. The brackets are in no pattern, so no literal equals it.
 */
export const UNLISTED = "(unlisted)";

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

/** True when the action (`service:Name`) fits the pattern; an unlisted one only if each that it stands for does. */
export function matchesAction(pattern: ActionPattern, action: string): boolean {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  return fitsSide(pattern.service, service) && fitsSide(pattern.name, name);
}

function fitsSide(pattern: string, text: string): boolean {
  return text === UNLISTED ? coversEvery(pattern) : matchesGlob(pattern, text);
}

/**
 * Whether one side of a pattern fits the names that are not listed: all of them, none (it is a listed name), or perhaps
 * some. Patterns that come to everything only together (`a*` to `z*`) are not relied on.
 */
export function fitsUnlisted(pattern: string, isListed: boolean): Truth {
  if (coversEvery(pattern)) return true;
  return hasWildcard(pattern) || !isListed ? "unknown" : false;
}

/** True for `*`, `**`, and `?*`, since no name is empty. */
function coversEvery(pattern: string): boolean {
  return isAny(pattern.replace("?", ""));
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** True for a name without wildcards, such as `iam:CreateUser`. */
export function isActionName(text: string): boolean {
  return /^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$/.test(text);
}
