// The types of the library as one file, dist/types/index.d.ts: what src/index.ts gives away and what that stands on, nothing else.
// Reads the declarations that tsc wrote to .cache/types. What is bundled is not installed, so no package may be named in it.
import { rmSync } from "node:fs";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const bundle = await rollup({
  input: ".cache/types/index.d.ts",
  plugins: [dts()],
  external: /^[^./]/,
  onwarn: ({ message }) => {
    throw new Error(message);
  },
});
rmSync("dist/types", { recursive: true, force: true });
const { output } = await bundle.write({ file: "dist/types/index.d.ts" });
const named = output.flatMap(({ imports }) => imports);
if (named.length > 0) throw new Error(`the library's types name packages: ${named.join(", ")}`);
