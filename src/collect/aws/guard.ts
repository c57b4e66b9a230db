// Read-only, enforced: nothing leaves a client that no collector declares (DESIGN 1, promise 3).
import type { Call } from "../../model/index.ts";
import { DECLARED_OPERATIONS } from "../declared.ts";
import type { Service } from "./operations.ts";
import type { Client } from "./clients.ts";

/** Calls so far, by operation. */
export type CallCounts = Map<Call["operation"], number>;

/** A bug of ours: code that calls what no collector declares. Thrown before anything is sent. */
export class UndeclaredOperation extends Error {
  override readonly name = "UndeclaredOperation";
}

/** Puts the guard in front of everything a client does. */
export function guard(client: Client, service: Service, counts: CallCounts): void {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const operation = `${service}:${String(context.commandName).replace(/Command$/, "")}`;
      if (!DECLARED_OPERATIONS.has(operation)) {
        const message = `bug: ${operation} is declared by no collector and was not sent`;
        return Promise.reject(new UndeclaredOperation(message));
      }
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
      return next(args);
    },
    { step: "initialize", priority: "high", name: "rootproofGuard" },
  );
}
