import pino from "pino";
import { logLevel } from "./env";

// Read at import, before the environment is checked: a level that does not exist must not keep the process
// from saying so by its name. Nor does the build, which reads no variable, depend on it.
const wanted = logLevel.safeParse(process.env.LOG_LEVEL);
const usual = process.env.NODE_ENV === "test" ? "silent" : "info";

/** Structured log on stdout. Personal data stays out of it. */
export const log = pino({
  level: wanted.data ?? usual,
  redact: ["*.password", "*.email", "*.contactEmail", "*.contactPhone", "*.authorization"],
});
