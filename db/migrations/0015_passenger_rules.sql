ALTER TABLE "reservation"."passengers" ADD COLUMN "segment_types" text[];--> statement-breakpoint
ALTER TABLE "reservation"."seat_assignments" ADD COLUMN "exit_accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservation"."segments" ADD COLUMN "adult_fare" bigint;
--> statement-breakpoint
-- data
-- Gives an airline that sells already the rows that the seed gives to an empty database.
INSERT INTO "reservation"."policies" ("kind", "valid_from", "rules")
SELECT 'PASSENGERS', '2024-01-01', '{
	"types": [
		{
			"scope": "DOMESTIC",
			"childUnderAge": 13,
			"ageCountedOn": "EACH_FLIGHT",
			"source": "child under 13: consumernews 515834 (secondary); day of each flight: Jin Air FAQ 4410446374809; infants from 7 days, one lap each: Korean Air, Jin Air, Jeju Air; alone from 12: carriers'' terms",
			"infantUnderAge": 2,
			"infantFromDays": 7,
			"infantsPerAdult": 1,
			"aloneFromAge": 12,
			"validFrom": "2024-01-01",
			"validTo": null
		},
		{
			"scope": "INTERNATIONAL",
			"childUnderAge": 12,
			"ageCountedOn": "FIRST_FLIGHT",
			"source": "child under 12, first day of travel for the whole trip: Jin Air FAQ 4410446374809; infants from 7 days, one lap each: Korean Air, Jin Air, Jeju Air; alone from 12: carriers'' terms",
			"infantUnderAge": 2,
			"infantFromDays": 7,
			"infantsPerAdult": 1,
			"aloneFromAge": 12,
			"validFrom": "2024-01-01",
			"validTo": null
		}
	],
	"exitSeats": [
		{
			"fromAge": 15,
			"source": "운항기술기준 (국토교통부 고시), as carriers state it (secondary)",
			"validFrom": "2024-01-01",
			"validTo": null
		}
	]
}'::jsonb
WHERE EXISTS (SELECT FROM "reservation"."policies");
