export { historyDrift } from "./drift-view";
export { personalDataOf } from "./personal-data-view";
export { historyOfReservation, listHistory } from "./timeline-view";
