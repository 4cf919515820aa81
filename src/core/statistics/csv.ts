/** A table as a spreadsheet opens it (RFC 4180): with a byte order mark, without which some read no UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')}`

/**
 * A spreadsheet runs what begins like a formula, also behind spaces and in full width. An apostrophe before it makes it words
 * again (OWASP, CSV injection). Numbers are numbers.
 */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const plain = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return `"${plain.replaceAll('"', '""')}"`
}
