// Suggestions: a slip is recognised, another word is not.
import { expect, it } from "@jest/globals";
import { didYouMean, nearest } from "../../src/model/index.ts";

const WORDS = ["scan", "high", "title", "passesWhen", "allowedContacts"];

it.each([
  ["scna", "scan"],
  ["hihg", "high"],
  ["titel", "title"],
  ["passWhen", "passesWhen"],
  ["alowedContacts", "allowedContacts"],
  ["HIGH", "high"],
])("%s is meant as %s", (word, meant) => {
  expect(nearest(word, WORDS)).toBe(meant);
});

it.each(["zebra", "x", "completely different"])("%s is no slip of any", (word) => {
  expect(didYouMean(word, WORDS)).toBe("");
});
