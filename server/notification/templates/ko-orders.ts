import type { Templates } from "./content";
import { booking, closing, itinerary, locatorRow, passengerRows } from "./ko-sections";

/** The messages about an order that was changed without money: a booking that was split, a name that was corrected. */
export const koOrders: Pick<Templates, "bookingSplit" | "nameCorrected"> = {
  bookingSplit: (r) => ({
    subject: `[MSA 항공] 예약이 두 개로 나뉘었습니다 (예약번호 ${r.locator}, ${r.newLocator})`,
    paragraphs: [
      `요청하신 대로 예약을 나누었습니다. 새 예약번호는 ${r.newLocator}입니다.`,
      "일정과 좌석, 운임은 그대로이며 추가로 결제하실 금액은 없습니다. 새 예약의 탑승객에게는 아직 탑승하지 않은 여정의 항공권을 새로 발급해 드렸습니다.",
      "이제 두 예약을 각각 변경하거나 취소하실 수 있습니다.",
    ],
    sections: [
      booking(locatorRow(r.locator), { label: "새 예약번호", value: r.newLocator }),
      {
        title: `예약 ${r.locator}의 탑승객`,
        rows: passengerRows(r.passengers.filter(({ id }) => !r.leaving.some((person) => person.id === id))),
      },
      { title: `새 예약 ${r.newLocator}의 탑승객`, rows: passengerRows(r.leaving) },
      ...itinerary(r),
    ],
    action: "예약 확인하기",
    closing,
  }),
  nameCorrected: (r) => ({
    subject: `[MSA 항공] 탑승객의 영문 성명이 정정되었습니다 (예약번호 ${r.locator})`,
    paragraphs: [
      "탑승객의 영문 성명을 정정하고 항공권을 다시 발급하였습니다. 수수료는 없으며 일정과 좌석, 운임은 그대로입니다.",
      "여권의 영문 성명과 같은지 다시 한번 확인해 주세요. 요청하지 않으신 정정이라면 고객센터로 바로 알려 주세요.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "정정 전", value: `${r.nameBefore.surname}/${r.nameBefore.givenName}` },
        { label: "정정 후", value: `${r.nameAfter.surname}/${r.nameAfter.givenName}` },
        { label: "새 항공권 번호", value: r.ticketNumber ?? "-" },
        { label: "이전 항공권 번호", value: r.previousTicketNumber ?? "-" },
      ),
      ...itinerary(r),
    ],
    action: "예약 확인하기",
    closing,
  }),
};
