import { database } from "@/db/client";
import { airports } from "@/db/schema/schedule";
import { SharedAnswers } from "@/server/shared/shared-answers";

/** Degrees. */
type Position = { code: string; latitude: number; longitude: number };

/** Airports do not move; a new one is on the map a minute later. */
const answers = new SharedAnswers<Position[]>({ maxAgeMs: 60_000, maxEntries: 1 });

/**
 * Where the airports are, at most a minute old.
 *
 * @public Maps show them.
 */
export const airportPositions = (): Promise<Position[]> =>
  answers.get(process.env.DATABASE_URL ?? "", () =>
    database()
      .select({ code: airports.code, latitude: airports.latitude, longitude: airports.longitude })
      .from(airports),
  );
