-- Generated from schema/ by 'dap generate dml'. Change the master sheet, not this file.
-- ${description}
<#if pinned>
-- The columns of the RAW table are fixed by hand: schema/raw_tables.csv.
</#if>
INSERT INTO "environment-txma-stage"."${family}" (
<#list columns as selected>
    ${selected.column},
</#list>
    year,
    month,
    day,
    processed_date,
    event_name
)
SELECT
<#list columns as selected>
    ${selected.value},
</#list>
    CAST(year AS integer) AS year,
    CAST(month AS integer) AS month,
    CAST(day AS integer) AS day,
    date_format(now(), '%Y%m%d') AS processed_date,
    event_name
FROM "environment-txma-raw"."${event}"
WHERE CAST(concat(year, month, day) AS integer) > filter_value
