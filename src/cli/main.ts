#!/usr/bin/env node
// Entry of the command line. The version and help are answered before anything heavy is loaded.
import { VERSION } from "../model/index.ts";
import { end } from "./ending.ts";
import { helpFor } from "./help.ts";
import { report } from "./trouble.ts";

// The SDK needs Node 22 from January 2027 and says so on stderr at the first client; the README says it instead.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const argv = process.argv.slice(2);
const help = helpFor(argv);
// Node would end with 1, which means that a rule failed.
process.on("uncaughtException", (error) => process.exit(report(error, argv)));
if (argv[0] === "--version" || argv[0] === "-V") {
  process.stdout.write(`${VERSION}\n`);
  await end(0);
} else if (help !== undefined) {
  process.stdout.write(help);
  await end(0);
} else {
  const { run } = await import("./run.ts");
  await end(await run(argv));
}
