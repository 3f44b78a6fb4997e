/** Runs once per process, before the first request. */
export async function register(): Promise<void> {
  // In this form the bundler leaves the import out of every other runtime.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("./inngest/start-process");
    startProcess();
    const { dropForgedAddresses } = await import("./app/_lib/client-address");
    dropForgedAddresses();
  }
}
