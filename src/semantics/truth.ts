// Three-valued logic for models of AWS behaviour: what is not understood stays "unknown", it never becomes a yes or a no.

/** True, false, or not known from what the model understands. */
export type Truth = true | false | "unknown";

/** True when all are; false as soon as one is, whatever the others are. */
export function every(values: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === "unknown") result = "unknown";
  }
  return result;
}

/** True as soon as one is, whatever the others are; false when all are. */
export function some(values: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === "unknown") result = "unknown";
  }
  return result;
}

/** Not: what is unknown stays unknown. */
export function not(value: Truth): Truth {
  return value === "unknown" ? "unknown" : !value;
}
