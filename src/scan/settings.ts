// Settings that can be given in four places. A flag goes before the environment, that before the file, that before the default.
import {
  type Configuration,
  DEFAULT_FAIL_ON,
  DEFAULT_OUTPUT_DIRECTORY,
  didYouMean,
  type Setting,
  type Settings,
  SEVERITIES,
  UsageError,
} from "../model/index.ts";
import type { EnvironmentSettings, ReportOptions } from "./options.ts";

/** Settings, and where reports go. */
export interface AllSettings extends Settings {
  readonly outputDirectory: Setting<string>;
  readonly formats: Setting<readonly string[]>;
}

const FAIL_ON: readonly Settings["failOn"]["value"][] = [...SEVERITIES, "never"];

/** What holds, and where it was said. Throws UsageError for a variable of the environment that says nothing usable. */
export function settingsOf(
  { failOn, allowUnknown, outputDirectory, formats, reports, environment = {} }: ReportOptions,
  { outputs = {} }: Configuration,
): AllSettings {
  return {
    failOn: chosen(failOn, readFailOn(environment), outputs.failOn, DEFAULT_FAIL_ON),
    allowUnknown: chosen(allowUnknown, readAllowUnknown(environment), outputs.allowUnknown, false),
    outputDirectory: chosen(
      outputDirectory,
      environment.ROOTPROOF_OUTPUT_DIR,
      outputs.directory,
      DEFAULT_OUTPUT_DIRECTORY,
    ),
    formats: withAlways(
      chosen(
        filled(formats),
        filled(environment.ROOTPROOF_FORMAT?.split(",")),
        filled(outputs.formats),
        reports?.otherwise ?? ["table"],
      ),
      reports?.always ?? [],
    ),
  };
}

/** One that goes to a file of another name does not count. */
const withAlways = (
  { value, from }: Setting<readonly string[]>,
  always: readonly string[],
): Setting<readonly string[]> => ({ value: [...new Set([...value, ...always])], from });

type Given<Value> = Value | undefined;

function chosen<Value>(
  flag: Given<Value>,
  environment: Given<Value>,
  file: Given<Value>,
  otherwise: Value,
): Setting<Value> {
  if (flag !== undefined) return { value: flag, from: "flag" };
  if (environment !== undefined) return { value: environment, from: "environment" };
  if (file !== undefined) return { value: file, from: "file" };
  return { value: otherwise, from: "default" };
}

const filled = (list: readonly string[] | undefined): readonly string[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

function readFailOn({
  ROOTPROOF_FAIL_ON: text,
}: EnvironmentSettings): Settings["failOn"]["value"] | undefined {
  const value = FAIL_ON.find((known) => known === text);
  if (text === undefined || value !== undefined) return value;
  throw new UsageError(
    `ROOTPROOF_FAIL_ON=${text}: must be one of ${FAIL_ON.join(", ")}${didYouMean(text, FAIL_ON)}`,
  );
}

function readAllowUnknown({ ROOTPROOF_ALLOW_UNKNOWN: text }: EnvironmentSettings): boolean | undefined {
  if (text === undefined) return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw new UsageError(`ROOTPROOF_ALLOW_UNKNOWN=${text}: must be true or false`);
}
