create index concurrently if not exists payments_customer on payment.payments (customer_id);
