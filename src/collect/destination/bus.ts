// An event bus that rules of other accounts or regions forward to: whom its policy lets in.
import type { EventBus, Observed } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Session } from "../aws/session.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";

const isBusAbsent = (trouble: Trouble): boolean => isCode(trouble, "ResourceNotFoundException");

/** DescribeEventBus, by ARN; without a policy no other account may put events. */
export function collectBus(session: Session, arn: string): Promise<Observed<EventBus>> {
  return ask(session, {
    operation: "events:DescribeEventBus",
    input: { Name: arn },
    read: (answer) => {
      if (answer.arn("Arn") !== arn) throw new Malformed("Arn is not the one that was asked for");
      const policy = answer.optionalString("Policy");
      return { arn, ...(policy !== undefined && { policy }) };
    },
    isAbsent: isBusAbsent,
  });
}
