// What CloudTrail recorded in the account: every look-up that is made in every account, in every region that holds answers.
import type { Observed, RecordedEvents, Region } from "../../model/index.ts";
import { lookUp } from "../events/look-up.ts";
import { planTasks } from "../events/plan.ts";
import { recordedEvents } from "../events/recorded.ts";
import type { AccountContext } from "./context.ts";

interface Known {
  readonly regions: Observed<readonly Region[]>;
  readonly aliases: Observed<readonly string[]>;
}

/**
 * Of one look-up in one region. Root is hardly ever used, so this many are a fail whatever the rest is; without a bound a member
 * whose root calls without end would fill memory, and the evidence of everybody else.
 */
const MOST_EVENTS = 5_000;

/** Where regions or aliases were not seen, what can be looked up is; `covered` names no more than that. */
export async function collectEvents(
  { id: account, homeRegion, session, search }: AccountContext,
  { regions, aliases }: Known,
): Promise<Observed<RecordedEvents>> {
  const everywhere = search.lookups.filter(({ accounts }) => accounts === "every");
  const tasks = planTasks(search, everywhere, { homeRegion, regions, aliases: aliases.value ?? [] });
  const subject = { account, session, search, mostEvents: MOST_EVENTS };
  const found = await Promise.all(tasks.map((task) => lookUp(subject, task)));
  return recordedEvents(found, session.run.now().toISOString());
}
