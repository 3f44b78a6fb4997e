import { describe, expect, it } from "vitest";
import { formatDuration, formatInstant, formatKrw, formatKrwShort, formatLocalDate } from "@/i18n/format";

describe("formatting", () => {
  it("writes won as each language does", () => {
    expect(formatKrw(152_300, "ko")).toBe("152,300원");
    expect(formatKrw(152_300, "en")).toBe("₩152,300");
    expect(formatKrw(-7_000, "ko")).toBe("-7,000원");
    expect(formatKrw(-7_000, "en")).toBe("-₩7,000");
  });

  it("shortens won for a calendar and never promises less than the fare", () => {
    expect(formatKrwShort(51_900, "ko")).toBe("5.2만");
    expect(formatKrwShort(152_300, "ko")).toBe("16만");
    expect(formatKrwShort(152_300, "en")).toBe("153k");
    expect(formatKrwShort(9_900, "ko")).toBe("9,900");
  });

  it("shows an instant on the clock of the place", () => {
    const instant = "2026-11-01T05:30:00Z";
    expect(formatInstant(instant, "America/New_York", "time", "en")).toBe("01:30");
    expect(formatInstant(instant, "Asia/Seoul", "time", "ko")).toBe("14:30");
    const midnight = "2026-11-21T15:00:00Z";
    expect(formatInstant(midnight, "Asia/Seoul", "shortDateTime", "ko")).toBe("11월 22일 (일) 00:00");
    expect(formatInstant(midnight, "Asia/Seoul", "dateTime", "en")).toBe("Sun 22 Nov 2026 00:00");
  });

  it("shows a calendar date as it is, wherever the reader sits", () => {
    expect(formatLocalDate("2026-11-22", "date", "ko")).toBe("2026년 11월 22일 (일)");
    expect(formatLocalDate("2026-11-22", "shortDate", "en")).toBe("Sun 22 Nov");
  });

  it("writes durations", () => {
    expect(formatDuration(65, "ko")).toBe("1시간 5분");
    expect(formatDuration(120, "en")).toBe("2h");
    expect(formatDuration(45, "ko")).toBe("45분");
  });
});
