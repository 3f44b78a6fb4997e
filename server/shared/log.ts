import pino from "pino";

/** Structured log on stdout. Personal data stays out of it. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
  redact: ["*.password", "*.email", "*.contactEmail", "*.contactPhone", "*.authorization"],
});
