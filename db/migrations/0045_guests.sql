-- Whoever books without an account: a session of some hours, and the contact that was typed for it.
CREATE TABLE "identity"."guests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "guests_expired" ON "identity"."guests" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "reservation"."reservations" ADD COLUMN "customer_kind" text DEFAULT 'MEMBER' NOT NULL;
