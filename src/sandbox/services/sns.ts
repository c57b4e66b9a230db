// SNS: topics and who reads them, per region. Attributes are text, numbers and booleans too.
import { AwsError } from "../aws-error.ts";
import type { Output } from "../wire/value.ts";
import type { Subscription, Topic } from "../world/account.ts";
import { inRegion, listed, required, type Call, type Operation, type Paging } from "./service.ts";

const paging: Paging = {
  limit: "MaxItems",
  token: "NextToken",
  nextToken: "NextToken",
  maximum: 100,
  badToken: "InvalidParameter",
};

const waiting = "PendingConfirmation";

function topicAsked(call: Call): Topic {
  const arn = required(call.input, "TopicArn", "InvalidParameter");
  if (arn.split(":")[4] !== call.account.id) {
    const message = `User: ${call.caller.arn} is not authorized to perform: SNS:GetTopicAttributes on resource: ${arn}`;
    throw new AwsError("AuthorizationError", message, 403);
  }
  const found = inRegion(call, call.state.topics).find((topic) => topic.arn === arn);
  if (found) return found;
  throw new AwsError("NotFound", "Topic does not exist", 404);
}

const getTopicAttributes: Operation = (call) => {
  const { arn, policy, kmsKey, subscriptions } = topicAsked(call);
  const confirmed = subscriptions.filter((subscription) => subscription.arn !== waiting).length;
  const attributes = new Map([
    ["TopicArn", arn],
    ["Owner", call.account.id],
    ["DisplayName", ""],
    ["Policy", policy],
    ["SubscriptionsConfirmed", String(confirmed)],
    ["SubscriptionsPending", String(subscriptions.length - confirmed)],
    ["SubscriptionsDeleted", "0"],
  ]);
  if (kmsKey !== undefined) attributes.set("KmsMasterKeyId", kmsKey);
  return { Attributes: attributes };
};

function describeSubscription(
  { account }: Call,
  topic: Topic,
  { arn, protocol, endpoint }: Subscription,
): Record<string, string> {
  return {
    SubscriptionArn: arn,
    Owner: account.id,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic.arn,
  };
}

function filterAttributes({
  filterPolicy,
  filterScope = "MessageAttributes",
}: Subscription): Record<string, string> {
  return filterPolicy === undefined ? {} : { FilterPolicy: filterPolicy, FilterPolicyScope: filterScope };
}

const listSubscriptions: Operation = (call) => {
  const topic = topicAsked(call);
  const describe = (subscription: Subscription): Output => describeSubscription(call, topic, subscription);
  return listed(call, { name: "Subscriptions", all: topic.subscriptions, describe }, paging);
};

const getSubscriptionAttributes: Operation = (call) => {
  const arn = required(call.input, "SubscriptionArn", "InvalidParameter");
  if (!arn.startsWith("arn:")) throw new AwsError("InvalidParameter", "Invalid parameter: SubscriptionArn");
  const topics = inRegion(call, call.state.topics);
  const topic = topics.find(({ subscriptions }) => subscriptions.some((candidate) => candidate.arn === arn));
  const subscription = topic?.subscriptions.find((candidate) => candidate.arn === arn);
  if (!topic || !subscription) throw new AwsError("NotFound", "Subscription does not exist", 404);
  const attributes = {
    ...describeSubscription(call, topic, subscription),
    PendingConfirmation: "false",
    RawMessageDelivery: "false",
    ...filterAttributes(subscription),
  };
  return { Attributes: new Map(Object.entries(attributes)) };
};

const listTopics: Operation = (call) => {
  const all = inRegion(call, call.state.topics);
  return listed(call, { name: "Topics", all, describe: ({ arn }) => ({ TopicArn: arn }) }, paging);
};

export const operations = {
  ListTopics: listTopics,
  GetTopicAttributes: getTopicAttributes,
  ListSubscriptionsByTopic: listSubscriptions,
  GetSubscriptionAttributes: getSubscriptionAttributes,
};
