import Stripe from "stripe";

/** Two seats for 157,000 won. */
export const ORDER: Stripe.Checkout.SessionCreateParams = {
  mode: "payment",
  line_items: [
    {
      price_data: { currency: "krw", unit_amount: 78_500, product_data: { name: "MA101 GMP → CJU" } },
      quantity: 2,
    },
  ],
  success_url: "http://localhost:3000/ko/paid?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/ko/cancelled",
  client_reference_id: "reservation-1",
  metadata: { reservation: "reservation-1" },
  payment_intent_data: { metadata: { payment: "payment-1" } },
  customer_email: "kim@example.com",
  locale: "ko",
};

/** The error that a call to the API must end in. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`expected an error of Stripe, got ${error}`);
}
