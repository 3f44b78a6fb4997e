ALTER TABLE "identity"."users" ADD COLUMN "email_confirmed_at" timestamp with time zone;
--> statement-breakpoint
CREATE TABLE "identity"."sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"browser" text NOT NULL,
	"system" text NOT NULL,
	"place" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."mailed_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"change_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "mailed_links_purpose" CHECK (purpose in ('CONFIRM_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL', 'STOP_EMAIL_CHANGE')),
	CONSTRAINT "mailed_links_change" CHECK ((change_id is not null) = (purpose in ('CHANGE_EMAIL', 'STOP_EMAIL_CHANGE')))
);
--> statement-breakpoint
CREATE TABLE "identity"."email_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"old_email" text NOT NULL,
	"new_email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stoppable_until" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "sessions_user" ON "identity"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expired" ON "identity"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mailed_links_token" ON "identity"."mailed_links" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "mailed_links_open" ON "identity"."mailed_links" USING btree ("user_id","purpose") WHERE ended_at is null and purpose <> 'STOP_EMAIL_CHANGE';--> statement-breakpoint
CREATE INDEX "mailed_links_user" ON "identity"."mailed_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "mailed_links_expired" ON "identity"."mailed_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "email_changes_open" ON "identity"."email_changes" USING btree ("user_id") WHERE ended_at is null and done_at is null;--> statement-breakpoint
CREATE INDEX "email_changes_user" ON "identity"."email_changes" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "email_changes_old" ON "identity"."email_changes" USING btree ("old_email");--> statement-breakpoint
CREATE INDEX "email_changes_stoppable" ON "identity"."email_changes" USING btree ("stoppable_until");--> statement-breakpoint
-- data
-- The provider of an account without a password has verified the address that opened it.
UPDATE "identity"."users" SET "email_confirmed_at" = "created_at" WHERE "password_hash" IS NULL;
