// Topics that a rule which may match root, or an alarm, points to: who may publish, who is subscribed, which key. A topic
// of another account may refuse us; then its facts are denied, not absent.
import type { Alarm, EventRule, Observed, Reason, Topic, TopicAttributes } from "../../model/index.ts";
import { type Answer, truth } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import { collectedAsFarAs, doubtOf, skipped } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { mapParallel } from "../aws/parallel.ts";
import { parseArn } from "./arn.ts";
import { type AccountContext, notAskedFor } from "./context.ts";
import { collectSubscriptions, isTopicAbsent } from "./subscriptions.ts";

const AT_ONCE = 4;

interface Sources {
  readonly eventRules: Observed<readonly EventRule[]>;
  readonly alarms: Observed<readonly Alarm[]>;
}

/** Incomplete where a rule, a target or an alarm that may name a topic was not seen. */
export async function collectTopics(
  context: AccountContext,
  sources: Sources,
): Promise<Observed<readonly Topic[]>> {
  if (!context.wants("account.topics")) return notAskedFor(context.session);
  const topics = await mapParallel(topicArns(sources), AT_ONCE, (arn) => collectTopic(context, arn));
  const look = { at: context.session.run.now().toISOString(), calls: [] };
  return collectedAsFarAs(look, topics, doubtIn(sources));
}

/** Why there may be topics nobody named: the first source that was not seen whole. */
function doubtIn({ eventRules, alarms }: Sources): Reason | undefined {
  const targets = (eventRules.value ?? [])
    .map((rule) => rule.targets)
    .filter((one) => one.state !== "skipped");
  return [eventRules, alarms, ...targets].map(doubtOf).find((reason) => reason !== undefined);
}

/** Distinct and sorted. */
function topicArns({ eventRules, alarms }: Sources): string[] {
  const targets = (eventRules.value ?? []).flatMap((rule) => rule.targets.value ?? []).map(({ arn }) => arn);
  const actions = (alarms.value ?? []).flatMap((alarm) => alarm.actions);
  return [...new Set([...targets, ...actions])].filter((arn) => parseArn(arn)?.service === "sns").sort();
}

async function collectTopic(context: AccountContext, arn: string): Promise<Topic> {
  const whyNot = whyNotAsked(context, arn);
  if (whyNot !== undefined) return { arn, attributes: whyNot, subscriptions: whyNot };
  const [attributes, subscriptions] = await Promise.all([
    collectAttributes(context, arn),
    collectSubscriptions(context.session, arn),
  ]);
  return { arn, attributes, subscriptions };
}

function whyNotAsked({ session, homeRegion }: AccountContext, arn: string): Observed<never> | undefined {
  if (parseArn(arn)?.region === homeRegion) return undefined;
  const at = session.run.now().toISOString();
  return skipped(at, "configuration", "the topic is not in the home region, the only one that is read");
}

function collectAttributes({ session, id }: AccountContext, arn: string): Promise<Observed<TopicAttributes>> {
  return ask(session, {
    operation: "sns:GetTopicAttributes",
    input: { TopicArn: arn },
    read: (answer) => readAttributes(answer, arn, id),
    isAbsent: isTopicAbsent,
  });
}

function readAttributes(
  answer: Answer<Output<"sns:GetTopicAttributes">>,
  arn: string,
  account: string,
): TopicAttributes {
  const attributes = answer.entries("Attributes");
  if (attributes.get("TopicArn") !== arn) throw new Malformed("TopicArn is not the one that was asked for");
  const policy = attributes.get("Policy") ?? "";
  if (policy.trim() === "") throw new Malformed("Policy is missing");
  const key = attributes.get("KmsMasterKeyId") ?? "";
  return {
    policy,
    fifo: truth(attributes.get("FifoTopic") ?? "false", "FifoTopic"),
    ...(key !== "" && { kmsKeyId: qualifiedKey(key, arn, account) }),
  };
}

/** In another account's topic a bare id or alias names that account's key, not ours of the same name. */
function qualifiedKey(key: string, topicArn: string, account: string): string {
  const topic = parseArn(topicArn);
  if (topic === undefined || topic.account === account || key.startsWith("arn:")) return key;
  const resource = key.startsWith("alias/") ? key : `key/${key}`;
  return `arn:${topic.partition}:kms:${topic.region}:${topic.account}:${resource}`;
}
