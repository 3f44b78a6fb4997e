export { waitingRoomFigures } from "./figures-view";
export { personalDataOf } from "./personal-data-view";
export { placeOf } from "./place-view";
export { getSaleEvent, listSaleEvents } from "./sale-events-view";
export { saleEventStatuses } from "./statuses-view";
