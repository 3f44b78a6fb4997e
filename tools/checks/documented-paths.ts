/** A document and the paths that the project has, all from the project's root. */
export interface Documentation {
  documents: readonly { path: string; text: string }[];
  files: readonly string[];
}

const GROUNDS = "app|bench|components|db|deploy|docs|e2e|i18n|inngest|local|messages|server|tools";
const PATH = new RegExp(`^(${GROUNDS})/[\\w./()\\[\\]-]+\\.(ts|tsx|mjs|md|json|sql|css|yaml)$`);
const FILE_NAME = /^[\w.-]+\.(ts|tsx|mjs|sql)$/;

/**
 * Returns one line for each path in backticks that no file of the project has. A bare name (`write-hold.ts`) and the end of
 * a path (`laws/check-seats.ts`) count when some file ends with it.
 */
export function missingPaths({ documents, files }: Documentation): string[] {
  const known = new Set(files);
  const exists = (text: string) => known.has(text) || files.some((file) => file.endsWith(`/${text}`));
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/`([^`\s]+)`/g)]
      .map(([, quoted]) => quoted as string)
      .filter((quoted) => (PATH.test(quoted) || FILE_NAME.test(quoted)) && !exists(quoted))
      .map((quoted) => `${path} names ${quoted}, which is not there`),
  );
}

/** Documents, the code of the tables (`db/schema`), and the code of the events, whose short names look like tables. */
export interface DocumentedTables {
  documents: readonly { path: string; text: string }[];
  schemaFiles: readonly string[];
  eventFiles: readonly string[];
}

/**
 * Returns one line for each `<schema>.<table>` in backticks that no schema has. A known table's column
 * (`segments.adult_fare`) and an event (`payment.captured`) pass.
 */
export function missingTables({ documents, schemaFiles, eventFiles }: DocumentedTables): string[] {
  const tables = new Map(schemaFiles.flatMap(tablesOf).map((table) => [table.join("."), table]));
  const schemas = new Set([...tables.values()].map(([schema]) => schema));
  const names = new Set([...tables.values()].map(([, name]) => name));
  const events = new Set(eventFiles.flatMap(eventsOf));
  const isWrong = (quoted: string) => {
    const [, schema, table] = /^([a-z]+)\.([a-z_]+)$/.exec(quoted) ?? [];
    if (!schema || !table || tables.has(quoted) || events.has(quoted)) return false;
    return schemas.has(schema) || names.has(table) || (table.includes("_") && !names.has(schema));
  };
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/`([^`\s]+)`/g)]
      .map(([, quoted]) => quoted as string)
      .filter((quoted) => !FILE_NAME.test(quoted) && isWrong(quoted))
      .map((quoted) => `${path} names the table ${quoted}, which is not there`),
  );
}

function tablesOf(text: string): [schema: string, table: string][] {
  const schema = /pgSchema\("(\w+)"\)/.exec(text)?.[1];
  if (!schema) return [];
  return [...text.matchAll(/Schema\.table\(\s*"(\w+)"/g)].map(([, table]) => [schema, table as string]);
}

/** `payment.captured` for "payment/payment.captured". */
const eventsOf = (text: string) =>
  [...text.matchAll(/"[a-z]+\/([a-z]+\.[a-z_]+)"/g)].map(([, name]) => name as string);
