import { afterEach, describe, expect, it, vi } from "vitest";
import { formatRemaining, minutesToAnnounce, serverTimeOf } from "./countdown-time";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("countdown", () => {
  it("shows minutes and seconds, and stops at zero", () => {
    expect(formatRemaining(15 * 60_000)).toBe("15:00");
    expect(formatRemaining(65_001)).toBe("1:06");
    expect(formatRemaining(-5)).toBe("0:00");
  });

  it("announces once at ten, five, two and one minutes", () => {
    const spoken: number[] = [];
    let before = 11 * 60_000;
    for (let now = before; now >= 0; now -= 1_000) {
      const minutes = minutesToAnnounce(before, now);
      if (minutes) spoken.push(minutes);
      before = now;
    }
    expect(spoken).toEqual([10, 5, 2, 1]);
  });

  it("continues from an old answer that the browser kept; a new answer counts as it is", () => {
    vi.stubGlobal("window", {});
    vi.useFakeTimers({ now: 5_000_000 });
    const [kept, next] = ["2026-05-01T00:00:00.000Z", "2026-05-01T00:01:00.000Z"];
    expect(serverTimeOf(kept)).toBe(Date.parse(kept));
    vi.advanceTimersByTime(90_000);
    expect(serverTimeOf(kept)).toBe(Date.parse(kept) + 90_000);
    expect(serverTimeOf(next)).toBe(Date.parse(next));
  });

  it("takes every answer as it is on the server", () => {
    const answer = "2026-05-02T00:00:00.000Z";
    vi.useFakeTimers({ now: 0 });
    serverTimeOf(answer);
    vi.advanceTimersByTime(60_000);
    expect(serverTimeOf(answer)).toBe(Date.parse(answer));
  });

  it("announces the time that is really left after the tab slept", () => {
    expect(minutesToAnnounce(9 * 60_000, 90_000)).toBe(2);
  });
});
