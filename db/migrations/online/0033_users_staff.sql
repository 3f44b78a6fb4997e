create index concurrently if not exists users_staff on identity.users (id) where role <> 'CUSTOMER';
