-- Gives an airline that sells already the rows that the seed gives to an empty database.
INSERT INTO "reservation"."policies" ("kind", "valid_from", "rules")
SELECT 'CUTOFFS', '2024-01-01', '{
	"sales": [
		{"scope": "DOMESTIC", "minutesBeforeDeparture": 30, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null},
		{"scope": "INTERNATIONAL", "minutesBeforeDeparture": 60, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null}
	],
	"noShow": [
		{"scope": "DOMESTIC", "minutesBeforeDeparture": 20, "source": "MSA Air: check-in closes", "validFrom": "2024-01-01", "validTo": null},
		{"scope": "INTERNATIONAL", "minutesBeforeDeparture": 50, "source": "MSA Air, as Jin Air''s conditions (FAQ 4410446374809)", "validFrom": "2024-01-01", "validTo": null}
	]
}'::jsonb
WHERE EXISTS (SELECT FROM "reservation"."policies");
