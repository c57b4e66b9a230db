// Door of semantics: pure models of AWS behaviour. Each answers "not understood" or "unknown" where it is not sure.
export { activityProbes } from "./events/activity-probes.ts";
export { coverProbes } from "./events/cover.ts";
export { matchEventPattern } from "./events/match.ts";
export { mayMatchRoot } from "./events/may-match-root.ts";
export type { Probe } from "./events/probe.ts";
export { signInProbes } from "./events/sign-in-probes.ts";
export { matchesGlob } from "./globs.ts";
export {
  type EventSelector,
  type FieldSelector,
  managementEvents,
  type TrailSelectors,
} from "./management-events.ts";
export { inNetwork, isNetwork } from "./networks.ts";
export { type ActionCatalogue, type ExemptActions, knownActions } from "./policies/catalogue.ts";
export type { Decision, Power } from "./policies/power.ts";
export { policyAdmits, type ServiceRequest } from "./policies/resource-policy.ts";
export { createRootPower, type RootPower, type RootPowerInput } from "./policies/root-power.ts";
