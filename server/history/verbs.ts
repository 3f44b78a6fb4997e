export { catchUpHistory } from "./catch-up-history";
export { rebuildHistory } from "./rebuild-history";
