import type { Instrumentation } from "next";

/** Runs once per process, before the first request. */
export async function register(): Promise<void> {
  // Behind this condition the bundler drops the imports from every other runtime.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    // First, so that the first request is traced. Without a collector nothing of it is loaded.
    const { wantsTraces } = await import("./server/shared/trace-rules");
    if (wantsTraces(process.env)) (await import("./server/shared/tracing")).startTracingOrExit();
    const { startProcess } = await import("./inngest/process/start-process");
    startProcess();
    const { dropForgedAddresses } = await import("./app/_lib/http/client-address");
    dropForgedAddresses();
    const { measureProcess } = await import("./app/_lib/edge/measure-requests");
    measureProcess();
    const { watchResponses } = await import("./app/_lib/edge/watch-responses");
    watchResponses();
    const { drainBeforeClosing } = await import("./app/_lib/edge/shutdown");
    if (process.env.NODE_ENV === "production") drainBeforeClosing();
    const { watchLoad } = await import("./app/_lib/edge/shed-load");
    if (process.env.NODE_ENV === "production" && !process.env.VERCEL) watchLoad();
    const { guardServers } = await import("./app/_lib/edge/guard");
    guardServers();
    // A platform serves the files of each deployment itself.
    const { keepOwnFiles } = await import("./app/_lib/edge/own-files");
    if (process.env.NODE_ENV === "production" && !process.env.VERCEL) keepOwnFiles();
  }
}

/** Next calls this with every error that a page, an action or a route did not catch. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { noteRequestError } = await import("./app/_lib/edge/watch-responses");
    noteRequestError(error, request);
  }
};
