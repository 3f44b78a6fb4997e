export { catchUpHistory } from "./catch-up-history";
export { eraseEntries, eventIdsOf } from "./erase-entries";
export { rebuildHistory } from "./rebuild-history";
