// A progress bar on stderr, only where somebody watches.
import { Format, type GenericFormatter, Presets, SingleBar } from "cli-progress";
import type { AccountEntry } from "../scan/index.ts";

/** A bar, drawn from the first account on; until it is stopped it keeps the process alive. */
interface ProgressBar {
  readonly show: (progress: Pick<AccountEntry, "done" | "expected">) => void;
  readonly stop: () => void;
}

/** Undefined when stderr is no terminal or progress is switched off. */
export function createProgress(wanted: boolean): ProgressBar | undefined {
  if (!wanted || !process.stderr.isTTY) return undefined;
  const bar = new SingleBar({ format: line, clearOnComplete: true }, Presets.shades_grey);
  return {
    show: ({ done, expected }) => {
      if (!bar.isActive) bar.start(expected, done);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

/** A function, because the formatter of cli-progress wants string-width, which is not in the bundle (tools/build.mjs). */
const line: GenericFormatter = (options, { progress, value, total }) =>
  `${Format.BarFormat(progress, options)} ${value}/${total} accounts`;
