// Where the files that ship with rootproof lie: beside src/ in a checkout, two folders above the bundle in an installation.
import { fileURLToPath } from "node:url";

const asset = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Folder of the built-in rules. */
export const RULES_DIRECTORY = asset("rules");

/** Folder of the benchmarks. */
export const BENCHMARKS_DIRECTORY = asset("benchmarks");

/** What an editor checks rootproof.yaml against. */
export const CONFIGURATION_SCHEMA = asset("schemas/configuration.schema.json");

/** Folder of the files that people deploy. */
export const DEPLOY_DIRECTORY = asset("deploy");

/** Folder of the tables that age (data/). */
export const DATA_DIRECTORY = asset("data");
