// Text inside XML.
import { shortenNetworks } from "../model/index.ts";
import { clean } from "./text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Text for XML; networks for addresses. What a runner that prints it would take for a command is an entity.
 */
export const junitText = (text: string): string =>
  shortenNetworks(clean(text))
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "")
    .replace(/::/g, "&#58;:")
    .replace(/##(?=[a-z]*\[)/gi, "&#35;#");
