// A difference for programs; schemas/difference.schema.json says what it looks like.
import type { Difference } from "../../model/index.ts";
import { jsonList, jsonObject, member } from "../json-text.ts";
import { inChunks } from "../text.ts";

export function renderJson(difference: Difference): Iterable<string> {
  const { changes, accounts, ...rest } = difference;
  return inChunks(
    (function* () {
      yield* jsonObject([
        member("schemaVersion", 1),
        ...Object.entries(rest).map(([name, value]) => member(name, value)),
        ["changes", jsonList(changes)],
        ["accounts", jsonList(accounts)],
      ]);
      yield "\n";
    })(),
  );
}
