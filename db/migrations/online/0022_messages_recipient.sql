create index concurrently if not exists messages_recipient on notification.messages (recipient_id, created_at desc, id);
