// Keys that encrypt those topics: whose they are, whether they work, and whom their policy lets use them. Keys of other
// accounts are destinations.
import type { Key, KeyDescription, Observed, Topic } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { collectedAsFarAs, doubtOf, skipped } from "../aws/observe.ts";
import { mapParallel } from "../aws/parallel.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";
import type { Session } from "../aws/session.ts";
import { parseArn } from "./arn.ts";
import type { AccountContext } from "./context.ts";

const AT_ONCE = 4;

/** Incomplete where a topic that may name a key was not seen. */
export async function collectKeys(
  { id: account, session }: Pick<AccountContext, "id" | "session">,
  topics: Observed<readonly Topic[]>,
): Promise<Observed<readonly Key[]>> {
  const attributes = (topics.value ?? []).map((topic) => topic.attributes);
  const named = keysNamedBy(topics).filter((id) => (parseArn(id)?.account ?? account) === account);
  const keys = await mapParallel(named, AT_ONCE, (id) => collectKey(session, id));
  const doubt = [topics, ...attributes].map(doubtOf).find((reason) => reason !== undefined);
  const look = { at: session.run.now().toISOString(), calls: [] };
  return collectedAsFarAs(look, keys, doubt);
}

/** Ids, ARNs and aliases as the topics name them, distinct and sorted. */
export function keysNamedBy(topics: Observed<readonly Topic[]>): string[] {
  const named = (topics.value ?? []).flatMap(({ attributes }) => attributes.value?.kmsKeyId ?? []);
  return [...new Set(named)].sort();
}

/** One key, asked in its own account and region. */
export async function collectKey(session: Session, id: string): Promise<Key> {
  const description = await describeKey(session, id);
  return { id, description, policy: await collectPolicy(session, description) };
}

const isKeyAbsent = (trouble: Trouble): boolean => isCode(trouble, "NotFoundException");

/** DescribeKey takes aliases, too. */
function describeKey(session: Session, id: string): Promise<Observed<KeyDescription>> {
  return ask(session, {
    operation: "kms:DescribeKey",
    input: { KeyId: id },
    read: (answer) => {
      const key = answer.part("KeyMetadata");
      return { arn: key.arn("Arn"), manager: key.string("KeyManager"), state: key.string("KeyState") };
    },
    isAbsent: isKeyAbsent,
  });
}

/** GetKeyPolicy takes no alias: it is asked by the ARN that DescribeKey gave. */
function collectPolicy(session: Session, description: Observed<KeyDescription>): Promise<Observed<string>> {
  const { value: key, ...rest } = description;
  const at = session.run.now().toISOString();
  if (key === undefined) return Promise.resolve(rest);
  if (key.manager === "AWS") {
    return Promise.resolve(
      skipped(at, "configuration", "nobody can change the policy of an AWS managed key"),
    );
  }
  return ask(session, {
    operation: "kms:GetKeyPolicy",
    input: { KeyId: key.arn, PolicyName: "default" },
    read: (answer) => answer.string("Policy"),
    isAbsent: isKeyAbsent,
  });
}
