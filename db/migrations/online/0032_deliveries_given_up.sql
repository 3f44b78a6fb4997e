create index concurrently if not exists deliveries_given_up on webhooks.deliveries (next_try_at) where given_up_cause in ('EXHAUSTED', 'UNREADABLE');
