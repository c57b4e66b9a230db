// Read-only, enforced: nothing leaves a client that no collector declares (DESIGN 1, promise 3).
import { DECLARED_OPERATIONS } from "../declared.ts";
import type { Service } from "./operations.ts";
import type { Client } from "./clients.ts";

/** A bug of ours: code that calls what no collector declares. Thrown before anything is sent. */
export class UndeclaredOperation extends Error {
  override readonly name = "UndeclaredOperation";
}

/** The one task policy that reads (AWS-FACTS 4); every other one lets a session of root change something. */
const AUDIT_POLICY = /^arn:(aws|aws-cn|aws-us-gov):iam::aws:policy\/root-task\/IAMAuditRootUserCredentials$/;

/** Puts the guard in front of everything a client does. */
export function guard(client: Client, service: Service): void {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const operation = `${service}:${String(context.commandName).replace(/Command$/, "")}`;
      const why = whyRefused(operation, args.input);
      if (why !== undefined)
        return Promise.reject(new UndeclaredOperation(`bug: ${operation} ${why} and was not sent`));
      return next(args);
    },
    { step: "initialize", priority: "high", name: "rootproofGuard" },
  );
}

/** Undefined: it may be sent. */
function whyRefused(operation: string, input: object): string | undefined {
  if (!DECLARED_OPERATIONS.has(operation)) return "is declared by no collector";
  if (operation !== "sts:AssumeRoot") return undefined;
  const { TaskPolicyArn: policy } = input as { readonly TaskPolicyArn?: { readonly arn?: string } };
  return AUDIT_POLICY.test(policy?.arn ?? "") ? undefined : "is not for the audit task policy";
}
