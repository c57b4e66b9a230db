// Addresses as reports may show them: of people, and of where they were.

const ADDRESS = /([^\s"'<>(),;:/@])[^\s"'<>(),;:/@]*@([^\s"'<>(),;:/@]+)/g;

/** First letter and whole domain, wherever an address stands in the text; evidence alone keeps them whole. */
export const shortenAddresses = (text: string): string =>
  // Few texts hold one: looking for the sign is a tenth of the work.
  text.includes("@") ? text.replaceAll(ADDRESS, "$1…@$2") : text;

const IPV4 = /(?<![\w./-])((?:\d{1,3}\.){3})\d{1,3}(?![\w/]|\.\d)/g;
const IPV6 = /(?<![\w:./-])[\da-f:]*:(?:[\da-f:]*[\da-f]|:)(?![\w/]|[.:][\da-f])/gi;

/** Internet addresses as their /24 or /48, wherever one stands in the text: where somebody was, not which device (DESIGN 9). */
export const shortenNetworks = (text: string): string =>
  text.replaceAll(IPV4, "$10/24").replaceAll(IPV6, (word) => networkOf(word) ?? word);

/** The first 48 bits; undefined where the text is no IPv6 address: a time of day has colons, too. */
function networkOf(word: string): string | undefined {
  const halves = word.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const given = halves.flat().length;
  if (halves.length > 2 || given > (halves.length === 2 ? 7 : 8)) return undefined;
  if (halves.length === 1 && given !== 8) return undefined;
  if (halves.flat().some((group) => group.length > 4)) return undefined;
  const [first = [], last = []] = halves;
  const groups = [...first, ...Array<string>(8 - given).fill("0"), ...last].slice(0, 3);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/48`;
}
