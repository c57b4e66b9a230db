// Door of semantics: pure models of AWS behaviour. Each answers "not understood" or "unknown" where it is not sure.
export { activityProbes } from "./events/activity-probes.ts";
export { type Cover, coverProbes } from "./events/cover.ts";
export { matchEventPattern, type PatternVerdict } from "./events/match.ts";
export { mayMatchRoot } from "./events/may-match-root.ts";
export type { Field, Probe, ProbeInput } from "./events/probe.ts";
export { signInProbes } from "./events/sign-in-probes.ts";
export {
  type EventSelector,
  type FieldSelector,
  type ManagementEvents,
  managementEvents,
  type TrailSelectors,
} from "./management-events.ts";
export { inNetwork, isNetwork } from "./networks.ts";
export { type ActionCatalogue, type ExemptActions, knownActions } from "./policies/catalogue.ts";
export type { Decision, Power, PowerSummary } from "./policies/power.ts";
export { type Admission, policyAdmits, type ServiceRequest } from "./policies/resource-policy.ts";
export {
  createRootPower,
  type PolicyLevel,
  type RootPower,
  type RootPowerInput,
} from "./policies/root-power.ts";
export type { RootAccount } from "./policies/root-request.ts";
export type { Truth } from "./truth.ts";
