// The strict XML reader: what it takes, and what it refuses.
import { describe, expect, it } from "@jest/globals";
import { Malformed } from "../../src/collect/aws/malformed.ts";
import { parseXml } from "../../src/collect/aws/xml.ts";

describe("XML", () => {
  it("is read with declaration, comments, attributes, CDATA and entities", () => {
    const text = `<?xml version="1.0"?>\n<!-- x --><a xmlns="u" b='c'><d>1 &lt; 2 &#38; &#x41;</d><e/><f><![CDATA[<x>&amp;]]></f ></a>\n`;
    expect(parseXml(text)).toMatchObject({
      name: "a",
      children: [
        { name: "d", text: "1 < 2 & A" },
        { name: "e", text: "", children: [] },
        { name: "f", text: "<x>&amp;" },
      ],
    });
  });

  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["an element left open", "<a><b></b>"],
    ["elements that cross", "<a><b></a></b>"],
    ["a closing too many", "<a></a></a>"],
    ["two documents", "<a/><b/>"],
    ["text after the document", "<a/>x"],
    ["a doctype", "<!DOCTYPE html><a/>"],
    ["an attribute without quotes", "<a b=c/>"],
    ["an entity of its own", "<a>&nbsp;</a>"],
    ["a bare ampersand", "<a>b & c</a>"],
    ["a character beyond all", "<a>&#x110000;</a>"],
    ["a tag cut off", "<a><b"],
    ["a comment left open", "<a><!-- "],
  ])("is refused with %s", (_, text) => {
    expect(() => parseXml(text)).toThrow(Malformed);
  });

  it("is read in time that grows with its length, hostile or not", () => {
    const hostile = [
      `<a ${"b ".repeat(20_000)}`,
      "<".repeat(50_000),
      `<a>${"&".repeat(50_000)}</a>`,
      "<a>".repeat(50_000),
    ];
    for (const text of hostile) {
      const begun = performance.now();
      expect(() => parseXml(text)).toThrow(Malformed);
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});
