import { expect, test } from "vitest";
import { networkPlace } from "@/server/shared/network-place";
import { coarseNetwork } from "./coarse-network";

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:db8::7", "2001:db8:0::/48"],
  ["unknown", ""],
])("%s is in %s", (address, network) => expect(coarseNetwork(networkPlace(address))).toBe(network));
