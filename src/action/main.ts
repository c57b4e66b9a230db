// Entry of the GitHub Action (action.yml).
import { run } from "./action.ts";
import { createRunner } from "./runner.ts";

const runner = createRunner(process.env, (text) => void process.stdout.write(text));
process.exitCode = await run(runner);
