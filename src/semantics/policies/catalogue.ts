// The list of AWS actions as `data/actions.json` keeps it, and the actions that no SCP restricts. Both rot: their dates are printed.

import { UNLISTED } from "./action-pattern.ts";

/** `data/actions.json`: service → letter of the access level → action names. Made by `tools/actions.ts`. */
export interface ActionCatalogue {
  readonly source: string;
  readonly version: string;
  readonly checked: string;
  /** Letter → access level, such as `P` → `Permissions management`. */
  readonly levels: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** `data/scp-exempt-actions.json`: what root may do whatever the SCPs say; few of these acts have an IAM action. */
export interface ExemptActions {
  readonly entries: readonly { readonly what: string; readonly actions: readonly string[] }[];
}

/** An action as AWS writes it, and its access level. */
export interface KnownAction {
  readonly name: string;
  readonly level: string;
}

/** The access level of actions that the list lacks. */
const UNLISTED_LEVEL = "Unlisted";

/**
 * The actions of the catalogue with their access levels, by name in lower case (actions are case-insensitive). One unlisted
 * action per service and one unlisted service stand for what AWS adds after the list was made.
 */
export function knownActions(catalogue: ActionCatalogue): ReadonlyMap<string, KnownAction> {
  const known = new Map<string, KnownAction>();
  for (const service of [...Object.keys(catalogue.services), UNLISTED]) {
    const name = `${service}:${UNLISTED}`;
    known.set(name.toLowerCase(), { name, level: UNLISTED_LEVEL });
  }
  for (const [service, letters] of Object.entries(catalogue.services))
    for (const [letter, names] of Object.entries(letters))
      for (const name of names) {
        const action = `${service}:${name}`;
        known.set(action.toLowerCase(), { name: action, level: catalogue.levels[letter] ?? letter });
      }
  return known;
}
