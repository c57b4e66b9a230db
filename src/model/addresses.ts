// E-mail addresses as reports may show them.

const ADDRESS = /([^\s"'<>(),;:/@])[^\s"'<>(),;:/@]*@([^\s"'<>(),;:/@]+)/g;

/** First letter and whole domain, wherever an address stands in the text; evidence alone keeps them whole. */
export const shortenAddresses = (text: string): string => text.replaceAll(ADDRESS, "$1…@$2");
