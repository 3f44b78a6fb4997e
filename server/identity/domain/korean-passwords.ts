import { keystrokes } from "./keystrokes";

/** Words that Koreans use in passwords, the most usual first. Lists of leaked passwords have few of them. */
const words = [
  ...["사랑해", "사랑해요", "안녕하세요", "안녕", "비밀번호", "대한민국", "한국", "서울", "부산", "제주도"],
  ...[
    "사랑",
    "행복",
    "천사",
    "공주",
    "엄마",
    "아빠",
    "우리집",
    "친구",
    "하나님",
    "예수님",
    "감사합니다",
    "화이팅",
  ],
  ...[
    "가나다라",
    "가나다라마바사",
    "관리자",
    "운영자",
    "테스트",
    "로그인",
    "항공",
    "비행기",
    "여행",
    "바보",
    "나비",
  ],
];

/** Neighbouring keys on the Korean keyboard. */
const rows = ["ㅂㅈㄷㄱ", "ㅂㅈㄷㄱㅅ", "ㅁㄴㅇㄹ", "ㅋㅌㅊㅍ", "ㅋㅋㅋㅋ", "ㅎㅎㅎㅎ", "ㅠㅠㅠㅠ"];

/** Usual passwords in Korea and at this airline, in Latin letters. */
const roman = [
  ...[
    "korea",
    "seoul",
    "busan",
    "jeju",
    "saranghae",
    "daehanminguk",
    "hangul",
    "kimchi",
    "msaair",
    "airline",
  ],
  ...["qwer1234", "qwer", "asdf1234", "zxcv1234", "1q2w3e4r", "love1004", "angel1004", "1004"],
];

/** Usual passwords of Koreans. Korean words also stand as the keys that type them with the keyboard set to English. */
export const koreanPasswords: readonly string[] = [...words, ...words.map(keystrokes), ...rows, ...roman];
