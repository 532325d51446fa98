-- Redshift SQL with what it gives: columns joined by |, rows by a semicolon. NULL is empty.
SELECT TOP 2 n FROM (SELECT 1 n UNION ALL SELECT 2 UNION ALL SELECT 3) t ORDER BY n DESC;
--> 3;2
SELECT 1 MINUS SELECT 2;
--> 1
SELECT NVL2(NULL, 'a', 'b'), DECODE(2, 1, 'one', 2, 'two', 'other'), DECODE(NULL, NULL, 'nil'), LEN('abc'), CHARINDEX('c', 'abc');
--> b|two|nil|3|3
SELECT CONVERT(INTEGER, '5') + 1, CONVERT_TIMEZONE('UTC', 'Europe/London', '2024-07-01 12:00:00'), CONVERT(varchar(3), 'abcdef');
--> 6|2024-07-01 13:00:00|abc
SELECT DATEADD(mon, 1, '2024-01-31'), DATEADD(d, -1, CURRENT_DATE) < GETDATE(), DATEDIFF(hrs, '2024-01-01 00:59', '2024-01-01 01:01'), DATEDIFF('day', '2024-01-01', '2024-03-01');
--> 2024-02-29 00:00:00|t|1|60
SELECT DATE_PART(dow, '2024-01-07'), DATE_PART('y', DATE '2024-01-07'), EXTRACT(epoch FROM TIMESTAMP '2024-01-01 00:00:00'), EXTRACT(DOY FROM '2024-02-01'::date), DATE_TRUNC('mon', DATE '2024-02-15');
--> 0|2024|1704067200|32|2024-02-01 00:00:00
SELECT REGEXP_SUBSTR('abc123def', '[0-9]+'), REGEXP_REPLACE('a1b2', '[0-9]', '#'), REGEXP_REPLACE('ab', '(a)(b)', '$2$1'), REGEXP_INSTR('abc', 'c'), REGEXP_COUNT('aXbX', 'X'), REGEXP_SUBSTR('abc','\\d+') = '';
--> 123|a#b#|ba|3|2|t
SELECT LISTAGG(x, ',') WITHIN GROUP (ORDER BY x DESC), LISTAGG(DISTINCT x, '|') WITHIN GROUP (ORDER BY x), MEDIAN(x), APPROXIMATE COUNT(DISTINCT x) FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 2) t;
--> 2,2,1|1|2|2|2
SELECT JSON_EXTRACT_PATH_TEXT('{"a":{"b":"x"}}', 'a', 'b'), JSON_EXTRACT_PATH_TEXT('{bad', 'a', TRUE) IS NULL, JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[10,20]', 1), JSON_ARRAY_LENGTH('[1,2,3]'), IS_VALID_JSON('{}'), IS_VALID_JSON('[1]'), IS_VALID_JSON_ARRAY('[1]');
--> x|t|20|3|t|f|t
SELECT JSON_SERIALIZE(OBJECT('a', 1, 'b', ARRAY(1, 'x'))), JSON_SERIALIZE(NULL::super), JSON_TYPEOF(JSON_PARSE('[1]')), GET_ARRAY_LENGTH(JSON_PARSE('[1,2]')), SPLIT_TO_ARRAY('a,b', ',')[1]::varchar;
--> {"a":1,"b":[1,"x"]}|null|array|2|b
SELECT t.j[0].a."B"::varchar, t.j[0].a.b::int, t.j[1].missing IS NULL, j[0].a.b + 0 = 5 FROM (SELECT JSON_PARSE('[{"a":{"b":5}}]') AS j) t;
--> 5|5|t|t
SELECT e.name::varchar, i FROM (SELECT JSON_PARSE('[{"name":"x"},{"name":"y"}]') AS items) t, t.items AS e AT i ORDER BY i;
--> x|0;y|1
SELECT t.id, e::int FROM (SELECT 1 AS id, JSON_PARSE('[7]') AS items UNION ALL SELECT 2, NULL) t LEFT JOIN t.items AS e ON TRUE ORDER BY 1;
--> 1|7;2|
SELECT attr, val::int FROM (SELECT JSON_PARSE('{"a":1,"b":2}') AS o) t, UNPIVOT t.o AS val AT attr ORDER BY 1;
--> a|1;b|2
SELECT STRTOL('ff', 16), MD5('a'), SHA2('a', 256), TRUNC(GETDATE()) = CURRENT_DATE, ADD_MONTHS('2024-01-31'::date, 1), LAST_DAY('2024-02-01'::date), MONTHS_BETWEEN('2024-03-31'::date, '2024-02-29'::date);
--> 255|0cc175b9c0f1b6a831c399e269772661|ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb|t|2024-02-29 00:00:00|2024-02-29|1
SELECT GREATEST(1, NULL, 2), BTRIM('xxaxx', 'x'), INITCAP('ab cd'), SPLIT_PART('a-b', '-', 2), TRANSLATE('abc', 'ab', 'x'), REPLICATE('ab', 2), LEFT(20240101, 4), SUBSTRING(20240101, 1, 4);
--> 2|a|Ab Cd|b|xc|abab|2024|2024
SELECT CAST('t' AS BOOLEAN), 't'::bool, CAST(' 5 ' AS int), '5'::varchar(10)::int, CAST(1.5 AS decimal), TRY_CAST('x' AS int) IS NULL, 5::varchar || 'a';
--> t|t|5|5|2|t|5a
SELECT TIMESTAMP 'epoch' + 86400 * INTERVAL '1 second', INTERVAL '1 day' + DATE '2024-01-01', INTERVAL '7' day, DATE_CMP('2024-01-01', '2024-01-02');
--> 1970-01-02 00:00:00|2024-01-02 00:00:00|7 days|-1
SELECT n AS "Name", n day, "N" month FROM (SELECT 1 AS n) t;
--> 1|1|1
SELECT window, t.returning FROM (SELECT 1 AS window, 2 AS returning) t;
--> 1|2
SELECT * FROM (SELECT 1 AS a, 5 AS b UNION ALL SELECT 1, 6) t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) = 1;
--> 1|6
SELECT a, b AS c FROM (SELECT 1 AS a, 5 AS b UNION ALL SELECT 1, 6) t WHERE b > 0 QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) = 1 ORDER BY a LIMIT 5;
--> 1|6
SELECT a, ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) AS rn FROM (SELECT 1 AS a, 5 AS b UNION ALL SELECT 1, 6) t QUALIFY rn = 1;
--> 1|1
SELECT CASE WHEN x = 'a' THEN 'A' WHEN x IN ('b', 'c') THEN 'BC' ELSE NULL END::varchar(10) FROM (SELECT 'b'::varchar AS x) t;
--> BC
SELECT 'it''s', 'a\\b', E'x\ny' = 'x\ny', 'q\'s';
--> it's|a\b|t|q's
SELECT s.v FROM (SELECT JSON_PARSE('{"v":"data"}') AS j) t, LATERAL (SELECT t.j.v = 'data' AS v) s;
--> t
SELECT COUNT(*) FROM (SELECT JSON_PARSE('{"v":"data"}') AS j) t WHERE t.j.v IN ('data', 'x') AND t.j.v NOT IN ('y') AND t.j.v LIKE 'da%' AND t.j.v NOT LIKE 'x%' AND t.j.v <> 'z' AND NVL(t.j.w, 'none') = 'none' AND COALESCE(t.j.v::varchar, '') = 'data' AND UPPER(t.j.v) = 'DATA' AND t.j.v || 'x' = 'datax';
--> 1
SELECT DISTINCT t.j.v, COUNT(*) FROM (SELECT JSON_PARSE('{"v":"data"}') AS j) t GROUP BY t.j.v ORDER BY t.j.v;
--> "data"|1
SELECT ROUND(2.567::float8, 2), ROUND(AVG(x), 1), x % 2, -x, x ^ 2, |/ 16.0 FROM (SELECT 3 AS x) t GROUP BY x;
--> 2.57|3|1|-3|9|4
SELECT FIRST_VALUE(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), LAG(x, 1) OVER (ORDER BY x), RATIO FROM (SELECT 1 AS x, 2 AS ratio) t;
--> 1||2
WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT y, (SELECT MAX(x) FROM a) FROM b WHERE EXISTS (SELECT 1 FROM a WHERE a.x < b.y);
--> 2|1
SELECT CURRENT_DATE - 1 < CURRENT_DATE, GETDATE() - 1 < SYSDATE, DATEDIFF(day, TO_DATE('20240101', 'YYYYMMDD'), TO_DATE(20240103, 'YYYYMMDD')), TO_CHAR(DATE '2024-01-02', 'YYYYMMDD')::int;
--> t|t|2|20240102
SELECT NULLIF(TRIM(' '), ''), NULLIF('', ''), CONCAT('a', NULL), CONCAT('a', 1), OCTET_LENGTH('é'), LENGTH('é'), TRIM(BOTH '"' FROM '"q"'), LTRIM('0012', '0'), LPAD(5::varchar, 3, '0'), POSITION('b' IN 'abc'), OVERLAY('abc' PLACING 'X' FROM 2), SUBSTRING('abc' FROM 2 FOR 1);
--> |||a1|2|1|q|12|005|2|aXc|b
SELECT MAX(CASE WHEN x IS NOT DISTINCT FROM 1 THEN 1 END) FROM (SELECT 1 AS x) t;
--> 1
SELECT d.date_key FROM (SELECT 20240101 AS date_key) d JOIN (SELECT DATE '2024-01-01' AS dd) s ON d.date_key = TO_CHAR(s.dd, 'YYYYMMDD');
--> 20240101
SELECT a.b.c FROM (SELECT JSON_PARSE('{"c":1}') AS b) a;
--> 1
SELECT ISNULL(NULL, 1), (NULL IS NULL), x ISNULL FROM (SELECT NULL::int AS x) t;
--> 1|t|t
SELECT CAST(x AS VARCHAR) || '', CAST(x + 1 AS VARCHAR(10)), CAST(CASE WHEN x = 1 THEN 'a' END AS char(1)) FROM (SELECT 1 AS x) t;
--> 1|2|a
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM (SELECT 1 AS x) t;
--> 1
SELECT DATE_DIFF('second', TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:01:00'), DATEDIFF(week, '2009-01-01', '2009-12-31'), DATEDIFF(qtr, '1998-07-01', '1998-12-31');
--> 60|52|1
SELECT t."timestamp", t.timestamp, date, "day" FROM (SELECT 1 AS "timestamp", 2 AS date, 3 AS day) t;
--> 1|1|2|3
SELECT CASE x WHEN 1 THEN 'a' ELSE 'b' END AS "Letter", COUNT(*) cnt FROM (SELECT 1 AS x) t GROUP BY 1 HAVING COUNT(*) > 0 ORDER BY "Letter" NULLS LAST LIMIT 10 OFFSET 0;
--> a|1
VALUES (1, 'a'), (2, 'b');
--> 1|a;2|b
(SELECT 1) UNION ALL (SELECT 2 ORDER BY 1 LIMIT 1) ORDER BY 1;
--> 1;2
SELECT a.*, b.y FROM (SELECT 1 AS x) a, (SELECT 2 AS y) AS b;
--> 1|2
SELECT x.* FROM ((SELECT 1 AS q) x JOIN (SELECT 1 AS q) y ON x.q = y.q);
--> 1
SELECT x::numeric(10,2), x::float, x::double precision, x::timestamp without time zone::date FROM (SELECT NULL::varchar AS x) t;
--> |||
SELECT json_parse('{"A":1,"b":2}')."A" IS NULL, json_parse('{"b":2}').b;
--> t|2
SELECT lower(t.e[0].type), len(t.e[0].type), split_part(t.e[0].type, 'y', 1), t.e[0].n::int + 1, t.e[0].b::boolean, sum(t.e[0].n::int) OVER () FROM (SELECT json_parse('[{"type":"Xy","n":"4","b":true}]') AS e) t;
--> xy|2|X|5|t|4
SELECT x + 1 AS y, y * 2 AS z, CASE WHEN z > 3 THEN z ELSE y END AS w, upper('a') AS u, u || 'b' FROM (SELECT 1 AS x) t;
--> 2|4|4|A|Ab
SELECT coalesce(x, 0) AS x, x IS NULL AS was_null, t.q AS r, r + 1 FROM (SELECT NULL::int AS x, 5 AS q) t;
--> 0|t|5|6
SELECT lower(n) AS m, n AS k, k n FROM (SELECT 'A' AS n) t;
--> a|A|A
SELECT ('2024-01-01'::date + x.n)::date, DATE '2024-01-03' - x.n, DATE '2024-01-01' + 1::smallint, x.m - x.n, x.m + 1::smallint FROM (SELECT ROW_NUMBER() OVER (ORDER BY 1) AS n, TIMESTAMP '2024-01-02 03:00:00' AS m) x;
--> 2024-01-02|2024-01-02|2024-01-02|2024-01-01 03:00:00|2024-01-03 03:00:00
select listagg(distinct b, ',') within group (order by b), listagg(distinct b, '|') within group (order by b desc) from (select 'y' as b union all select 'x' union all select 'y' union all select null) t;
--> x,y|y|x
select listagg(b, ',') within group (order by a_b, b) from (select 'y' as b, 1 as a_b union all select 'x', 2) t;
--> y,x
select listagg(distinct t.b, ',') within group (order by T.B), listagg(distinct b, ',') within group (order by b) is null from (select 10 as b union all select 9) t where b > 0 group by b > 0;
--> 9,10|f
select listagg(distinct t.d.b, ',') within group (order by t.d.b desc) from (select json_parse('{"b":"x"}') as d union all select json_parse('{"b":"y"}')) t;
--> y,x
select d.n * 2, 'dap_redshift.navigate(' || t.d.n from (select json_parse('{"n":4}') as d) t;
--> 8|dap_redshift.navigate(4
SELECT AVG(pages), AVG(DISTINCT pages), AVG(-pages), AVG(pages::bigint), AVG(pages::smallint), AVG(CASE WHEN pages = 1 THEN 1 ELSE 0 END), AVG(pages::float8), AVG(NULL::int) FROM (SELECT 1 AS pages UNION ALL SELECT 2) visits;
--> 1|1|-1|1|1|0|1.5|
SELECT pages, AVG(pages) OVER () FROM (SELECT 1 AS pages UNION ALL SELECT 2) visits ORDER BY 1;
--> 1|1;2|1
SELECT AVG(amount), AVG(amount::decimal(8,4)), AVG(amount) OVER () FROM (SELECT 3.00::decimal(8,2) AS amount UNION ALL SELECT 3.00 UNION ALL SELECT 4.00) fees GROUP BY fees.amount ORDER BY 1 LIMIT 1;
--> 3.00|3.0000|3.50
SELECT AVG(amount) FROM (SELECT 3.00::decimal(8,2) AS amount UNION ALL SELECT 3.00 UNION ALL SELECT 4.00) fees;
--> 3.33
SELECT EXTRACT(ms FROM TIMESTAMP '2024-01-05 10:11:05.678'), EXTRACT(us FROM TIMESTAMP '2024-01-05 10:11:05.678901'), EXTRACT(sec FROM TIMESTAMP '2024-01-05 10:11:05.678'), DATE_PART(ms, TIMESTAMP '2024-01-05 10:11:05.678'), EXTRACT(milliseconds FROM TIMESTAMP '2009-09-09 12:08:43.101');
--> 678|901|5|5678|101
SELECT CRC32('Amazon Redshift');
--> f2726906
SELECT COUNT(*) FROM (SELECT '7.50'::varchar(9) AS k, 7.5::decimal(8,2) AS d) a WHERE k = d AND d = k AND k > 7.1 AND 7.6 > k AND k = 7.5::float8 AND k <> 8;
--> 1
SELECT COUNT(*) FROM (SELECT '2024-01-02 00:00:00'::varchar(30) AS v, TIMESTAMP '2024-01-01 00:00:00' AS t, DATE '2024-01-02' AS d, 'true'::varchar(5) AS b, '20240102'::varchar AS k) a WHERE v > t AND t < v AND v = d AND d <= v AND b = TRUE AND v > GETDATE() - 100000 AND k = 20240102 AND k::varchar >= t;
--> 1
SELECT COUNT(*) FROM (SELECT '2024-01-02'::varchar AS v) a JOIN (SELECT DATE '2024-01-02' AS d) b ON a.v = b.d JOIN (SELECT TIMESTAMP '2024-01-02 00:00:00' AS t) c ON c.t = a.v;
--> 1
SELECT COUNT(*) FROM (SELECT 5 AS i, '5'::varchar AS v, '05'::varchar AS w) a WHERE i = v AND NOT i = w AND v IN (5, 6) AND i::smallint = v AND v BETWEEN 4 AND 6;
--> 1
SELECT COUNT(*) FROM (SELECT DATE '2024-01-02' AS d, 2024 AS y, 1.5 AS n, TIMESTAMP '2024-01-02 03:00:00' AS t) a WHERE d LIKE '2024%' AND y LIKE '20__' AND n NOT LIKE '2%' AND t LIKE '%03:00:00';
--> 1
SELECT TO_DATE('20240230', 'YYYYMMDD'), TO_DATE('20240228', 'YYYYMMDD', TRUE), TO_TIMESTAMP('2024-05-01 24:30:00', 'YYYY-MM-DD HH24:MI:SS'), TO_DATE('02 Oct 2001', 'DD Mon YYYY'), TO_DATE('2024-06-31', 'YYYY-MM-DD', FALSE), TO_DATE(NULL, 'YYYYMMDD');
--> 2024-03-01|2024-02-28|2024-05-02 00:30:00+00|2001-10-02|2024-07-01|
SELECT TO_TIMESTAMP('2024-03-05T10:00:00.000Z', 'YYYY-MM-DD"T"HH24:MI:SS'), TO_DATE('2024-03-05T10:00:00', 'YYYY-MM-DD');
--> 2024-03-05 10:00:00+00|2024-03-05
SELECT quarter, n FROM (SELECT 5 AS q1, 7 AS q2) t UNPIVOT (n FOR quarter IN (q1, q2)) ORDER BY quarter;
--> q1|5;q2|7
SELECT id, k, n FROM (SELECT 1 AS id, 5 AS a, NULL::int AS b) t UNPIVOT INCLUDE NULLS (n FOR k IN (a AS 'A', b)) AS u ORDER BY k;
--> 1|A|5;1|b|
SELECT * EXCLUDE (b) FROM (SELECT 1 AS a, 2 AS b, 3 AS c) t;
--> 1|3
WITH t AS (SELECT 1 AS a, 2 AS "B c", 3 AS c) SELECT * EXCLUDE a FROM t;
--> 2|3
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) OVER () FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3) t;
--> 2;2;2
SELECT x, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY x DESC) OVER (PARTITION BY g), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x) OVER (PARTITION BY g), MEDIAN(x) OVER (PARTITION BY g), LISTAGG(x, ',') WITHIN GROUP (ORDER BY x DESC) OVER (PARTITION BY g) FROM (SELECT 1 AS x, 1 AS g UNION ALL SELECT 2, 1 UNION ALL SELECT NULL, 2) t ORDER BY x;
--> 1|1.75|1|1.5|2,1;2|1.75|1|1.5|2,1;||||
SELECT SUM(d.n), AVG(d.n), MIN(d.n)::int, MAX(d.n)::int FROM (SELECT JSON_PARSE('{"n":1}') AS d UNION ALL SELECT JSON_PARSE('{"n":2}') UNION ALL SELECT JSON_PARSE('{"n":null}')) t;
--> 3|1.5000000000000000|1|2
SELECT COUNT(*) FROM (SELECT JSON_PARSE('{"ok":true}') AS d) t WHERE d.ok = TRUE AND d.ok <> FALSE AND TRUE = d.ok;
--> 1
SELECT doc[-1], doc[1 - 2], doc[i], doc[1], doc[i + 2] FROM (SELECT JSON_PARSE('[1,2]') AS doc, -1 AS i) t;
--> |||2|2
SELECT fetch FROM (SELECT 1 AS fetch) z;
--> 1
SELECT 'ÄB' ILIKE 'äb', 'ÄB' ILIKE 'Äb', 'abc' NOT ILIKE 'A%', 'a%' ILIKE 'A^%' ESCAPE '^';
--> f|t|f|t
SELECT a AS b, c AS a, b FROM (SELECT 1 AS a, 2 AS c, 3 AS b) t;
--> 1|2|3
SELECT x AS y, z AS x, y + 1 FROM (SELECT 1 AS x, 5 AS z) t;
--> 1|5|2
SELECT 'data' = t.j.v, CASE t.j.v WHEN 'data' THEN 1 ELSE 2 END, 2 * t.j.n, t.j.n / 2 FROM (SELECT JSON_PARSE('{"v":"data","n":3}') AS j) t;
--> t|1|6|1.5000000000000000
WITH part AS (SELECT 'prop' AS partname, 'local parts co' AS manufacturer, 2 AS quality, 10.00::decimal(12,2) AS price UNION ALL SELECT 'prop', 'big parts co', NULL, 9.00 UNION ALL SELECT 'prop', 'small parts co', 1, 12.00 UNION ALL SELECT 'rudder', 'local parts co', 1, 2.50 UNION ALL SELECT 'rudder', 'big parts co', 2, 3.75 UNION ALL SELECT 'rudder', 'small parts co', NULL, 1.90 UNION ALL SELECT 'wing', 'local parts co', NULL, 7.50 UNION ALL SELECT 'wing', 'big parts co', 1, 15.20 UNION ALL SELECT 'wing', 'small parts co', NULL, 11.80) SELECT * FROM (SELECT partname, price FROM part) PIVOT (AVG(price) FOR partname IN ('prop', 'rudder', 'wing'));
--> 10.33|2.71|11.50
WITH part AS (SELECT 'prop' AS partname, 'local parts co' AS manufacturer, 2 AS quality, 10.00::decimal(12,2) AS price UNION ALL SELECT 'prop', 'big parts co', NULL, 9.00 UNION ALL SELECT 'prop', 'small parts co', 1, 12.00 UNION ALL SELECT 'rudder', 'local parts co', 1, 2.50 UNION ALL SELECT 'rudder', 'big parts co', 2, 3.75 UNION ALL SELECT 'rudder', 'small parts co', NULL, 1.90 UNION ALL SELECT 'wing', 'local parts co', NULL, 7.50 UNION ALL SELECT 'wing', 'big parts co', 1, 15.20 UNION ALL SELECT 'wing', 'small parts co', NULL, 11.80) SELECT * FROM (SELECT quality, manufacturer FROM part) PIVOT (count(*) FOR quality IN (1, 2, NULL)) ORDER BY manufacturer;
--> big parts co|1|1|1;local parts co|1|1|1;small parts co|1|0|2
WITH part AS (SELECT 'prop' AS partname, 'local parts co' AS manufacturer, 2 AS quality, 10.00::decimal(12,2) AS price UNION ALL SELECT 'prop', 'big parts co', NULL, 9.00 UNION ALL SELECT 'prop', 'small parts co', 1, 12.00 UNION ALL SELECT 'rudder', 'local parts co', 1, 2.50 UNION ALL SELECT 'rudder', 'big parts co', 2, 3.75 UNION ALL SELECT 'rudder', 'small parts co', NULL, 1.90 UNION ALL SELECT 'wing', 'local parts co', NULL, 7.50 UNION ALL SELECT 'wing', 'big parts co', 1, 15.20 UNION ALL SELECT 'wing', 'small parts co', NULL, 11.80) SELECT p.manufacturer, high_count, p.low_count, na_count FROM (SELECT quality, manufacturer FROM part) PIVOT (count(*) AS count FOR quality IN (1 AS high, 2 AS low, NULL AS na)) AS p ORDER BY 1;
--> big parts co|1|1|1;local parts co|1|1|1;small parts co|1|0|2
WITH part AS (SELECT 'prop' AS partname, 'local parts co' AS manufacturer, 2 AS quality, 10.00::decimal(12,2) AS price UNION ALL SELECT 'prop', 'big parts co', NULL, 9.00 UNION ALL SELECT 'prop', 'small parts co', 1, 12.00 UNION ALL SELECT 'rudder', 'local parts co', 1, 2.50 UNION ALL SELECT 'rudder', 'big parts co', 2, 3.75 UNION ALL SELECT 'rudder', 'small parts co', NULL, 1.90 UNION ALL SELECT 'wing', 'local parts co', NULL, 7.50 UNION ALL SELECT 'wing', 'big parts co', 1, 15.20 UNION ALL SELECT 'wing', 'small parts co', NULL, 11.80) SELECT "prop", "wing" FROM part PIVOT (MAX(price) FOR partname IN ('prop', 'wing')) WHERE quality = 1 ORDER BY "prop", "wing";
--> 12.00|;|15.20;|
SELECT quality, color, cnt FROM (SELECT 'high' AS quality, 15 AS red, 20 AS green) UNPIVOT (cnt FOR color IN (red, green)) ORDER BY color;
--> high|green|20;high|red|15
