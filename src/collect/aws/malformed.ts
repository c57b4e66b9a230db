// A bad answer: thrown while one is read and caught in ask.ts, where it becomes data.

/** The answer came, and is not what AWS says it answers; the message names the member. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}
