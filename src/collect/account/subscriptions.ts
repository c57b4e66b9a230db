// Who is subscribed to a topic, and what a confirmed subscription lets through. Phone numbers are never kept.
import type { Observed, Subscription, SubscriptionAttributes } from "../../model/index.ts";
import { type Answer, truth } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { skipped } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byNextToken, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";

const AT_ONCE = 4;

type SubscriptionFacts = Omit<Subscription, "attributes">;

/** SNS says that the topic is gone. */
export const isTopicAbsent = (trouble: Trouble): boolean => isCode(trouble, "NotFound");

/** ListSubscriptionsByTopic; absent when the topic is gone. */
export async function collectSubscriptions(
  session: Session,
  topicArn: string,
): Promise<Observed<readonly Subscription[]>> {
  const { value, ...rest } = await list(session, {
    operation: "sns:ListSubscriptionsByTopic",
    input: (token) => ({ TopicArn: topicArn, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Subscriptions").map(readSubscription),
    next: byNextToken,
    isAbsent: isTopicAbsent,
  });
  if (value === undefined) return rest;
  const withAttributes = async (one: SubscriptionFacts): Promise<Subscription> => ({
    ...one,
    attributes: await collectAttributes(session, one),
  });
  return { ...rest, value: await mapParallel(distinctKeys(value), AT_ONCE, withAttributes) };
}

type Listed = NonNullable<Output<"sns:ListSubscriptionsByTopic">["Subscriptions"]>[number];

/** What stands where the ARN of an unconfirmed or removed one would be (AWS-FACTS 8.4); no other word is believed. */
const NOT_CONFIRMED: ReadonlySet<string> = new Set(["PendingConfirmation", "Deleted"]);

function readSubscription(subscription: Answer<Listed>): SubscriptionFacts {
  const confirmed = !NOT_CONFIRMED.has(subscription.string("SubscriptionArn"));
  const protocol = subscription.string("Protocol");
  const given = subscription.string("Endpoint");
  const endpoint = endpointOf(protocol, given);
  const key = confirmed ? subscription.arn("SubscriptionArn") : `${protocol}:${endpoint}`;
  return { key, protocol, endpoint, confirmed };
}

/** No phone number, and of a web address the host alone: what follows it, or a name before it, may be a secret. */
function endpointOf(protocol: string, given: string): string {
  if (protocol === "sms") return "sms";
  if (protocol !== "http" && protocol !== "https") return given;
  return URL.canParse(given) ? new URL(given).host : protocol;
}

/** Two unconfirmed subscriptions may look alike once the phone number is gone. */
function distinctKeys(all: readonly SubscriptionFacts[]): SubscriptionFacts[] {
  const seen = new Map<string, number>();
  return all.map((one) => {
    const count = (seen.get(one.key) ?? 0) + 1;
    seen.set(one.key, count);
    return count === 1 ? one : { ...one, key: `${one.key}#${count}` };
  });
}

function collectAttributes(
  session: Session,
  { key, confirmed }: SubscriptionFacts,
): Promise<Observed<SubscriptionAttributes>> {
  if (!confirmed) {
    const at = session.run.now().toISOString();
    return Promise.resolve(skipped(at, "configuration", "the subscription is not confirmed"));
  }
  return ask(session, {
    operation: "sns:GetSubscriptionAttributes",
    input: { SubscriptionArn: key },
    read: (answer) => readAttributes(answer.entries("Attributes")),
  });
}

function readAttributes(attributes: ReadonlyMap<string, string>): SubscriptionAttributes {
  const filterPolicy = attributes.get("FilterPolicy") ?? "";
  const filterPolicyScope = attributes.get("FilterPolicyScope") ?? "";
  return {
    pendingConfirmation: truth(attributes.get("PendingConfirmation"), "PendingConfirmation"),
    ...(filterPolicy !== "" && { filterPolicy }),
    ...(filterPolicyScope !== "" && { filterPolicyScope }),
  };
}
