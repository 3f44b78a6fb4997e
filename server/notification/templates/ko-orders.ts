import { formatInstant } from "@/i18n/format";
import type { Templates } from "./content";
import { booking, closing, itinerary, locatorRow, passengerRows, titledLegs } from "./ko-sections";
import { retimingOf } from "./retiming";

/** The messages about an order that was changed without money: a booking that was split, a name that was corrected. */
const local = (at: string, zone: string) => `${formatInstant(at, zone, "dateTime", "ko")} 현지 시각`;

const retimings = {
  LATE: "이용하시는 항공편의 운항이 지연되고 있습니다. 불편을 드려 죄송합니다.",
  EARLY: "이용하시는 항공편의 출발 시각이 앞당겨졌습니다. 늦지 않게 공항에 도착해 주세요.",
  ON_TIME: "지연이 예상되었던 항공편이 예약하신 시각대로 운항할 예정입니다.",
} as const;

/** A flight may make up for a delay: who comes by the booked times misses nothing. */
const checkIn = {
  LATE: " 탑승 수속 마감은 별도 안내가 없는 한 예약하신 시각을 기준으로 합니다.",
  EARLY: " 탑승 수속도 그만큼 일찍 마감됩니다.",
  ON_TIME: "",
} as const;

export const koOrders: Pick<Templates, "bookingSplit" | "nameCorrected" | "flightRetimed"> = {
  flightRetimed: (r) => ({
    subject: `[MSA 항공] 항공편 예상 시각 안내 (예약번호 ${r.locator})`,
    paragraphs: [
      retimings[retimingOf(r)],
      `예상 시각은 다시 바뀔 수 있으니 출발 전에 운항 현황을 확인해 주세요.${checkIn[retimingOf(r)]}`,
      ...(r.mayBeCompensated
        ? [
            "소비자분쟁해결기준에 따라 지연 시간별로 운임의 일부를 배상받으실 수 있습니다. 기상 악화나 안전을 위한 예견하지 못한 조치 등 불가항력적인 사유에 따른 지연은 제외됩니다. 고객센터로 문의해 주세요.",
          ]
        : []),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        ...r.segments.flatMap((s) => [
          { label: "예상 출발", value: local(r.expectedDepartsAt, s.originZone) },
          { label: "예상 도착", value: local(r.expectedArrivesAt, s.destinationZone) },
        ]),
      ),
      ...titledLegs(r.segments, "예약하신 일정"),
    ],
    action: "예약 확인하기",
    closing,
  }),
  bookingSplit: (r) => ({
    subject: `[MSA 항공] 예약이 두 개로 분리되었습니다 (예약번호 ${r.locator}, ${r.newLocator})`,
    paragraphs: [
      `요청하신 대로 예약을 분리하였습니다. 새 예약번호는 ${r.newLocator}입니다.`,
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
