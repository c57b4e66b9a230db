// Keys that encrypt those topics: whose they are, whether they work, and whom their policy lets use them.
import type { Key, KeyDescription, Observed, Topic } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { collectedAsFarAs, doubtOf, skipped } from "../aws/observe.ts";
import { mapParallel } from "../aws/parallel.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";
import { type AccountContext, notAskedFor } from "./context.ts";

const AT_ONCE = 4;

/** Incomplete where a topic that may name a key was not seen. */
export async function collectKeys(
  context: AccountContext,
  topics: Observed<readonly Topic[]>,
): Promise<Observed<readonly Key[]>> {
  if (!context.wants("account.keys")) return notAskedFor(context.session);
  const attributes = (topics.value ?? []).map((topic) => topic.attributes);
  const named = attributes.flatMap(({ value }) => value?.kmsKeyId ?? []);
  const keys = await mapParallel([...new Set(named)].sort(), AT_ONCE, (id) => collectKey(context, id));
  const doubt = [topics, ...attributes].map(doubtOf).find((reason) => reason !== undefined);
  const look = { at: context.session.run.now().toISOString(), calls: [] };
  return collectedAsFarAs(look, keys, doubt);
}

async function collectKey(context: AccountContext, id: string): Promise<Key> {
  const description = await describeKey(context, id);
  return { id, description, policy: await collectPolicy(context, description) };
}

const isKeyAbsent = (trouble: Trouble): boolean => isCode(trouble, "NotFoundException");

/** DescribeKey takes aliases, too. */
function describeKey({ session }: AccountContext, id: string): Promise<Observed<KeyDescription>> {
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
function collectPolicy(
  { session }: AccountContext,
  description: Observed<KeyDescription>,
): Promise<Observed<string>> {
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
