// IAM's wildcards: `*` any run of characters, `?` exactly one. No regular expression is ever built from a policy.

/** True when the whole text fits the pattern, upper and lower case apart. Time is at most pattern × text. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** True for `*`, `**` …: a pattern that fits every text. */
export function isAny(pattern: string): boolean {
  return pattern !== "" && !/[^*]/.test(pattern);
}
