// Topics that a rule which may match root, or an alarm, points to: who may publish, who is subscribed, which key. Those of
// another account or region are destinations, read once per scan and not here.
import type { Observed, Topic, TopicAttributes } from "../../model/index.ts";
import { type Answer, truth } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import { collectedAsFarAs } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import { parseArn } from "./arn.ts";
import type { AccountContext } from "./context.ts";
import { doubtIn, isAt, type Senders, targetsOf, topicsAmong } from "./senders.ts";
import { collectSubscriptions, isTopicAbsent } from "./subscriptions.ts";

const AT_ONCE = 4;

/** Incomplete where a rule, a target or an alarm that may name a topic was not seen. */
export async function collectTopics(
  context: Pick<AccountContext, "id" | "homeRegion" | "session">,
  senders: Senders,
): Promise<Observed<readonly Topic[]>> {
  const own = topicsAmong(targetsOf(senders)).filter((arn) => {
    const parts = parseArn(arn);
    return parts !== undefined && isAt(parts, context);
  });
  const topics = await mapParallel(own, AT_ONCE, (arn) => collectTopic(context.session, arn));
  const look = { at: context.session.run.now().toISOString(), calls: [] };
  return collectedAsFarAs(look, topics, doubtIn(senders));
}

/** One topic, asked in its own account and region. */
export async function collectTopic(session: Session, arn: string): Promise<Topic> {
  const [attributes, subscriptions] = await Promise.all([
    collectAttributes(session, arn),
    collectSubscriptions(session, arn),
  ]);
  return { arn, attributes, subscriptions };
}

function collectAttributes(session: Session, arn: string): Promise<Observed<TopicAttributes>> {
  return ask(session, {
    operation: "sns:GetTopicAttributes",
    input: { TopicArn: arn },
    read: (answer) => readAttributes(answer, arn),
    isAbsent: isTopicAbsent,
  });
}

function readAttributes(answer: Answer<Output<"sns:GetTopicAttributes">>, arn: string): TopicAttributes {
  const attributes = answer.entries("Attributes");
  if (attributes.get("TopicArn") !== arn) throw new Malformed("TopicArn is not the one that was asked for");
  const policy = attributes.get("Policy") ?? "";
  if (policy.trim() === "") throw new Malformed("Policy is missing");
  const kmsKeyId = attributes.get("KmsMasterKeyId") ?? "";
  return {
    policy,
    fifo: truth(attributes.get("FifoTopic") ?? "false", "FifoTopic"),
    ...(kmsKeyId !== "" && { kmsKeyId }),
  };
}
