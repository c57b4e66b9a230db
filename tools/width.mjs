// Stands in for string-width in the bundle: our own help text is plain ASCII, so its width is its length.
export default function width(text) {
  // eslint-disable-next-line no-control-regex -- colour codes are control characters
  return text.replace(/\u001b\[[0-9;]*m/g, "").length;
}
