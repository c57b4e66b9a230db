// account.alerts: what could be the alert on root, what each candidate misses, whether a trail feeds it and whom it reaches.
import { mergeUnknowns, PartialList, type Value } from "../../condition/index.ts";
import { busIsFed } from "./feeding.ts";
import type { View } from "./kleene.ts";
import { metricAlerts } from "./metric-alerts.ts";
import { ruleAlerts } from "./rule-alerts.ts";
import { type AlertContext, sceneOf } from "./scene.ts";

/** The candidates, event rules first; partial where a list was not seen whole. */
export function alertsOf(account: View, context: AlertContext): Value {
  const scene = sceneOf(account, context);
  const found = [ruleAlerts(scene, busIsFed(scene)), metricAlerts(scene)];
  const items = found.flatMap((one) => one.items);
  const rest = found.flatMap((one) => one.rest);
  return rest.length === 0 ? items : new PartialList(items, mergeUnknowns(rest));
}
