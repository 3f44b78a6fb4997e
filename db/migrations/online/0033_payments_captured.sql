create index concurrently if not exists payments_captured on payment.payments (captured_at) where status = 'CAPTURED';
