// Numbers compared by a sign, as event patterns and metric filters write them.

/** Signs of a comparison; event patterns have no `!=`. */
export type Sign = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Whether `value` stands in that relation to `number`. */
export function compare(sign: Sign, value: number, number: number): boolean {
  switch (sign) {
    case "=":
      return value === number;
    case "!=":
      return value !== number;
    case "<":
      return value < number;
    case "<=":
      return value <= number;
    case ">":
      return value > number;
    case ">=":
      return value >= number;
  }
}
