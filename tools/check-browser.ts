// The HTML report in Chromium, as a reader has it: in light, dark and print, without script and from a disk; axe finds nothing
// to object to in either theme. playwright-core and axe-core are installed into .cache/; Chromium is Debian's, or $CHROMIUM.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { FORMATS } from "../src/report/index.ts";
import { largeReport } from "./large-report.ts";

const FOLDER = ".cache/browser";
const VERSIONS = { "playwright-core": "1.65.1", "axe-core": "4.14.1" } as const;

/** The little of playwright that is used here. */
interface Page {
  goto(url: string): Promise<unknown>;
  emulateMedia(media: { colorScheme?: "light" | "dark"; media?: "print" | "screen" }): Promise<void>;
  screenshot(options: { path: string; fullPage?: boolean; caret?: "initial" }): Promise<unknown>;
  pdf(options: { path: string; format: string }): Promise<unknown>;
  evaluate<Result>(script: string): Promise<Result>;
  on(
    event: "console" | "request",
    listener: (message: { text?: () => string; url?: () => string }) => void,
  ): void;
  keyboard: { press(key: string): Promise<void> };
  close(): Promise<void>;
}
interface Browser {
  newContext(options: object): Promise<{ newPage(): Promise<Page> }>;
  close(): Promise<void>;
}
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const problems: string[] = [];
const check = (holds: boolean, what: string): void => {
  console.log(`${holds ? "ok" : "NOT OK"}: ${what}`);
  if (!holds) problems.push(what);
};

install();
const load = createRequire(resolve(FOLDER, "package.json"));
const { chromium } = load("playwright-core") as { chromium: { launch(options: object): Promise<Browser> } };
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

execFileSync(process.execPath, ["dist/cli/main.js", "demo", "--output-dir", FOLDER], { stdio: "ignore" });
writeFileSync(join(FOLDER, "large.html"), [...FORMATS.html(largeReport(2_000))].join(""));
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  for (const name of ["report", "large"]) await look(name);
} finally {
  await browser.close();
}
console.log(problems.length === 0 ? "browser: all is well" : `browser: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function look(name: string): Promise<void> {
  const { page, said, asked } = await open(name, { javaScriptEnabled: true, bypassCSP: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    const violations = await axeOn(page);
    check(violations.length === 0, `${name}, ${colorScheme}: axe finds no violation`);
    for (const { id, help, nodes } of violations)
      console.log(
        `  ${id}: ${help}; ${nodes.length} times, such as ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ""}`,
      );
  }
  await page.close();
  check(said.length === 0, `${name}: the console is silent${said.length > 0 ? `: ${said.join("; ")}` : ""}`);
  check(
    asked.every((url) => url.startsWith("file:")),
    `${name}: nothing is asked of a network`,
  );
  await picture(name);
}

/** As a reader has it: the page's own policy holds, and nothing runs. */
async function picture(name: string): Promise<void> {
  const { page, said } = await open(name, { javaScriptEnabled: false });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), caret: "initial" });
    if (name === "report")
      await page.screenshot({
        path: join(FOLDER, `${name}-${colorScheme}-whole.png`),
        fullPage: true,
        caret: "initial",
      });
  }
  await page.keyboard.press("Tab");
  await page.screenshot({ path: join(FOLDER, `${name}-focus.png`), caret: "initial" });
  if (name === "report") await page.pdf({ path: join(FOLDER, `${name}.pdf`), format: "A4" });
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await page.screenshot({ path: join(FOLDER, `${name}-print.png`), caret: "initial" });
  await page.close();
  check(
    said.length === 0,
    `${name}: its policy stops nothing of its own${said.length > 0 ? `: ${said.join("; ")}` : ""}`,
  );
}

async function open(name: string, options: object): Promise<{ page: Page; said: string[]; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text?.() ?? ""));
  page.on("request", (request) => asked.push(request.url?.() ?? ""));
  await page.goto(pathToFileURL(resolve(FOLDER, `${name}.html`)).href);
  return { page, said, asked };
}

async function axeOn(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
}

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  if (Object.keys(VERSIONS).every((name) => existsSync(join(FOLDER, "node_modules", name)))) return;
  writeFileSync(join(FOLDER, "package.json"), "{}");
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", "--prefix", FOLDER, ...quiet, ...packages], { stdio: "ignore" });
}
