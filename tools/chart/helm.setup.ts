import { reasonToSkip } from "./helm";

/** Fetches helm once, before the test files start in processes of their own, and says so where there is none. */
export default function setup(): void {
  const reason = reasonToSkip();
  if (reason) console.log(reason);
}
