// Whether the account's support plan has the Support API: Business or better (AWS-FACTS 10). No call tells the plan itself, and
// none tells it of another account.
import type { Observed, SupportPlan } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { collected } from "../aws/observe.ts";
import { isCode } from "../aws/trouble.ts";
import type { AccountContext } from "./context.ts";

/** DescribeSeverityLevels; the refusal for want of a subscription is an answer, and in no model of the service. */
export async function collectSupportPlan({ session }: AccountContext): Promise<Observed<SupportPlan>> {
  const look = await ask(session, {
    operation: "support:DescribeSeverityLevels",
    input: {},
    read: (answer): SupportPlan => ({
      supportApi: true,
      severityLevels: answer.parts("severityLevels").map((level) => level.string("code")),
    }),
    isAbsent: (trouble) => isCode(trouble, "SubscriptionRequiredException"),
  });
  if (look.state !== "absent") return look;
  return collected({ at: look.observedAt, calls: look.calls }, { supportApi: false, severityLevels: [] });
}
