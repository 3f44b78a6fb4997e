export { membersByEmail, userOfSession } from "./user-view";
