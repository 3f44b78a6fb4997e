export { adjustMiles } from "./adjust-miles";
export { creditMiles } from "./credit-miles";
export { reverseMiles } from "./reverse-miles";
