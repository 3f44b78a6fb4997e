export { eraseNotes } from "./erase-notes";
export { writeNote } from "./write-note";
