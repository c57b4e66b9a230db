// A progress bar on stderr, only where somebody watches.
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../scan/index.ts";

/** Undefined when stderr is no terminal or progress is switched off. */
export function createProgress(wanted: boolean): ((progress: Progress) => void) | undefined {
  if (!wanted || !process.stderr.isTTY) return undefined;
  const bar = new SingleBar(
    { format: "{bar} {value}/{total} accounts", clearOnComplete: true },
    Presets.shades_grey,
  );
  let started = false;
  return ({ done, expected }) => {
    if (!started) bar.start(expected, done);
    started = true;
    bar.update(done);
    if (done >= expected) bar.stop();
  };
}
