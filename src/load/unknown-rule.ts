// What is said of a rule that does not exist.
import { didYouMean } from "../model/index.ts";

/** `unknown rule 'x'; did you mean 'y'?` */
export function unknownRule(id: string, known: Iterable<string>): string {
  return `unknown rule '${id}'${didYouMean(id, known) || ": 'rootproof rules list' shows the rules"}`;
}
