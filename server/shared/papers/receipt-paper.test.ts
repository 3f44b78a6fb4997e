import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderPaper } from "./pdf/render-paper";
import { drawable } from "./pdf/typeface";
import type { Receipt } from "./receipt";
import { receiptPaper } from "./receipt-paper";
import { allOf, readPdf, type Tagged } from "./testing/read-pdf";
import { type Person, receiptFor } from "./testing/receipts";

const seller = { name: "주식회사 하늘", registration: "123-45-67890" };
const read = async (receipt: Receipt, locale: "ko" | "en" = "ko") => {
  const url = `https://msa-air.example/${locale}/trips/K7M2QX`;
  return readPdf(await renderPaper(receiptPaper(receipt, { locale, url, seller })));
};
type Read = Awaited<ReturnType<typeof read>>;

const tagsOf = ({ pages }: Read) => pages.flatMap(({ tags }) => tags);
const rolesOf = (pdf: Read, role: string) => allOf(tagsOf(pdf), role).map(({ text }) => text);
const cellsOf = (row: Tagged) => row.children.map(({ text }) => text);
const rowsOf = (pdf: Read) => allOf(tagsOf(pdf), "TR").map(cellsOf);
const won = (text: string | undefined) => Number((text ?? "").replaceAll(/[^\d-]/g, ""));

const family: Person[] = [
  { name: "KIM/MINJI" },
  { name: "KIM/HANEUL", type: "CHILD" },
  { name: "KIM/BYEOL", type: "INFANT" },
];

describe("a receipt as a PDF", () => {
  test("names its language, its title and its standard, and shows the title", async () => {
    for (const [locale, language, title] of [
      ["ko", "ko-KR", "전자항공권 영수증·여정 안내 K7M2QX"],
      ["en", "en", "Electronic ticket receipt and itinerary K7M2QX"],
    ] as const) {
      const pdf = await read(receiptFor(family), locale);
      expect(pdf.info).toMatchObject({ Language: language, Title: title });
      expect(pdf.mark).toMatchObject({ Marked: true });
      expect(pdf.viewer).toMatchObject({ DisplayDocTitle: true });
      expect(pdf.xmp).toContain("<pdfuaid:part>1</pdfuaid:part>");
    }
  });

  test("has a tag for every text that is not repeated on each page", async () => {
    const pdf = await read(receiptFor(family));
    expect(pdf.pages.map(({ untagged }) => untagged)).toEqual(pdf.pages.map(() => ""));
    expect(pdf.pages.every(({ text }) => text.includes("K7M2QX"))).toBe(true);
  });

  test("has headings, header cells, a figure with its text, and says which words are of another language", async () => {
    const pdf = await read(receiptFor(family));
    expect(rolesOf(pdf, "H1")).toEqual(["전자항공권 영수증·여정 안내"]);
    expect(rolesOf(pdf, "H2")).toEqual([
      ...[
        "여정",
        "탑승객과 전자항공권",
        "운임·세금·수수료",
        "주문 내역",
        "결제",
        "환불",
        "취소 수수료와 조건",
        "판매자",
      ],
    ]);
    expect(allOf(tagsOf(pdf), "Figure").map(({ alt }) => alt)).toEqual(["MSA 항공"]);
    const foreign = allOf(tagsOf(pdf), "P").filter(({ lang }) => lang === "en");
    expect(foreign.map(({ text }) => text)).toEqual(["Electronic Ticket Receipt and Itinerary"]);
    expect(rolesOf(pdf, "TH")).toEqual(
      expect.arrayContaining(["항공편", "출발", "도착", "예약번호", "MA101"]),
    );
    for (const row of allOf(tagsOf(pdf), "TR")) expect(row.children[0]?.role).toBe("TH");
  });

  test("has the times of both airports with their zones, and the day of arrival when it is another one", async () => {
    const pdf = await read(receiptFor(family));
    const [, out, back] = rowsOf(pdf).filter((cells) => cells.length === 5);
    expect(out).toMatchObject({
      1: expect.stringContaining("2027년 3월 1일 (월) 14:30 현지 시각, UTC+9"),
      2: expect.stringMatching(/2027년 3월 1일 \(월\) 08:10 현지 시각, UTC-8$/),
    });
    expect(back?.[2]).toContain("2027년 3월 9일 (화) 18:00 현지 시각, UTC+9 (+1, 다음 날)");
  });

  test("says that an infant has no seat, and that a ticket was issued again", async () => {
    const receipt = receiptFor(family);
    receipt.tickets[0]!.replaces = "9880000000001";
    const pdf = await read(receipt, "en");
    expect(pdf.text).toContain("No seat (on an");
    const rows = rowsOf(pdf).filter(([who]) => who?.startsWith("KIM/MINJI"));
    expect(rows[0]?.[1]).toBe("988-1234567800 Reissued (original ticket 988-0000000001)");
    expect(rowsOf(pdf)).toContainEqual(["Status", "Confirmed · Reissued"]);
  });

  test("shows what was given back, and what is still on its way", async () => {
    const refunds = [
      { amount: 100_000, reference: "a1b2c3", completedAt: "2026-12-02T01:00:00.000Z" },
      { amount: 5_000, reference: "a1b2c3", completedAt: null },
    ];
    const pdf = await read(receiptFor(family, { refunds }));
    const rows = rowsOf(pdf).filter(([head]) => /^환불 (완료|처리|합계)|환불 완료$/.test(head ?? ""));
    expect(rows).toEqual([
      ["2026년 12월 2일 (수) 10:00 환불 완료", "결제하신 수단 (결제 번호 ****a1b2c3)", "100,000원"],
      ["환불 처리 중", "결제하신 수단 (결제 번호 ****a1b2c3)", "5,000원"],
      ["환불 합계", "", "105,000원"],
    ]);
  });

  test("of one passenger names no payment of the party", async () => {
    const pdf = await read(
      receiptFor([family[0]!], { only: { name: "KIM/MINJI", number: 1 }, payments: null, refunds: null }),
    );
    expect(rolesOf(pdf, "H2")).not.toContain("결제");
    expect(pdf.text).not.toContain("a1b2c3");
    expect(pdf.text).toContain("탑승객 한 분의 영수증");
  });
});

describe("a long receipt", () => {
  const nine = Array.from({ length: 9 }, (_, n) => ({
    name: `${"WOLFESCHLEGELSTEINHAUSENBERGERDORFF"}/GIVEN NAME ${n}`,
  }));

  test("repeats the heads of a table on each page for the eye, and has them once for a reader", async () => {
    const pdf = await read(receiptFor(nine));
    const withTickets = pdf.pages.filter(({ text }) => text.includes("988-"));
    expect(withTickets.length).toBeGreaterThan(1);
    for (const { text } of withTickets) expect(text).toContain("항공권 번호");
    expect(rolesOf(pdf, "TH").filter((text) => text === "항공권 번호")).toHaveLength(1);
  });

  test("loses no line and no letter of a name", async () => {
    const rows = rowsOf(await read(receiptFor(nine)));
    for (const { name } of nine) {
      const whole = name.replaceAll(" ", "");
      const own = rows.filter(([who]) => who?.replaceAll(" ", "").startsWith(whole));
      expect([name, own.length]).toEqual([name, 4]);
    }
  });
});

describe("letters", () => {
  test("every Hangul syllable and marked Latin letters are drawn", async () => {
    const names = ["뷁쀍 똠방각하", "ÉLÈVE ŁUKASZ ĐẶNG ŽIŽEK", "가힣"];
    const pdf = await readPdf(
      await renderPaper({
        ...receiptPaper(receiptFor(family), { locale: "ko", url: "https://x.example", seller }),
        blocks: names.map((text) => ({ kind: "text", text })),
      }),
    );
    expect(rolesOf(pdf, "P")).toEqual(names);
    const syllables = Array.from({ length: 0xd7a3 - 0xac00 + 1 }, (_, n) =>
      String.fromCharCode(0xac00 + n),
    ).join("");
    expect(drawable(syllables)).toBe(syllables);
  });

  test("what the typeface does not have becomes a plainer letter, and never an empty box", async () => {
    expect(drawable("漢 e\u0301 𝐊 \u{1F600}")).toBe("? é K ?");
    const pdf = await readPdf(
      await renderPaper({
        ...receiptPaper(receiptFor(family), { locale: "en", url: "https://x.example", seller }),
        blocks: [{ kind: "text", text: "漢 KIM 𝐊" }],
      }),
    );
    expect(rolesOf(pdf, "P")).toEqual(["? KIM K"]);
  });
});

test("the sums of a receipt are those of its lines", async () => {
  const amount = fc.integer({ min: 0, max: 9_999_999 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(amount, amount, amount, amount), { minLength: 1, maxLength: 12 }),
      async (all) => {
        const fares = all.map(([FARE, FUEL_SURCHARGE, AIRPORT_CHARGE, DEPARTURE_LEVY], n) => ({
          ...{ passenger: `KIM/P${String.fromCharCode(65 + n)}`, designator: "MA101" },
          amounts: { FARE, FUEL_SURCHARGE, AIRPORT_CHARGE, DEPARTURE_LEVY },
          total: FARE + FUEL_SURCHARGE + AIRPORT_CHARGE + DEPARTURE_LEVY,
        }));
        const fareTotal = fares.reduce((sum, { total }) => sum + total, 0);
        const rows = rowsOf(await read(receiptFor(family, { fares, fareTotal })));
        const lines = rows.filter(([who]) => /^KIM\/P/.test(who ?? ""));
        expect(lines.map((line) => won(line.at(-1)))).toEqual(fares.map(({ total }) => total));
        const total = rows.find(([head, second]) => head === "합계" && second === "");
        for (const column of total?.keys() ?? []) {
          if (column < 2) continue;
          expect(won(total?.[column])).toBe(lines.reduce((sum, line) => sum + won(line[column]), 0));
        }
        expect(won(total?.at(-1))).toBe(fareTotal);
      },
    ),
    { numRuns: 5 },
  );
});
