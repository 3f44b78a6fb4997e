create index concurrently if not exists users_email_beginning on identity.users (lower(email) text_pattern_ops);
