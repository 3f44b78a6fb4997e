ALTER TABLE "operations"."step_attempts" ALTER COLUMN "event_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operations"."step_attempts" ALTER COLUMN "event_name" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "passengers_full_name" ON "reservation"."passengers" USING btree ((surname_key || translate(given_name, ' -''', '')) text_pattern_ops) WHERE given_name is not null;--> statement-breakpoint
CREATE INDEX "passengers_name_reversed" ON "reservation"."passengers" USING btree ((translate(given_name, ' -''', '') || surname_key) text_pattern_ops) WHERE given_name is not null;--> statement-breakpoint
CREATE INDEX "passengers_korean_name" ON "reservation"."passengers" USING btree (replace(korean_name, ' ', '') text_pattern_ops) WHERE korean_name is not null;