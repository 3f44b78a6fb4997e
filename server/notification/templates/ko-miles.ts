import type { Templates } from "./content";
import { closing, locatorRow, miles } from "./ko-sections";

export const koMiles: Pick<Templates, "milesCredited" | "milesReversed" | "milesAdjusted"> = {
  milesCredited: (m) => ({
    subject: `[MSA 항공] ${miles(m.deltaMiles)}이 적립되었습니다 (예약번호 ${m.locator})`,
    paragraphs: [
      "예약하신 여정의 마일리지가 적립되었습니다.",
      "적립된 마일리지는 탑승을 마친 뒤부터 사용하실 수 있습니다.",
    ],
    sections: [
      {
        title: "마일리지",
        rows: [
          locatorRow(m.locator),
          { label: "적립", value: `+${miles(m.deltaMiles)}` },
          { label: "잔액", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "마일리지 보기",
    closing,
  }),
  milesReversed: (m) => ({
    subject: `[MSA 항공] ${miles(m.deltaMiles)}이 회수되었습니다 (예약번호 ${m.locator})`,
    paragraphs: ["취소된 여정에 적립되었던 마일리지가 회수되었습니다."],
    sections: [
      {
        title: "마일리지",
        rows: [
          locatorRow(m.locator),
          { label: "회수", value: `-${miles(m.deltaMiles)}` },
          { label: "잔액", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "마일리지 보기",
    closing,
  }),
  milesAdjusted: (m) => {
    const isCredit = m.deltaMiles > 0;
    const amount = miles(Math.abs(m.deltaMiles));
    return {
      subject: `[MSA 항공] 마일리지가 조정되었습니다 (${isCredit ? "+" : "-"}${amount})`,
      paragraphs: [
        `고객센터에서 회원님의 마일리지를 조정하여 ${amount}을 ${isCredit ? "더해 드렸습니다" : "차감하였습니다"}.`,
        "궁금하신 점이 있으시면 고객센터로 문의해 주세요.",
      ],
      sections: [
        {
          title: "마일리지",
          rows: [
            { label: "조정", value: `${isCredit ? "+" : "-"}${amount}` },
            { label: "잔액", value: miles(m.balanceMiles) },
          ],
        },
      ],
      action: "마일리지 보기",
      closing,
    };
  },
};
