import { describe, expect, it } from "vitest";
import { airportOf } from "./airports";
import { routeMiles, routeOf, routes } from "./routes";

describe("routes", () => {
  it("has at least 36 pairs, each way once, from Gimpo, Incheon, Jeju and Busan to all regions", () => {
    const keys = routes.map((route) => `${route.origin} ${route.destination}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length / 2).toBeGreaterThanOrEqual(36);
    for (const route of routes) expect(keys).toContain(`${route.destination} ${route.origin}`);
    const reached = new Set(routes.map((route) => airportOf(route.destination).country));
    for (const country of ["KR", "JP", "CN", "HK", "TW", "VN", "TH", "SG", "GB", "FR", "US", "CA", "GU"]) {
      expect(reached).toContain(country);
    }
  });

  it("flies between at least 40 airports", () => {
    expect(new Set(routes.map((route) => route.origin)).size).toBeGreaterThanOrEqual(40);
  });

  // Great-circle distances as published by gcmap.com, to within one per cent.
  it.each([
    ["GMP", "CJU", 280],
    ["ICN", "NRT", 783],
    ["ICN", "JFK", 6906],
    ["ICN", "LAX", 5995],
    ["ICN", "CDG", 5560],
    ["ICN", "SIN", 2867],
  ])("%s–%s is about %i miles", (origin, destination, miles) => {
    const { distanceMiles } = routeOf(origin, destination);
    expect(Math.abs(distanceMiles - miles) / miles).toBeLessThan(0.01);
    expect(routeOf(destination, origin).distanceMiles).toBe(distanceMiles);
  });

  it("measures whole miles, and none from a place to itself", () => {
    expect(routeMiles(airportOf("ICN"), airportOf("ICN"))).toBe(0);
    for (const route of routes) expect(Number.isInteger(route.distanceMiles)).toBe(true);
  });

  it("takes a believable time", () => {
    for (const { blockMinutes, distanceMiles } of routes) {
      expect(blockMinutes % 5).toBe(0);
      const milesPerHour = (distanceMiles / blockMinutes) * 60;
      expect(milesPerHour).toBeGreaterThan(100);
      expect(milesPerHour).toBeLessThan(500);
    }
  });

  it("is domestic when both ends are in Korea", () => {
    expect(routeOf("PUS", "CJU").scope).toBe("DOMESTIC");
    expect(routeOf("CJU", "KIX").scope).toBe("INTERNATIONAL");
    expect(() => routeOf("CJU", "LAX")).toThrow();
  });
});
