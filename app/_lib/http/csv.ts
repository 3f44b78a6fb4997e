/** The first characters that a spreadsheet takes for a formula, or drops (OWASP: CSV injection). */
const formulaStart = /^[=+\-@\t\r\n]/;

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "string" && formulaStart.test(value) ? `'${value}` : String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV (RFC 4180) that a spreadsheet opens as text: no cell is run as a formula. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  // The byte order mark lets Excel read Korean as UTF-8.
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
