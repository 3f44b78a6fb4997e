CREATE TABLE "reservation"."access_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"contact_hash" text NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reservation"."access_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"contact_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "reservation"."access_codes" ADD CONSTRAINT "access_codes_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."access_grants" ADD CONSTRAINT "access_grants_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_codes_open" ON "reservation"."access_codes" USING btree ("reservation_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_codes_reservation" ON "reservation"."access_codes" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "access_codes_at" ON "reservation"."access_codes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "access_grants_reservation" ON "reservation"."access_grants" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "access_grants_at" ON "reservation"."access_grants" USING btree ("created_at");--> statement-breakpoint
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/contact.changed', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/contact.replaced', '2000-01-01 00:00:00+09', '{EMAIL}', 'MSA Air');
