import type { Page } from "@playwright/test";
import { book, hold, openCheckout } from "./support/book";
import { expect, test } from "./support/stack";

/** Opens a page and expects it to load Korean letters of its own typeface. */
async function bringsItsLetters(page: Page, address: string): Promise<void> {
  const letters = page.waitForResponse((response) => /\/typeface\/.+\.woff2$/.test(response.url()));
  await page.goto(address);
  expect((await letters).status()).toBe(200);
}

const loaded = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    return document.fonts.check('16px "Pretendard Variable"', "결제");
  });

test("the payment page and the mailbox show Korean on a machine without a Korean font", async ({
  page,
  airline,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  const customer = await airline.customer();
  await book(airline, customer);
  const held = await hold(airline, customer);
  await bringsItsLetters(
    page,
    `${airline.stack.gateway.url}/c/pay/${await openCheckout(airline, customer, held)}`,
  );
  expect(await loaded(page)).toBe(true);

  await airline.drained();
  await bringsItsLetters(page, airline.stack.mailbox.url);
  expect(await loaded(page)).toBe(true);
  expect(refused).toEqual([]);
  // A mail is shown in a sandbox, where no script can ask for its fonts.
  const [mail] = await airline.mails(customer.email);
  await bringsItsLetters(page, `${airline.stack.mailbox.url}/messages/${mail?.id}/html`);
});
