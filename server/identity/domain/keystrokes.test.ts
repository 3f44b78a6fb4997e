import { expect, test } from "vitest";
import { keystrokes } from "./keystrokes";

test.each([
  ["안녕하세요", "dkssudgktpdy"],
  ["사랑해", "tkfkdgo"],
  ["김민지", "rlaalswl"],
  ["까닭", "Rkekfr"],
  ["의외", "dmldhl"],
  ["minji 1", "minji 1"],
  ["힣", "glg"],
  ["\u{abff}가", "\u{abff}rk"],
  ["\u{d7a4}\u{d7b0}", "\u{d7a4}\u{d7b0}"],
  ["ㅋㅋ😀", "ㅋㅋ😀"],
])("%s is typed as %s", (text, keys) => expect(keystrokes(text)).toBe(keys));

test.each([
  [
    "first consonant",
    "가 까 나 다 따 라 마 바 빠 사 싸 아 자 짜 차 카 타 파 하",
    "rk Rk sk ek Ek fk ak qk Qk tk Tk dk wk Wk ck zk xk vk gk",
  ],
  [
    "vowel",
    "아 애 야 얘 어 에 여 예 오 와 왜 외 요 우 워 웨 위 유 으 의 이",
    "dk do di dO dj dp du dP dh dhk dho dhl dy dn dnj dnp dnl db dm dml dl",
  ],
  [
    "last consonant",
    "가 각 갂 갃 간 갅 갆 갇 갈 갉 갊 갋 갌 갍 갎 갏 감 갑 값 갓 갔 강 갖 갗 갘 같 갚 갛",
    "rk rkr rkR rkrt rks rksw rksg rke rkf rkfr rkfa rkfq rkft rkfx rkfv rkfg rka rkq rkqt rkt rkT rkd rkw rkc rkz rkx rkv rkg",
  ],
])("every %s has its keys", (_, syllables, keys) => expect(keystrokes(syllables)).toBe(keys));
