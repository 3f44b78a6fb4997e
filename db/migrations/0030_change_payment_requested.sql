-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/change.payment-requested', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');
