create unique index concurrently if not exists refunds_once_per_change on payment.refunds (payment_id, reason, coalesce(change_id, '00000000-0000-0000-0000-000000000000'));
