import { pathToFileURL } from "node:url";
import { migrate as run } from "drizzle-orm/node-postgres/migrator";
import { connect } from "./client";

/** Brings the database to the newest migration; does nothing when it is there already. */
export async function migrate(databaseUrl: string): Promise<void> {
  const { db, close } = connect(databaseUrl, 1, { patient: true });
  try {
    await run(db, {
      migrationsFolder: new URL("./migrations", import.meta.url).pathname,
      migrationsSchema: "drizzle",
    });
  } finally {
    await close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set");
  await migrate(process.env.DATABASE_URL);
  console.log("migrations are current");
}
