// Made by `npm run legal -- --publish`.
import text0 from "./published/baggage.2026-10-01.json" with { type: "json" };
import text1 from "./published/conditions-of-carriage.2026-10-01.json" with { type: "json" };
import text2 from "./published/cookies.2026-10-01.json" with { type: "json" };
import text3 from "./published/fare-rules.2026-10-01.json" with { type: "json" };
import text4 from "./published/marketing.2026-10-01.json" with { type: "json" };
import text5 from "./published/passport-data.2026-10-01.json" with { type: "json" };
import text6 from "./published/privacy.2026-10-01.json" with { type: "json" };
import text7 from "./published/privacy.2026-11-15.json" with { type: "json" };
import text8 from "./published/terms-of-use.2026-10-01.json" with { type: "json" };

/** Every published version of every document. */
export const documentRows = [
  { document: "baggage", version: "2026-10-01", texts: text0 },
  { document: "conditions-of-carriage", version: "2026-10-01", texts: text1 },
  { document: "cookies", version: "2026-10-01", texts: text2 },
  { document: "fare-rules", version: "2026-10-01", texts: text3 },
  { document: "marketing", version: "2026-10-01", texts: text4 },
  { document: "passport-data", version: "2026-10-01", texts: text5 },
  { document: "privacy", version: "2026-10-01", texts: text6 },
  { document: "privacy", version: "2026-11-15", texts: text7 },
  { document: "terms-of-use", version: "2026-10-01", texts: text8 },
];
