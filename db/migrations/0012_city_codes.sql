ALTER TABLE "reservation"."airports" ADD COLUMN "city_code" text;--> statement-breakpoint
ALTER TABLE "schedule"."airports" ADD COLUMN "city_code" text;
--> statement-breakpoint
-- data
-- Gives the airports of an airline that sells already the city codes that the seed gives to new ones.
UPDATE "schedule"."airports" a SET "city_code" = coalesce((SELECT m."city" FROM (VALUES
	('ICN', 'SEL'), ('GMP', 'SEL'), ('NRT', 'TYO'), ('HND', 'TYO'), ('KIX', 'OSA'),
	('CTS', 'SPK'), ('PEK', 'BJS'), ('PVG', 'SHA'), ('TSA', 'TPE'), ('CGK', 'JKT'),
	('LHR', 'LON'), ('CDG', 'PAR'), ('FCO', 'ROM'), ('JFK', 'NYC')) AS m("code", "city") WHERE m."code" = a."code"), a."code")
WHERE a."city_code" IS NULL;
--> statement-breakpoint
UPDATE "reservation"."airports" a SET "city_code" = coalesce((SELECT m."city" FROM (VALUES
	('ICN', 'SEL'), ('GMP', 'SEL'), ('NRT', 'TYO'), ('HND', 'TYO'), ('KIX', 'OSA'),
	('CTS', 'SPK'), ('PEK', 'BJS'), ('PVG', 'SHA'), ('TSA', 'TPE'), ('CGK', 'JKT'),
	('LHR', 'LON'), ('CDG', 'PAR'), ('FCO', 'ROM'), ('JFK', 'NYC')) AS m("code", "city") WHERE m."code" = a."code"), a."code")
WHERE a."city_code" IS NULL;
