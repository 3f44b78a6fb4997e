import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  erasePlaces,
  admitShoppers,
  changeSaleEvent,
  endSaleEvent,
  forgetPlaces,
  recordSoldOut,
  registerSaleEvent,
  releaseBooked,
  releasePlaces,
  takePlace,
  takeSoldOutChecks,
} = tracedVerbs("waiting-room", verbs);
