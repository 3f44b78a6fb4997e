import type { Language } from "@/local/shared/language";

const ko = {
  title: "연습용 우편함",
  badge: "밖으로 나가지 않음",
  search: "받는 사람 또는 제목",
  searchButton: "찾기",
  refresh: "새로 고침",
  clear: "모두 지우기",
  count: (shown: number, all: number) => (shown === all ? `메일 ${all}통` : `메일 ${all}통 중 ${shown}통`),
  empty: "아직 받은 메일이 없습니다",
  emptyText: (smtp: string) => `${smtp}로 보낸 메일이 여기에 모입니다. 실제로 발송되지는 않습니다.`,
  noMatch: "찾는 메일이 없습니다",
  noMatchText: "다른 받는 사람이나 제목으로 찾아 보세요.",
  showAll: "모두 보기",
  older: "이전 메일",
  newer: "최근 메일",
  noSubject: "(제목 없음)",
  from: "보낸 사람",
  to: "받는 사람",
  received: "받은 시각",
  attachments: "첨부 파일",
  htmlView: "메일 본문",
  textView: "텍스트 본문",
  headers: "헤더",
  back: "목록으로",
  missing: "메일을 찾을 수 없습니다",
  missingText: "지워졌거나 주소가 잘못되었습니다.",
};

export type Copy = typeof ko;

const en: Copy = {
  title: "Practice mailbox",
  badge: "Nothing leaves this machine",
  search: "Recipient or subject",
  searchButton: "Search",
  refresh: "Refresh",
  clear: "Delete all",
  count: (shown, all) =>
    shown === all ? `${all} ${all === 1 ? "mail" : "mails"}` : `${shown} of ${all} mails`,
  empty: "No mail yet",
  emptyText: (smtp) => `Mail sent to ${smtp} is collected here. None of it is really delivered.`,
  noMatch: "No mail matches",
  noMatchText: "Try another recipient or subject.",
  showAll: "Show all",
  older: "Older",
  newer: "Newer",
  noSubject: "(no subject)",
  from: "From",
  to: "To",
  received: "Received",
  attachments: "Attachments",
  htmlView: "Message",
  textView: "Text version",
  headers: "Headers",
  back: "All mail",
  missing: "We cannot find this mail",
  missingText: "It has been deleted, or the address is wrong.",
};

export const COPY: Record<Language, Copy> = { ko, en };
