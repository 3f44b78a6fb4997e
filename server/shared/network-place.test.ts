import { expect, test } from "vitest";
import { networkPlace } from "./network-place";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["unknown", "unknown"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["2001:db8::3:4:5:6:7", "2001:db8:0:3::/64"],
  ["1::3:4:5:6:7:8", "1:0:3:4::/64"],
  ["::2:3:4:5:6:7:8", "0:2:3:4::/64"],
  ["2001:db8:1::", "2001:db8:1:0::/64"],
  ["2001:db8:1:2:3::6:7:8", "2001:db8:1:2::/64"],
  ["::", "0:0:0:0::/64"],
])("%s is at %s", (address, place) => expect(networkPlace(address)).toBe(place));

test("an address with all its groups gets no further group", () => {
  expect(networkPlace("2001:db8:1")).toBe("2001:db8:1::/64");
});
