import journal from "./migrations/meta/_journal.json";

/** The newest migration of this release, as migrations are numbered: by `when` of the journal. */
export const newestMigration: number = Math.max(...journal.entries.map(({ when }) => when));
