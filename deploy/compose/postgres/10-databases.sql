-- Runs once, on an empty cluster: a database and a role for the site, and one for the Inngest server. Neither role may do
-- more than own its database. The passwords come from the environment.
\set ON_ERROR_STOP on
\getenv site_password SITE_DATABASE_PASSWORD
\getenv engine_password ENGINE_DATABASE_PASSWORD

create role msa_air login password :'site_password';
create database msa_air owner msa_air;
revoke connect on database msa_air from public;

create role inngest login password :'engine_password';
create database inngest owner inngest;
revoke connect on database inngest from public;
