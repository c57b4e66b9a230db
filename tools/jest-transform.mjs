// Jest transformer: TypeScript to ESM with esbuild. The cache key holds everything that changes the output.
import { createHash } from "node:crypto";
import { transformSync, version } from "esbuild";

export default {
  canInstrument: false,
  getCacheKey(source, file, options) {
    return createHash("sha256")
      .update([version, file, source, String(options.instrument), options.configString].join("\0"))
      .digest("hex");
  },
  process(source, file) {
    return transformSync(source, {
      loader: "ts",
      format: "esm",
      target: "node20.19",
      sourcefile: file,
      sourcemap: "inline",
    });
  },
};
