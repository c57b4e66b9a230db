// npm run test:browser: the HTML report of the demo and of 2,000 made-up accounts in Chromium (from CHROMIUM, or on the PATH).
// Light and dark: axe finds nothing, contrast computed, with every part unfolded; the page asks for nothing, breaks its own policy
// nowhere, and can be read and opened by keyboard without JavaScript. Screenshots and a PDF go to .cache/browser/. Exits 1 on any fault.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { FORMATS } from "../src/report/index.ts";
import { largeReport } from "../test/report/large.ts";

const FOLDER = resolve(".cache/browser");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEW = { width: 1280, height: 900 };
const SCHEMES = ["light", "dark"] as const;
/** From the verdict to the accounts and rules. */
const TOP_OF_PAGE = { x: 0, y: 0, width: VIEW.width, height: 1960 };
const ACCOUNTS = 2000;
/** WCAG AA, text of usual size. */
const ENOUGH = 4.5;

/** A report, and whether it is small enough to look at with every part unfolded. */
interface Subject {
  readonly name: string;
  readonly file: string;
  readonly unfold: boolean;
}

function subjects(): Subject[] {
  mkdirSync(FOLDER, { recursive: true });
  const demo = join(FOLDER, "demo");
  execFileSync(process.execPath, ["dist/cli/main.js", "demo", "--output-dir", demo], { stdio: "ignore" });
  const large = join(FOLDER, "large.html");
  writeFileSync(large, [...FORMATS.html(largeReport(ACCOUNTS))].join(""));
  return [
    { name: "demo", file: join(demo, "report.html"), unfold: true },
    { name: "large", file: large, unfold: false },
  ];
}

/** Everything the page did that it must not do. */
function listen(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(`request: ${request.url()}`);
  });
  return faults;
}

async function inScheme(
  browser: Browser,
  { name, file, unfold }: Subject,
  colorScheme: "light" | "dark",
): Promise<string[]> {
  const context = await browser.newContext({ colorScheme, viewport: VIEW });
  const page = await context.newPage();
  const faults = listen(page);
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({
    path: join(FOLDER, `${name}-${colorScheme}.png`),
    clip: TOP_OF_PAGE,
    fullPage: true,
  });
  if (unfold) await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
  await page.evaluate(AXE);
  const { violations, incomplete, passes } = await page.evaluate<AxeResults>("axe.run()");
  const undecided = incomplete
    .filter(({ id }) => id !== "color-contrast")
    .map(({ id }) => `undecided: ${id}`);
  const overlaps = await page.evaluate<number>(OVERLAPS);
  if (overlaps > 0) faults.push(`${overlaps} labels of pictures stand on others`);
  const contrast = await restOfContrast(page);
  console.log(
    `${name}, ${colorScheme}: axe ${violations.length} violations, ${undecided.length + contrast.length} undecided, ${passes.length} passes`,
  );
  await context.close();
  return [...faults, ...violations.map(violationText), ...undecided, ...contrast];
}

/** How many labels of a picture cover the one before them. */
const OVERLAPS = `[...document.querySelectorAll('svg')].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect());
  return boxes.slice(1).filter((box, at) => box.width > 0 &&
    box.left < boxes[at].right && boxes[at].left < box.right && box.top < boxes[at].bottom && boxes[at].top < box.bottom);
}).length`;

/** axe does not decide on what is scrolled out of a box, nor on text in pictures: the first is laid open, the second computed here. */
async function restOfContrast(page: Page): Promise<string[]> {
  await page.setViewportSize({ ...VIEW, width: 2 * VIEW.width });
  await page.evaluate("document.querySelector('main').style.maxWidth = 'none'");
  await page.evaluate(
    "document.querySelectorAll('.scroll').forEach((one) => (one.style.overflow = 'visible'))",
  );
  const { violations, incomplete } = await page.evaluate<AxeResults>(
    "axe.run({ runOnly: ['color-contrast'] })",
  );
  const open = incomplete.flatMap(({ nodes }) => nodes).filter(({ html }) => !html.startsWith("<text"));
  const [ink = "", ground = ""] = await page.evaluate<string[]>(
    "[...document.querySelectorAll('svg text')].slice(0, 1).flatMap((text) => [getComputedStyle(text).fill, getComputedStyle(document.body).backgroundColor])",
  );
  const ratio = contrastOf(ink, ground);
  return [
    ...violations.map(violationText),
    ...open.map(({ html, any }) => `undecided: contrast of ${html.slice(0, 120)}, ${any[0]?.message}`),
    ...(ratio >= ENOUGH ? [] : [`contrast of text in pictures is ${ratio}`]),
  ];
}

/** WCAG 2.2, contrast ratio and relative luminance. */
function contrastOf(first: string, second: string): number {
  const [high = 0, low = 0] = [first, second].map(luminance).sort((left, right) => right - left);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const violationText = ({ id, help, nodes }: AxeResults["violations"][number]): string =>
  `axe ${id}: ${help}; ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)}, ${nodes[0]?.failureSummary}`;

/** What a reader without JavaScript does: skip to the verdict, follow the contents, open what is folded, by keyboard. */
async function withoutScript(browser: Browser, { file }: Subject): Promise<string[]> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: VIEW });
  const page = await context.newPage();
  const faults = listen(page);
  await page.goto(pathToFileURL(file).href);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (!page.url().endsWith("#main")) faults.push("the first Tab does not lead to the verdict");
  const folded = page.locator("details:not([open]) > summary").first();
  await folded.focus();
  await page.keyboard.press("Enter");
  if ((await page.locator("details[open]").count()) === 0) faults.push("Enter opens nothing");
  await context.close();
  return faults;
}

/** On paper everything is unfolded. */
async function onPaper(browser: Browser, { name, file }: Subject): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 760, height: 1075 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: join(FOLDER, `${name}-print.png`), fullPage: true });
  await page.pdf({ path: join(FOLDER, `${name}.pdf`), preferCSSPageSize: true });
  const folded = await page.evaluate<number>(
    "[...document.querySelectorAll('details > :not(summary)')].filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length",
  );
  await context.close();
  return folded === 0 ? [] : [`print hides ${folded} folded parts`];
}

async function check(browser: Browser, subject: Subject): Promise<string[]> {
  const faults: string[] = [];
  for (const scheme of SCHEMES) faults.push(...(await inScheme(browser, subject, scheme)));
  faults.push(...(await withoutScript(browser, subject)));
  if (subject.unfold) faults.push(...(await onPaper(browser, subject)));
  console.log(
    `${subject.name}: ${(statSync(subject.file).size / 1e6).toFixed(2)} MB, ${faults.length} faults`,
  );
  return faults;
}

const onPath = (): string => execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? onPath(),
  args: ["--no-sandbox"],
});
try {
  for (const subject of subjects()) {
    const faults = await check(browser, subject);
    for (const fault of faults) console.log(`  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
}
