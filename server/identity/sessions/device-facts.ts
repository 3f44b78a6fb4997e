import { coarseNetwork } from "@/server/identity/domain/coarse-network";
import { deviceOf } from "@/server/identity/domain/device";
import { networkPlace } from "@/server/shared/network-place";
import type { Visit } from "./session-schemas";

/** What is stored of a device and of where it is: words and a network, never the header or the address. */
export const deviceFacts = (visit: Visit | undefined) => ({
  ...deviceOf(visit?.userAgent),
  place: coarseNetwork(networkPlace(visit?.address ?? "")),
});
