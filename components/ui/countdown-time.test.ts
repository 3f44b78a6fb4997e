import { describe, expect, it } from "vitest";
import { formatRemaining, minutesToAnnounce } from "./countdown-time";

describe("countdown", () => {
  it("shows minutes and seconds, and stops at zero", () => {
    expect(formatRemaining(15 * 60_000)).toBe("15:00");
    expect(formatRemaining(65_001)).toBe("1:06");
    expect(formatRemaining(-5)).toBe("0:00");
  });

  it("announces once at five, two and one minutes", () => {
    const spoken: number[] = [];
    let before = 6 * 60_000;
    for (let now = before; now >= 0; now -= 1_000) {
      const minutes = minutesToAnnounce(before, now);
      if (minutes) spoken.push(minutes);
      before = now;
    }
    expect(spoken).toEqual([5, 2, 1]);
  });

  it("announces the time that is really left after the tab slept", () => {
    expect(minutesToAnnounce(9 * 60_000, 90_000)).toBe(2);
  });
});
