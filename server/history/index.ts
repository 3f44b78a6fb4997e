export { projectEvents } from "./project-events";
export { rebuildHistory } from "./rebuild-history";
