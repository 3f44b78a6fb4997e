ALTER SCHEMA "operations" RENAME TO "assurance";--> statement-breakpoint
-- The release before this one still writes to "operations" while both run. A later release drops these views.
CREATE SCHEMA "operations";--> statement-breakpoint
CREATE VIEW "operations"."step_attempts" AS SELECT * FROM "assurance"."step_attempts";--> statement-breakpoint
CREATE VIEW "operations"."dead_letters" AS SELECT * FROM "assurance"."dead_letters";--> statement-breakpoint
CREATE VIEW "operations"."engine_registrations" AS SELECT * FROM "assurance"."engine_registrations";
