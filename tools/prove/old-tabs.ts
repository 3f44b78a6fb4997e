import { type Browser, chromium, type Page } from "@playwright/test";
import { holdInput } from "@/bench/support/booking";
import type { Customer } from "@/e2e/support/airline";
import type { Held } from "@/e2e/support/book";
import { flightsOnSale } from "@/e2e/support/flights";
import { fillPassenger, minji } from "@/e2e/support/site";
import { until } from "@/e2e/support/until";
import { ensureChromium } from "@/tools/test/chromium";
import type { ProvenAirline } from "./proven-airline";

/** A page that was opened before a release, with a form that is filled in. */
export interface OldTab {
  /** Sends the form, and then follows a link. */
  goOn(): Promise<{ works: boolean; how: string }>;
}

export interface OldTabs {
  open(name: string): Promise<OldTab>;
  close(): Promise<void>;
}

const WITHIN_MS = 20_000;

/** A real browser whose tabs outlive the releases. */
export async function openTabs(airline: ProvenAirline): Promise<OldTabs> {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  return {
    open: (name) => openTab(airline, browser, name),
    close: () => browser.close(),
  };
}

async function openTab(airline: ProvenAirline, browser: Browser, name: string): Promise<OldTab> {
  const context = await browser.newContext({ baseURL: airline.url, locale: "ko-KR" });
  const customer = await airline.signedIn(context);
  const page = await context.newPage();
  await page.goto(`/ko/book/${await holdWithoutNames(airline, customer)}/passengers`);
  await fillPassenger(page, "성인 1", minji);
  const signIn = await openSignIn(airline, browser);
  const faults: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return {
    goOn: async () => {
      try {
        const sent = await sendForm(page);
        await followLink(page);
        const how = `${sent}; ${await trySignIn(signIn)}`;
        return { works: faults.length === 0, how: [how, ...faults].join("; ") };
      } catch (error) {
        const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
        return { works: false, how: `${name}: ${why} at ${page.url()}` };
      } finally {
        await context.close();
        await signIn.context().close();
      }
    },
  };
}

/** A hold whose passengers have no names yet. @returns the reservation's id. */
async function holdWithoutNames(airline: ProvenAirline, customer: Customer): Promise<string> {
  const [flight] = await flightsOnSale(1, 20);
  const { passengers: _, contact: __, ...input } = holdInput(flight?.id ?? 0, customer);
  const { status, body } = await airline.post<Held>(customer, "/api/v1/reservations", input);
  if (status !== 201) throw new Error(`hold: ${status} ${JSON.stringify(body)}`);
  return body.reservationId;
}

/**
 * Sends the passengers. When the new version does not know the action any more, the page says that the site is newer. Loaded
 * again, it still has what was typed, and the customer sends it a second time.
 */
async function sendForm(page: Page): Promise<string> {
  const next = page.getByRole("button", { name: "다음: 좌석 선택" });
  const seats = page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" });
  const notice = page.getByText(NOTICE);
  await next.click();
  await seats.or(notice).first().waitFor({ timeout: WITHIN_MS });
  if (!(await notice.isVisible())) return "the form was accepted";
  const loads = countLoads(page);
  await page.getByRole("button", { name: "새로 고침" }).click();
  await notice.waitFor({ state: "hidden", timeout: WITHIN_MS });
  await until(
    () => page.getByLabel("영문 이름").inputValue(),
    (typed) => typed === minji.givenName,
    { timeoutMs: WITHIN_MS, describe: (typed) => `the reload lost what was typed: "${typed}"` },
  );
  await next.click();
  await seats.waitFor({ timeout: WITHIN_MS });
  return `a notice; loaded again (${loads()}), the page kept what was typed, and the form was accepted`;
}

const NOTICE = "사이트가 새 버전으로 바뀌었습니다";
const EMAIL = "somebody@example.com";

/** The sign-in form of a visitor, half filled in: a form without a draft. */
async function openSignIn(airline: ProvenAirline, browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: airline.url, locale: "ko-KR" });
  const page = await context.newPage();
  await page.goto("/ko/sign-in", { waitUntil: "networkidle" });
  await page.getByLabel("이메일").fill(EMAIL);
  return page;
}

/** The form is answered, or a notice says that the site has a new version. In both cases what was typed stays. */
async function trySignIn(page: Page): Promise<string> {
  await page.getByLabel("비밀번호").fill("not-the-password-at-all");
  await page.getByRole("main").getByRole("button", { name: "로그인" }).click();
  const answered = page.getByText("이메일이나 비밀번호가 맞지 않습니다.");
  const notice = page.getByText(NOTICE);
  await answered.or(notice).first().waitFor({ timeout: WITHIN_MS });
  const typed = await page.getByLabel("이메일").inputValue();
  if (typed !== EMAIL) throw new Error(`the sign-in form lost what was typed: "${typed}"`);
  if (!(await notice.isVisible())) return "sign-in was answered";
  await page.getByRole("button", { name: "새로 고침" }).click();
  await notice.waitFor({ state: "hidden", timeout: WITHIN_MS });
  return "sign-in said that the site has a new version";
}

function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return () => loads;
}

/** A soft navigation: a page of another version has to be loaded whole. */
async function followLink(page: Page): Promise<void> {
  await page.getByRole("link", { name: "내 여행" }).first().click();
  await page.getByRole("heading", { level: 1 }).first().waitFor({ timeout: WITHIN_MS });
}
