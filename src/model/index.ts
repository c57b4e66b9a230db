// The words of the project as types (DESIGN 2), and the tiny pure helpers that belong to them.
export * from "./words.ts";
