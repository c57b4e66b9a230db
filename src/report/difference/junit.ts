// A difference for CI systems that know tests: what got worse fails.
import type { Difference } from "../../model/index.ts";
import { junitText } from "../junit-text.ts";
import { sectionsOf, sidesOf, verdictOf } from "./sections.ts";

export function* renderJunit(difference: Difference): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rootproof diff">\n';
  const sections = sectionsOf(difference);
  const isBad = (heading: string): boolean => heading.startsWith("Worse") || heading.startsWith("New");
  const cases = sections.flatMap(({ heading, lines }) => lines.map((line) => ({ heading, ...line })));
  const failures = cases.filter(({ heading }) => isBad(heading)).length;
  yield `<testsuite name="${junitText(verdictOf(difference))}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="0" timestamp="${difference.new.asOf.slice(0, 19)}">\n<properties>\n`;
  for (const side of sidesOf(difference)) yield `<property name="compared" value="${junitText(side)}"/>\n`;
  yield "</properties>\n";
  for (const { heading, text, below } of cases) {
    const body = below.map((line) => `- ${junitText(line)}`).join("\n");
    const opening = `<testcase name="${junitText(text)}" classname="rootproof.diff" time="0"`;
    yield isBad(heading)
      ? `${opening}><failure type="${junitText(heading)}" message="${junitText(text)}">${body}</failure></testcase>\n`
      : `${opening}><system-out>${junitText(heading)}\n${body}</system-out></testcase>\n`;
  }
  yield "</testsuite>\n</testsuites>\n";
}
