export { adjustMiles } from "./adjust-miles";
export { creditMiles } from "./credit-miles";
export { eraseMileage } from "./erase-mileage";
export { exchangeMiles } from "./exchange-miles";
export { moveMiles } from "./move-miles";
export { reverseMiles } from "./reverse-miles";
