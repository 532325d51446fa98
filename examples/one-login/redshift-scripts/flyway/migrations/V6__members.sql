-- The member that a fact has where there is none: -1 in every dimension.
INSERT INTO conformed.dim_event (event_key, event_name, product_family, event_description, created_by, created_date, modified_by, modified_date)
VALUES (-1, 'UNKNOWN', 'unknown', 'Unknown event', CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE);

INSERT INTO conformed.dim_date (date_key, day, weekday_name, month_name, year, is_weekend, created_by, created_date, modified_by, modified_date)
VALUES (-1, 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'N', CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE);

INSERT INTO conformed.dim_journey_channel (journey_channel_key, channel_name, channel_description, created_by, created_date, modified_by, modified_date)
VALUES (-1, 'Unknown', 'Unknown channel', CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE);

INSERT INTO conformed.dim_relying_party (relying_party_key, client_id, relying_party_name, display_name, created_by, created_date, modified_by, modified_date)
VALUES (-1, '-1', 'unknown', 'No relying party', CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE);

INSERT INTO conformed.dim_verification_route (verification_route_key, verification_route_name, verification_short_name, route_description, created_by, created_date, modified_by, modified_date)
VALUES (-1, 'Unknown', 'Unknown', 'Unknown route', CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE);

INSERT INTO conformed.dim_journey_channel (channel_name, channel_description, created_by, created_date, modified_by, modified_date)
SELECT channel.channel_name, channel.channel_description, CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
FROM (
    SELECT 'Web' AS channel_name, 'Journeys in a browser' AS channel_description
    UNION ALL SELECT 'App', 'Journeys in the app'
    UNION ALL SELECT 'General', 'Events of either'
) channel;

-- Every day from 2015 to 2060.
INSERT INTO conformed.dim_date (
    date_key, date, day, day_suffix, weekday, weekday_name, weekday_name_short, day_of_week_in_month, day_of_year,
    week_of_year, month, month_name, month_name_short, quarter, quarter_name, year, is_weekend,
    created_by, created_date, modified_by, modified_date)
WITH digits AS (
    SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
days AS (
    SELECT CAST(DATEADD(day, a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n, DATE '2015-01-01') AS DATE) AS day
    FROM digits a
    CROSS JOIN digits b
    CROSS JOIN digits c
    CROSS JOIN digits d
    CROSS JOIN digits e
    WHERE a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n <= DATEDIFF(day, DATE '2015-01-01', DATE '2060-12-31')
),
parts AS (
    SELECT day,
           EXTRACT(day FROM day) AS day_of_month,
           EXTRACT(dow FROM day) AS day_of_week,
           EXTRACT(month FROM day) AS month_of_year,
           EXTRACT(quarter FROM day) AS quarter_of_year
    FROM days
)
SELECT CAST(TO_CHAR(day, 'YYYYMMDD') AS INTEGER),
       day,
       CAST(day_of_month AS VARCHAR(50)),
       CASE WHEN day_of_month IN (1, 21, 31) THEN 'st'
            WHEN day_of_month IN (2, 22) THEN 'nd'
            WHEN day_of_month IN (3, 23) THEN 'rd'
            ELSE 'th' END,
       CAST(day_of_week + 1 AS VARCHAR(50)),
       TRIM(TO_CHAR(day, 'Day')),
       TRIM(TO_CHAR(day, 'Dy')),
       CAST((day_of_month + 6) / 7 AS VARCHAR(50)),
       CAST(EXTRACT(doy FROM day) AS VARCHAR(10)),
       CAST(EXTRACT(week FROM day) AS VARCHAR(10)),
       CAST(month_of_year AS VARCHAR(50)),
       TRIM(TO_CHAR(day, 'Month')),
       TRIM(TO_CHAR(day, 'Mon')),
       CAST(quarter_of_year AS VARCHAR(50)),
       CASE quarter_of_year WHEN 1 THEN 'First' WHEN 2 THEN 'Second' WHEN 3 THEN 'Third' ELSE 'Fourth' END,
       CAST(EXTRACT(year FROM day) AS VARCHAR(10)),
       CASE WHEN day_of_week IN (0, 6) THEN 'Y' ELSE 'N' END,
       CURRENT_USER, CURRENT_DATE, CURRENT_USER, CURRENT_DATE
FROM parts;
