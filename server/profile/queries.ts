export { personalDataOf } from "./personal-data-view";
export { getProfile, peopleWithEndingPassport } from "./profile-view";
