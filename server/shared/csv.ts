/** The first characters that a spreadsheet takes for a formula, or drops (OWASP: CSV injection). */
const formulaStart = /^[=+\-@\t\r\n]/;

/** The byte order mark, with which a file of CSV begins: Excel then reads Korean as UTF-8. */
export const CSV_START = "\ufeff";

/**
 * One row of CSV with its line break (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe
 * before it; null is an empty cell.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "string" && formulaStart.test(value) ? `'${value}` : String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
