// AWS Support: the severity levels, which only accounts with a plan that has the Support API can read.
import { AwsError } from "../aws-error.ts";
import type { Output } from "../wire/value.ts";
import type { SupportPlan } from "../world/account.ts";
import type { Operation } from "./service.ts";

const levels: Readonly<Record<SupportPlan, readonly string[]>> = {
  basic: [],
  business: ["low", "normal", "high", "urgent"],
  enterprise: ["low", "normal", "high", "urgent", "critical"],
};

function describe(code: string): Output {
  return { code, name: code.charAt(0).toUpperCase() + code.slice(1) };
}

const describeSeverityLevels: Operation = ({ state }) => {
  if (state.supportPlan === "basic") {
    const message = "This account needs a support plan with the AWS Support API.";
    throw new AwsError("SubscriptionRequiredException", message);
  }
  return { severityLevels: levels[state.supportPlan].map(describe) };
};

export const operations = { DescribeSeverityLevels: describeSeverityLevels };
