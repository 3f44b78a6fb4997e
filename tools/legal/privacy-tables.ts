import { PLACE_COOKIE_SECONDS, placeCookieName } from "@/app/_lib/auth/place-cookie";
import { sessionCookieName } from "@/app/_lib/auth/session-cookie";
import { TRIP_COOKIE_SECONDS, tripCookieName } from "@/app/_lib/auth/trip-cookie";
import { themeCookie } from "@/components/layout/theme";
import { localeCookie } from "@/i18n/routing";
import { KEEP_ENDED_SESSIONS_DAYS, KEEP_PLACES_DAYS } from "@/server/identity/forget-sign-ins";
import { SESSION_SECONDS } from "@/server/identity/schemas";
import type { Locale } from "@/server/shared/airline";
import type { Env } from "@/server/shared/env";
import { type LegalTable, sayIn } from "./fact-tables";

const SITE = "https://air.example";
const DAY_SECONDS = 86_400;

/** What the site collects, keeps and gives to processors, with the periods of the code. */
export function privacyTables(
  locale: Locale,
  kept: Pick<Env, "KEEP_EVENTS_DAYS" | "KEEP_TRIP_EVENTS_DAYS" | "KEEP_ATTEMPTS_DAYS">,
): Record<string, LegalTable> {
  const say = sayIn(locale);
  const days = (count: number) => say(`${count}일`, `${count} days`);
  return {
    "privacy-items": {
      head: [say("목적", "Purpose"), say("항목", "Data"), say("구분", "Kind")],
      rows: [
        [
          say("회원 가입과 관리", "Membership"),
          say("이름, 이메일 주소, 비밀번호, 사용 언어", "name, e-mail address, password, language"),
          say("필수", "required"),
        ],
        [
          say("예매와 운송", "Booking and carriage"),
          say(
            "탑승객의 영문 이름, 생년월일, 성별, 예약 연락처(이메일 주소)",
            "passengers' names, birth dates and sex; the e-mail address of the booking",
          ),
          say("필수", "required"),
        ],
        [
          say("예약 안내", "News of the booking"),
          say("휴대전화 번호", "phone number"),
          say("선택", "optional"),
        ],
        [
          say("국제선 운송", "International carriage"),
          say("국적, 여권 정보", "nationality, passport"),
          say("선택 (여권은 별도 동의)", "optional (passport by a consent of its own)"),
        ],
        [
          say("부정 이용 방지와 보안", "Security"),
          say(
            "접속 주소(변환하여 저장), 접속 일시",
            "network address (stored in a changed form), time of access",
          ),
          say("자동 수집", "collected by itself"),
        ],
        [
          say("혜택 안내", "Advertising"),
          say("이름, 이메일 주소", "name, e-mail address"),
          say("선택 (별도 동의)", "optional (by a consent of its own)"),
        ],
      ],
    },
    "privacy-kept": {
      head: [say("정보", "Data"), say("보유 기간", "Kept")],
      rows: [
        [say("회원 정보", "Account"), say("탈퇴하실 때까지", "until you leave")],
        [
          say("계약, 결제와 환불의 기록", "Contracts, payments and refunds"),
          say("5년 (전자상거래법)", "5 years (E-Commerce Act)"),
        ],
        [
          say("불만과 분쟁 처리의 기록", "Complaints and disputes"),
          say("3년 (전자상거래법)", "3 years (E-Commerce Act)"),
        ],
        [
          say("광고에 관한 동의의 기록", "Consents to advertising"),
          say("6개월 (전자상거래법)", "6 months (E-Commerce Act)"),
        ],
        [
          say("결제하지 않은 예약의 처리 기록", "Events of bookings that were not paid"),
          days(kept.KEEP_EVENTS_DAYS),
        ],
        [
          say("예약의 처리 기록", "Events of a booking"),
          say(
            `마지막 항공편 뒤 ${kept.KEEP_TRIP_EVENTS_DAYS}일`,
            `${kept.KEEP_TRIP_EVENTS_DAYS} days after its last flight`,
          ),
        ],
        [say("시스템 처리 기록", "Technical records"), days(kept.KEEP_ATTEMPTS_DAYS)],
        [say("로그인하신 곳의 기록", "Places from which you signed in"), days(KEEP_PLACES_DAYS)],
        [say("끝난 로그인의 기록", "Ended sessions"), days(KEEP_ENDED_SESSIONS_DAYS)],
      ],
    },
    "privacy-processors": {
      head: [say("맡은 업무", "Task"), say("받는 회사", "Company")],
      rows: [
        [say("카드 결제와 환불", "Card payments and refunds"), "Stripe"],
        [
          say("이메일 발송", "Sending e-mail"),
          say("회사가 정한 메일 발송 사업자", "the mail service of the airline"),
        ],
        [
          say("시스템 운영", "Running the systems"),
          say("홈페이지 하단에 표시된 호스팅 사업자", "the hosting provider at the foot of this site"),
        ],
      ],
    },
    cookies: cookieTable(locale),
  };
}

function cookieTable(locale: Locale): LegalTable {
  const say = sayIn(locale);
  const seconds = (count: number) =>
    count % DAY_SECONDS === 0
      ? say(`${count / DAY_SECONDS}일`, `${count / DAY_SECONDS} days`)
      : say(`${count / 3_600}시간`, `${count / 3_600} hours`);
  return {
    head: [say("이름", "Name"), say("목적", "Purpose"), say("기간", "Kept")],
    rows: [
      [sessionCookieName(SITE), say("로그인 유지", "keeps you signed in"), seconds(SESSION_SECONDS)],
      [
        tripCookieName("code", SITE),
        say("비회원 인증번호의 확인", "checks the code of a booking without an account"),
        seconds(TRIP_COOKIE_SECONDS),
      ],
      [
        tripCookieName("grant", SITE),
        say("비회원 예약 관리", "manages a booking without an account"),
        seconds(TRIP_COOKIE_SECONDS),
      ],
      [
        placeCookieName(SITE),
        say("접속 대기 순번", "your place in a waiting room"),
        seconds(PLACE_COOKIE_SECONDS),
      ],
      ["NEXT_LOCALE", say("선택하신 언어", "the language that you chose"), seconds(localeCookie.maxAge)],
      [themeCookie, say("선택하신 화면 모드", "the look that you chose"), seconds(365 * DAY_SECONDS)],
    ],
  };
}
