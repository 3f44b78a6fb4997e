export { admitShoppers } from "./admit-shoppers";
export { changeSaleEvent } from "./change-sale-event";
export { endSaleEvent } from "./end-sale-event";
export { erasePlaces } from "./erase-places";
export { forgetPlaces } from "./forget-places";
export { recordSoldOut, takeSoldOutChecks } from "./record-sold-out";
export { registerSaleEvent } from "./register-sale-event";
export { releaseBooked, releasePlaces } from "./release-places";
export { takePlace } from "./take-place";
