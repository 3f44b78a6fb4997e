export { writeNote } from "./write-note";
