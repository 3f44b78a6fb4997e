export { historyDrift } from "./drift-view";
export { historyOfReservation, listHistory } from "./timeline-view";
