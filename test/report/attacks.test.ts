// Attacks × formats: a name that is built to break a format comes out harmless in each of them, wherever it stands.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { XMLParser } from "fast-xml-parser";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { validateXML } from "xmllint-wasm";
import { type Format, FORMATS, type Report } from "../../src/report/index.ts";
import { account, finding, item, missing, reportOf, rule, textOf } from "./sample.ts";

const ESC = "\u001b";
const ATTACKS: Readonly<Record<string, string>> = {
  "HTML element": "<script>alert(1)</script>",
  "HTML attribute": `" onmouseover="alert(1)" x='`,
  "HTML comment": "--><img src=x onerror=alert(1)><!--",
  "HTML entity": "&lt;script&gt; &#60;b&#62;",
  "Markdown table": "a | b |\n|---|---| \\| c",
  "Markdown link": "[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>",
  "Markdown code": "``` `a` ~~~\n# heading",
  "Markdown mention": "@octocat #1 GH-1 octo/repo#2 :tada:",
  "Markdown formula": "$x$ $$y$$ $`z`$",
  "terminal colour": `${ESC}[2J${ESC}[31mred${ESC}]0;title\u0007`,
  "terminal link": `${ESC}]8;;https://evil.example${ESC}\\link${ESC}]8;;${ESC}\\`,
  "C1 controls": "\u009b31m\u0085\u008d",
  "bidirectional text": "\u202egnp.tnuocca\u2066\u2069\u200f",
  "zero width": "pay\u200bments\ufeff\u2060",
  "XML controls": "\u0000\u0001\u000b\u000c\ufffe\uffff",
  "XML markup": "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><![CDATA[",
  "lone surrogate": "\ud800 x \udfff",
  "workflow command": "::error file=a::owned\n::set-output name=x::y",
  "workflow command, old": "##[error]owned ##vso[task.setvariable variable=a]b",
  "workflow command, encoded": "%0A::add-mask::x%0D%0A",
  "line separators": "a\r\nb\u2028c\u2029d",
  YAML: "x: &a [*a, !!js/function 'f'] # --- \n- y",
  "JSON and JavaScript": `"},{"rule":"x"}]</script>\\u0022`,
  prototype: "__proto__",
  "SARIF placeholder": "{0} [link](0)",
  "very long": "x".repeat(10_000),
  empty: "",
};

const hostile = (text: string): Report => {
  const of = rule("root-mfa-enabled", "critical", {
    title: text,
    rationale: text,
    limits: text,
    remediation: [{ step: text, command: text }],
    references: [{ title: text, url: `https://example.com/${text}` }],
  });
  const subject = account("111122223333", text);
  const waiver = {
    kind: "waiver",
    owner: text,
    reason: text,
    reference: text,
    expires: "2027-01-01T00:00:00Z",
  } as const;
  const at = "2026-11-01T00:00:00Z";
  const carried = [{ ...item(`${text} carried`, text), at }];
  const baseline = { state: "changed", newItems: [text], carried } as const;
  const report = reportOf(
    [
      finding(of, subject, {
        outcome: "fail",
        message: text,
        items: [{ ...item(text, text), at }],
        baseline,
      }),
      finding(
        of,
        { ...subject, id: "222233334444" },
        { outcome: "fail", message: text, waiver, items: [{ ...item(text, text), waiver }] },
      ),
      finding(
        of,
        { ...subject, id: "333344445555" },
        { outcome: "unknown", missing: [missing(`account.trails["${text}"]`, { reason: text })] },
      ),
      finding(
        of,
        { ...subject, id: "444455556666" },
        { message: text, baseline, attestation: { by: [text], on: at, expires: at, evidence: text } },
      ),
      finding(of, { ...subject, id: "555566667777" }, { outcome: "error", message: text }),
    ],
    [of],
  );
  const population = ["111122223333", "222233334444", "333344445555"].map(
    (id, index) => ({ id, name: text, state: index === 1 ? "unreached" : "judged", reason: text }) as const,
  );
  return {
    ...report,
    header: {
      ...report.header,
      caller: { arn: `arn:aws:iam::111122223333:role/${text}`, account: "111122223333" },
      organization: text === "" ? "o-example1234" : text,
      configuration: { file: text === "" ? "x" : text, sha256: "0".repeat(64) },
      choice: text,
      populationGap: text,
      shardProblems: [text],
      population,
      notes: [{ kind: "expired", entry: "waiver", line: 3, message: text }],
      waiting: [{ rule: text, why: "configuration", selectWith: text }],
      baseline: { file: text, sha256: "0".repeat(64), asOf: at, gone: [text] },
    },
    evidence: [
      {
        scope: "account",
        id: "111122223333",
        facts: [
          {
            fact: text,
            state: "collected",
            observedAt: at,
            calls: [{ operation: text, region: text, outcome: "ok", code: text }],
          },
        ],
      },
    ],
    anchor: { file: text, lines: new Map() },
  };
};

const RAW = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/u;
const COMMAND = /^\s*::|##[a-z]*\[/imu;
const dangerous = /<(script|img|a|iframe|object|b|link|meta|base)\b|\son\w+\s*=\s*"/i;

/** What a reader of the format would make of it. */
const READERS: Readonly<Record<Format, (text: string) => void>> = {
  table: () => undefined,
  json: (text) => {
    const { findings } = JSON.parse(text) as { findings: unknown[] };
    expect(findings).toHaveLength(5);
  },
  sarif: (text) => expect((JSON.parse(text) as { runs: unknown[] }).runs).toHaveLength(1),
  "sarif-audit": (text) => expect((JSON.parse(text) as { runs: unknown[] }).runs).toHaveLength(1),
  junit: (text) => {
    expect(Object.keys(new XMLParser().parse(text) as object)).toEqual(["?xml", "testsuites"]);
  },
  markdown: (text) => {
    const rendered = micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    expect(rendered).not.toMatch(dangerous);
    // Nothing is made of what stands in code.
    expect(rendered.replace(/<code>[^<]*<\/code>/g, "")).not.toMatch(/[^-]@[a-z]|#\d+\b(?!;)|:tada:/i);
  },
  html: (text) => {
    const body = text.slice(text.indexOf("</head>"));
    // Links lead into the page, or to the reference that the rule names.
    const others = body.replaceAll(
      /<a (?:class="[^"]*" )?href="(?:#|https:\/\/example\.com\/)[^"]*"(?: rel="noopener noreferrer")?>/g,
      "",
    );
    expect(others).not.toMatch(dangerous);
  },
};

describe.each(Object.keys(FORMATS) as Format[])("%s", (format) => {
  it.each(Object.entries(ATTACKS))("makes %s harmless", (_, text) => {
    const written = textOf(FORMATS[format](hostile(text)));
    expect(RAW.exec(written)).toBeNull();
    expect(COMMAND.exec(written)?.[0]).toBeUndefined();
    READERS[format](written);
  });
});

it("makes junit that is valid, whatever the attack", async () => {
  const schema = readFileSync(new URL("../fixtures/junit.xsd", import.meta.url), "utf8");
  const xml = Object.values(ATTACKS).map((text, index) => ({
    fileName: `${index}.xml`,
    contents: textOf(FORMATS.junit(hostile(text))),
  }));
  const { errors } = await validateXML({ xml, schema: [{ fileName: "junit.xsd", contents: schema }] });
  expect(errors).toEqual([]);
});
