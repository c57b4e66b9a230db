// Door of the facts on events: added to an account's view, read from its records when first asked.
import { defineLazy } from "../../view.ts";
import type { View } from "../kleene.ts";
import {
  accountLevelEventsOf,
  contactEventsOf,
  emailEventsOf,
  passwordEventsOf,
  rootEventsOf,
} from "./lists.ts";
import { type EventContext, type Scene, sceneOf } from "./scene.ts";
import { rootSessionsOf } from "./sessions.ts";

export type { EventModels } from "./scene.ts";

/** Adds `rootEvents`, `reviewedRootEvents`, `rootSessions`, and the events on password, contacts, e-mail and account. */
export function deriveEvents(account: View, context: EventContext): void {
  let known: Scene | undefined;
  const scene = (): Scene => (known ??= sceneOf(account, context));
  defineLazy(account, "rootEvents", () => rootEventsOf(scene(), scene().window));
  defineLazy(account, "reviewedRootEvents", () => rootEventsOf(scene(), scene().review));
  defineLazy(account, "rootSessions", () => rootSessionsOf(scene()));
  defineLazy(account, "passwordEvents", () => passwordEventsOf(scene()));
  defineLazy(account, "contactEvents", () => contactEventsOf(scene()));
  defineLazy(account, "emailEvents", () => emailEventsOf(scene()));
  defineLazy(account, "accountLevelEvents", () => accountLevelEventsOf(scene()));
}
