-- Statements as people write them on Athena, over the generated tables. Each gives the same rows on
-- both engines, or is refused; a line `-- refused` before one says that it is.

-- counts and sums
SELECT count(*), count(s), count(DISTINCT s), count(DISTINCT n % 2) FROM t11;
SELECT approx_distinct(s), approx_distinct(n) FROM t11;
-- refused
SELECT approx_distinct(s, 0.01) FROM t11;
SELECT b, count_if(n > 0), sum(m), avg(m), min(d), max(t) FROM t11 GROUP BY b;
SELECT b, m, sum(n) FROM t11 GROUP BY ROLLUP (b, m);
SELECT b, m, grouping(b, m), count(*) FROM t11 GROUP BY CUBE (b, m);
SELECT b, m, count(*) FROM t11 GROUP BY GROUPING SETS ((b), (m), ());
SELECT sum(CAST(m AS decimal(10, 2))), avg(CAST(m AS decimal(10, 2))) FROM t11;
-- refused
SELECT CAST(m AS decimal(10, 2)) / 3, CAST(m AS decimal(10, 2)) % 2 FROM t11;
SELECT round(CAST(d AS decimal(18, 3)), 1), floor(CAST(d AS decimal(18, 3))), ceil(CAST(d AS decimal(18, 3))) FROM t11 WHERE d < 1000;
SELECT round(DECIMAL '2.5'), round(DECIMAL '-2.5'), truncate(DECIMAL '2.59'), truncate(DECIMAL '2.59', 1), sign(DECIMAL '-2.5');
SELECT histogram(b) FROM t11;
SELECT map_agg(CAST(m AS varchar) || coalesce(t, ''), n) FROM t5;
SELECT multimap_agg(b, m) FROM t1;
SELECT cardinality(histogram(s)) FROM t11;
SELECT element_at(histogram(b), true), histogram(b)[false] FROM t11;
SELECT array_agg(s ORDER BY s, n), array_agg(DISTINCT m ORDER BY m DESC) FROM t11;
SELECT array_agg(s ORDER BY n NULLS FIRST, s) FILTER (WHERE s <> '') FROM t11;
SELECT array_join(array_agg(s ORDER BY s), ', ') FROM t11;
SELECT array_sort(array_agg(DISTINCT t)) FROM t11;
SELECT listagg(s, ',') WITHIN GROUP (ORDER BY s, n) FROM t11;
SELECT b, listagg(DISTINCT t, '; ') WITHIN GROUP (ORDER BY t) FROM t11 GROUP BY b;
SELECT max_by(s, n), min_by(s, n), max_by(t, d) FROM t3;
-- refused
SELECT max_by(s, n, 2) FROM t3;
-- refused
SELECT max(n, 2), min(n, 2) FROM t11;
SELECT bool_and(b), bool_or(b), every(b) FROM t11;
SELECT arbitrary(year), any_value(month) FROM t11;
-- refused
SELECT stddev(m), variance(m), stddev_pop(m), var_samp(m) FROM t11;
-- refused
SELECT corr(m, n), covar_pop(m, n), regr_slope(m, n) FROM t11;
-- refused
SELECT approx_percentile(d, 0.5) FROM t11;
-- refused
SELECT approx_percentile(n, ARRAY[0.25, 0.5, 0.75]) FROM t11;
SELECT bitwise_and_agg(m), bitwise_or_agg(m) FROM t11;
-- refused
SELECT checksum(s) FROM t11;
-- refused
SELECT geometric_mean(m) FROM t11 WHERE m > 0;
-- refused
SELECT kurtosis(m), skewness(m) FROM t11;
-- refused
SELECT map_union(MAP(ARRAY[b], ARRAY[m])) FROM t11 WHERE b IS NOT NULL;
-- refused
SELECT reduce_agg(m, 0, (a, x) -> a + x, (a, x) -> a + x) FROM t11;
SELECT b, count(*) FROM t11 GROUP BY 1 HAVING count(*) > 2 ORDER BY 2 DESC, 1;
SELECT b, sum(n) FILTER (WHERE m > 0) AS positive FROM t11 GROUP BY b;
SELECT count(*) FROM t11 GROUP BY ();
SELECT DISTINCT b, m FROM t11;

-- windows
SELECT n, row_number() OVER (PARTITION BY b ORDER BY n, s, t, d, m) FROM t11;
SELECT * FROM (SELECT n, s, row_number() OVER (PARTITION BY m ORDER BY n DESC, s, t, d, b) AS rn FROM t11) WHERE rn = 1;
SELECT n, sum(n) OVER (ORDER BY m ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM t11;
SELECT m, sum(m) OVER w, count(*) OVER w FROM t11 WINDOW w AS (PARTITION BY b);
SELECT m, rank() OVER (w ORDER BY m) FROM t11 WINDOW w AS (PARTITION BY b);
SELECT m, lag(m) OVER (ORDER BY m, n, s, t), lead(m, 2, -1) OVER (ORDER BY m, n, s, t) FROM t11;
SELECT m, first_value(m) OVER (ORDER BY m), last_value(m) OVER (ORDER BY m) FROM t11;
SELECT m, lag(m) IGNORE NULLS OVER (ORDER BY n, s, t, d) FROM t11;
SELECT m, ntile(4) OVER (ORDER BY m, n, s, t, d), percent_rank() OVER (ORDER BY m), cume_dist() OVER (ORDER BY m) FROM t11;
SELECT m, dense_rank() OVER (ORDER BY m NULLS FIRST) FROM t11;
SELECT m, avg(m) OVER (PARTITION BY b) FROM t11;
SELECT m, sum(m) OVER (ORDER BY m RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t11 WHERE m IS NOT NULL;
SELECT m, array_agg(m) OVER (ORDER BY m ROWS 2 PRECEDING) FROM t4;
SELECT b, count(*), rank() OVER (ORDER BY count(*) DESC) FROM t11 GROUP BY b;
-- refused
SELECT m, count(DISTINCT m) OVER () FROM t11;
SELECT m, max(s) OVER (PARTITION BY b ORDER BY m GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM t11;
SELECT m, approx_distinct(m) OVER (PARTITION BY b) FROM t11;

-- joins and subqueries
SELECT a.n, c.n FROM t4 a JOIN t5 c ON a.m = c.m;
SELECT a.n, c.n FROM t4 a LEFT JOIN t5 c ON a.m = c.m AND c.b;
SELECT m, a.n, c.n FROM t4 a FULL OUTER JOIN t5 c USING (m);
-- refused
SELECT * FROM t2 NATURAL JOIN t3;
SELECT a.n FROM t4 a, t5 c WHERE a.m = c.m;
SELECT a.n, x FROM t4 a CROSS JOIN UNNEST(a.ss) AS u (x);
SELECT a.n, x, i FROM t4 a CROSS JOIN UNNEST(a.ss) WITH ORDINALITY AS u (x, i);
SELECT a.n, k, w FROM t4 a CROSS JOIN UNNEST(a.rs) AS u (k, w);
SELECT a.n, k, w FROM t4 a LEFT JOIN UNNEST(a.rs) AS u (k, w) ON true;
SELECT n, x, y FROM t4 CROSS JOIN UNNEST(ss, ARRAY[1, 2]) AS u (x, y);
SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS u (k, v);
SELECT x FROM UNNEST(sequence(1, 5)) AS u (x);
SELECT d FROM UNNEST(sequence(DATE '2024-01-30', DATE '2024-02-02', INTERVAL '1' DAY)) AS u (d);
SELECT d FROM UNNEST(sequence(DATE '2024-01-31', DATE '2024-06-30', INTERVAL '1' MONTH)) AS u (d);
SELECT d FROM UNNEST(sequence(DATE '2024-01-30', DATE '2024-02-02')) AS u (d);
SELECT t FROM UNNEST(sequence(TIMESTAMP '2024-01-30 00:00:00', TIMESTAMP '2024-01-30 06:00:00', INTERVAL '2' HOUR)) AS u (t);
SELECT n FROM t4 WHERE m IN (SELECT m FROM t5 WHERE b);
SELECT n FROM t4 WHERE m NOT IN (SELECT m FROM t5 WHERE m IS NOT NULL);
SELECT n FROM t4 a WHERE EXISTS (SELECT 1 FROM t5 c WHERE c.m = a.m);
SELECT n FROM t4 a WHERE NOT EXISTS (SELECT 1 FROM t5 c WHERE c.m = a.m AND c.b = a.b);
SELECT n, (SELECT max(n) FROM t5) FROM t4;
SELECT n, (SELECT count(*) FROM t5 c WHERE c.m = a.m) FROM t4 a;
SELECT n FROM t4 WHERE n > ALL (SELECT n FROM t1 WHERE n IS NOT NULL);
SELECT n FROM t4 WHERE n = ANY (SELECT n FROM t5);
WITH a AS (SELECT * FROM t4), c AS (SELECT m, count(*) AS howmany FROM a GROUP BY m) SELECT * FROM c WHERE howmany > 1;
-- refused
WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 5) SELECT x FROM r;
SELECT n FROM t4 UNION SELECT n FROM t5;
SELECT n FROM t4 UNION ALL SELECT m FROM t5;
SELECT m FROM t4 INTERSECT SELECT m FROM t5;
SELECT m FROM t4 EXCEPT SELECT m FROM t5;
SELECT m FROM t4 EXCEPT ALL SELECT m FROM t5;
SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS v (i, w);
-- refused
SELECT * FROM t4 TABLESAMPLE BERNOULLI (100);
-- refused
SELECT r.* FROM t4;
SELECT r.z.v, r.x FROM t4;
SELECT n FROM t4 ORDER BY n, s, t OFFSET 1 FETCH FIRST 2 ROWS ONLY;
-- refused
SELECT n FROM t4 ORDER BY n FETCH FIRST 1 ROW WITH TIES;
SELECT n FROM t4 ORDER BY n DESC NULLS LAST LIMIT 2;
SELECT x.n FROM (SELECT * FROM t4) x WHERE x.n BETWEEN SYMMETRIC 7 AND 0;
SELECT a.n, q.howmany FROM t4 a CROSS JOIN LATERAL (SELECT count(*) AS howmany FROM t5 c WHERE c.m = a.m) q;
-- refused
SELECT n FROM t4 WHERE (m, b) IN (SELECT m, b FROM t5);
SELECT n FROM t4 WHERE (m, b) IN ((1, true), (2, false));
-- refused
SELECT n FROM t4 WHERE ROW(m, b) = ROW(1, true);

-- text
SELECT upper(s), lower(s), length(s), reverse(s), trim(s) FROM t11;
SELECT translate(s, 'abä', 'xy'), translate(s, '', 'x') FROM t11;
SELECT regexp_extract_all(s, '[a-zä]'), regexp_count(s, '[a-z]'), regexp_position(s, 'b') FROM t11;
SELECT regexp_split(s, '[,.]'), split(s, ','), split(s, ',', 1) FROM t11;
SELECT split_to_map('a=1,b=2', ',', '='), split_to_map(s, ',', '=') FROM t1;
SELECT url_extract_host('https://u@signin.example.gov.uk:8443/a/b?x=1&y=2&x=3#top'), url_extract_path('https://signin.example.gov.uk/a/b?x=1'), url_extract_query('https://h/a?x=1&y'), url_extract_parameter('https://h/a?x=1&y=a%20b&x=3', 'y'), url_extract_protocol('HTTPS://h/a'), url_extract_port('https://h:8443/'), url_extract_fragment('https://h/a#top');
SELECT url_extract_host(s), url_extract_path(s), url_extract_parameter(s, 'x') FROM t11;
SELECT url_encode('a b&c/é'), url_decode('a+b%26c%2F%C3%A9');
SELECT levenshtein_distance(s, t), hamming_distance('abc', 'abd') FROM t11;
-- refused
SELECT normalize(s), normalize(s, NFD) FROM t11;
-- refused
SELECT soundex('Robert'), word_stem('running');
SELECT concat(s, t), s || '-' || t, concat_ws('/', s, NULL, t) FROM t11;
SELECT format('%s/%d/%s', s, m, b) FROM t11;
SELECT format('%05d', m), format('%.2f', d), format('%,d', n) FROM t11;
SELECT lpad(CAST(m AS varchar), 3, '0'), rpad(s, 4, '.') FROM t11;
SELECT substr(s, 1, 1), substring(s, 2), substring(s FROM 1 FOR 2) FROM t11;
-- refused
SELECT strpos(s, 'b'), position('a' IN s), starts_with(s, 'a'), ends_with(s, 'z') FROM t11;
SELECT s LIKE 'a%', s LIKE '%\_%' ESCAPE '\', s NOT LIKE '_' FROM t11;
-- refused
SELECT regexp_like(s, '^[a-z]+$'), regexp_replace(s, '([a-z])', '<$1>'), regexp_replace(s, '[a-z]', x -> upper(x[0])) FROM t11;
-- refused
SELECT codepoint('a'), chr(97), repeat('ab', 3);
SELECT to_hex(md5(to_utf8(s))), to_hex(sha512(to_utf8(s))), to_hex(sha256(to_utf8(s))) FROM t11;
-- refused
SELECT xxhash64(to_utf8(s)), crc32(to_utf8(s)), to_hex(murmur3(to_utf8(s))) FROM t11;
-- refused
SELECT from_utf8(to_utf8(s)), to_base64(to_utf8(s)), from_utf8(from_base64('aGk=')), to_base64url(to_utf8('??>')) FROM t11;
SELECT hmac_sha256(to_utf8('a'), to_utf8('k'));
SELECT split_part(s, ',', 1), split_part(s, ',', 2) FROM t11;
-- refused
SELECT CAST(s AS varchar(1)), CAST('a' AS char(3)) || 'b', length(CAST('a' AS char(3))) FROM t11;
SELECT 'it''s', U&'\00e9', '', '"';
-- refused
SELECT typeof(n), typeof(ss), typeof(1.5) FROM t1;
SELECT coalesce(nullif(trim(s), ''), 'none'), IF(s = '', NULL, s), CASE s WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 0 END FROM t11;
SELECT greatest(m, 0), least(d, 1.0), greatest(s, t) FROM t11;

-- JSON
SELECT json_extract_scalar('{"a":{"b":[1,2]}}', '$.a.b[1]'), json_extract('{"a":{"b":[1,2]}}', '$.a');
SELECT json_array_contains('[1,2,"x"]', 2), json_array_contains(JSON '["x"]', 'x'), json_array_contains('[1.5]', 1.5);
-- refused
SELECT json_array_get('[1,2]', 0);
SELECT is_json_scalar('1'), is_json_scalar('[1]'), json_size('{"a":[1]}', '$.a');
SELECT json_format(CAST(ss AS JSON)), json_format(CAST(r AS JSON)), json_format(CAST(rs AS JSON)) FROM t11;
SELECT json_format(CAST(MAP(ARRAY['b', 'a'], ARRAY[1, 2]) AS JSON)), json_format(CAST(ROW(1, 'x', NULL) AS JSON));
SELECT CAST(json_parse('{"a":1,"b":2}') AS map(varchar, bigint)), CAST(json_parse('[1,2]') AS array(bigint));
SELECT CAST(json_parse('[{"a":1,"b":"x"}]') AS array(row(a bigint, b varchar)));
SELECT CAST(json_parse('{"a":1}') AS row(a bigint, b varchar));
SELECT k, v FROM UNNEST(CAST(json_parse('{"a":"1","b":"2"}') AS map(varchar, varchar))) AS u (k, v);
-- refused
SELECT json_value('{"a":1}', 'lax $.a'), json_query('{"a":[1]}', 'lax $.a'), json_exists('{"a":1}', 'lax $.a');
-- refused
SELECT json_object('a': 1, 'b': 'x'), json_array(1, 'x');
SELECT try(json_parse('{')), try_cast(json_parse('"x"') AS bigint);
SELECT CAST(JSON '1.5' AS double), CAST(JSON '"a"' AS varchar), CAST(JSON 'true' AS boolean);
SELECT json_parse('{"b":1,"a":[1.0,2e3]}'), JSON '{"a": 1}' = json_parse('{"a":1}');
SELECT transform(CAST(json_parse('[{"a":1},{"a":2}]') AS array(json)), x -> json_extract_scalar(x, '$.a'));

-- arrays and maps
SELECT cardinality(ss), element_at(ss, 1), element_at(ss, -1), contains(ss, 'a') FROM t11;
SELECT reduce(ss, 0, (a, x) -> a + coalesce(length(x), 0), a -> a) FROM t11;
SELECT reduce(ss, '', (a, x) -> a || coalesce(x, ''), a -> upper(a)) FROM t11;
SELECT transform(rs, x -> x.k), filter(ss, x -> x <> ''), any_match(ss, x -> x = 'a') FROM t11;
SELECT zip(ss, ARRAY[1, 2]), zip_with(ss, ARRAY['x'], (x, y) -> x || y) FROM t11;
SELECT array_position(ss, 'a'), array_remove(ss, 'a'), arrays_overlap(ss, ARRAY['a', 'b']) FROM t11;
SELECT array_union(ss, ARRAY['a']), array_except(ss, ARRAY['a']), array_intersect(ss, ARRAY['a', 'b']) FROM t11;
-- refused
SELECT array_sort(ss), array_sort(ss, (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), array_distinct(ss) FROM t11;
-- refused
SELECT array_max(ss), array_min(ss), array_first(ss), array_last(ss) FROM t11;
SELECT ss || ARRAY['z'], ss || 'z', 'z' || ss FROM t11;
-- refused
SELECT slice(ss, 1, 2), trim_array(ARRAY[1, 2, 3], 1), repeat('x', 3), flatten(ARRAY[ss, ss]) FROM t11;
SELECT sequence(1, 10, 3), sequence(5, 1), sequence(5, 1, -2);
SELECT transform(ss, nth -> array_join(repeat(nth, 2), '+')), transform(sequence(1, 2), v1 -> array_join(transform(sequence(v1, 3), v2 -> v1 * v2), ',')), transform(sequence(1, 2), dap_v1 -> reduce(repeat(dap_v1, 2), 0, (s, e) -> s + e + dap_v1, s -> s)) FROM t11;
SELECT transform(sequence(1, 2), nth -> sequence(date_add('day', nth, DATE '2024-01-30'), DATE '2024-02-02', INTERVAL '1' DAY)), map_filter(MAP(ARRAY['e', 'p'], ARRAY[1, 2]), (p, q) -> contains(ARRAY['p', 'x'], p) AND q > 1);
-- refused
SELECT shuffle(ss) FROM t11;
-- refused
SELECT combinations(ARRAY[1, 2, 3], 2), ngrams(ARRAY['a', 'b', 'c'], 2);
-- refused
SELECT array_histogram(ss), array_frequency(ss) FROM t11;
-- refused
SELECT MAP(ARRAY['a', 'b'], ARRAY[1, 2])['a'], element_at(MAP(ARRAY['a'], ARRAY[1]), 'x'), cardinality(MAP());
SELECT map_keys(MAP(ARRAY['a'], ARRAY[1])), map_values(MAP(ARRAY['a'], ARRAY[1])), map_entries(MAP(ARRAY['a'], ARRAY[1]));
SELECT map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1), map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[2, 3]));
SELECT transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> v + 1), transform_keys(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> upper(k));
-- refused
SELECT map_from_entries(ARRAY[ROW('a', 1), ROW('b', 2)]), map_zip_with(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a'], ARRAY[2]), (k, x, y) -> x + y);
SELECT MAP(ARRAY['a', 'a'], ARRAY[1, 2]);
SELECT MAP(ARRAY[s], ARRAY[n]) FROM t11 WHERE s IS NOT NULL;
SELECT CAST(MAP(ARRAY['1', '2'], ARRAY[1, NULL]) AS map(bigint, varchar)), CAST(MAP(ARRAY[s], ARRAY[n]) AS map(varchar, double)) FROM t11 WHERE s IS NOT NULL;
SELECT TRY_CAST(MAP(ARRAY[s], ARRAY[n]) AS map(bigint, integer)), TRY_CAST(MAP(ARRAY['1', '01'], ARRAY[1, 2]) AS map(bigint, bigint)) FROM t11 WHERE s IS NOT NULL;
SELECT ROW(1, 'x')[1], CAST(ROW(1, 'x') AS row(a bigint, b varchar)).b;
-- refused
SELECT ARRAY[1, 2][1], ARRAY[ARRAY[1], ARRAY[2, 3]][2][1], ARRAY[1, NULL] = ARRAY[1, NULL];
SELECT rs[1].k FROM t11 WHERE cardinality(rs) > 0;
SELECT try(ss[5]), try(element_at(rs, 9).k), try(ss[0]) FROM t11;
SELECT all_match(ss, x -> x IS NOT NULL), none_match(ss, x -> x = 'a') FROM t11;
SELECT array_join(ss, ',', 'null'), array_join(ss, '') FROM t11;
-- refused
SELECT find_first(ss, x -> x = 'a'), find_first_index(ss, x -> x = 'a') FROM t11;

-- dates and times
SELECT date_trunc('month', TIMESTAMP '2024-02-29 12:34:56'), date_trunc('week', DATE '2024-02-29');
SELECT date_add('day', m, DATE '2024-02-29'), date_diff('day', DATE '2024-02-29', DATE '2025-02-28') FROM t11;
SELECT DATE '2024-03-01' - INTERVAL '1' DAY, TIMESTAMP '2024-03-31 00:00:00' + INTERVAL '1' MONTH, DATE '2024-03-01' + INTERVAL '2' YEAR;
-- refused
SELECT DATE '2024-03-01' - DATE '2024-02-01';
-- refused
SELECT TIMESTAMP '2024-03-01 00:00:00' - TIMESTAMP '2024-02-01 12:00:00';
SELECT from_unixtime(1700000000), to_unixtime(TIMESTAMP '2024-01-01 00:00:00 UTC'), from_unixtime(1700000000.5), CAST(from_unixtime(n) AS date) FROM t11 WHERE n < 100000;
-- refused
SELECT from_unixtime(1700000000, 'Europe/London'), from_unixtime(1700000000, 1, 30);
-- refused
SELECT from_unixtime_nanos(1700000000123456789);
SELECT date_format(TIMESTAMP '2024-02-29 23:04:05', '%Y-%m-%dT%H:%i:%sZ'), date_parse('2024-02-29 23:04', '%Y-%m-%d %H:%i');
SELECT format_datetime(TIMESTAMP '2024-02-29 23:04:05', 'yyyy-MM-dd HH:mm:ss'), parse_datetime('2024-02-29 23:04', 'yyyy-MM-dd HH:mm');
-- refused
SELECT parse_datetime('2024-02-29T23:04:05+01:00', 'yyyy-MM-dd''T''HH:mm:ssZ');
SELECT CAST('2024-02-29' AS date), CAST('2024-02-29 01:02:03.456' AS timestamp), CAST('2024-02-29 01:02:03 UTC' AS timestamp with time zone), try_cast(s AS date) FROM t11;
SELECT CAST(TIMESTAMP '2024-02-29 01:02:03' AS varchar), CAST(TIMESTAMP '2024-02-29 01:02:03.456789' AS timestamp(3)), CAST(DATE '2024-02-29' AS varchar), CAST(TIMESTAMP '2024-02-29 01:02:03' AS date);
SELECT year(DATE '2024-02-29'), month(DATE '2024-02-29'), day(DATE '2024-02-29'), day_of_week(DATE '2024-02-29'), week(DATE '2024-12-31'), year_of_week(DATE '2024-12-31'), quarter(DATE '2024-02-29'), day_of_year(DATE '2024-02-29');
-- refused
SELECT EXTRACT(HOUR FROM TIMESTAMP '2024-02-29 01:02:03'), EXTRACT(DOW FROM DATE '2024-02-29'), extract(TIMEZONE_HOUR FROM TIMESTAMP '2024-02-29 01:02:03 +05:30');
SELECT TIMESTAMP '2024-07-01 12:00:00 UTC' AT TIME ZONE 'Europe/London', CAST(TIMESTAMP '2024-07-01 12:00:00 UTC' AT TIME ZONE 'Europe/London' AS timestamp), with_timezone(TIMESTAMP '2024-07-01 12:00:00', 'Europe/London');
SELECT date(current_timestamp) = current_date, now() > TIMESTAMP '2024-01-01 00:00:00 UTC', localtimestamp > TIMESTAMP '2024-01-01 00:00:00';
SELECT to_iso8601(TIMESTAMP '2024-02-29 01:02:03'), from_iso8601_timestamp('2024-02-29T01:02:03Z'), from_iso8601_date('2024-02-29');
-- refused
SELECT last_day_of_month(DATE '2024-02-01'), timezone_hour(TIMESTAMP '2024-02-29 01:02:03 +05:30'), timezone(TIMESTAMP '2024-02-29 01:02:03 Europe/London');
-- refused
SELECT human_readable_seconds(3661), parse_duration('3.5h'), to_milliseconds(INTERVAL '1' DAY);
-- refused
SELECT TIME '01:02:03', current_time IS NULL, CAST(TIMESTAMP '2024-02-29 01:02:03' AS time);
SELECT DATE '2024-02-29' BETWEEN DATE '2024-02-01' AND DATE '2024-02-29', date '2024-02-29' > TIMESTAMP '2024-02-28 23:00:00';
-- refused
SELECT INTERVAL '2' DAY * 3, INTERVAL '1' DAY + INTERVAL '2' HOUR;
-- refused
SELECT (DATE '2024-01-01', DATE '2024-02-01') OVERLAPS (DATE '2024-01-15', DATE '2024-03-01');
SELECT CAST(to_unixtime(CAST('2024-02-29 01:02:03' AS timestamp)) AS bigint), CAST(CAST(1700000000 AS varchar) AS bigint);
SELECT year || '-' || month || '-' || day, CAST(concat(year, '-', month, '-', day) AS date) FROM t11;
SELECT date_parse(concat(year, month, day), '%Y%m%d') FROM t11;

-- numbers
SELECT power(2, 10), pow(m, 2), sqrt(4), cbrt(27), exp(1), ln(2.718281828459045e0), log10(1000), log2(8), log(2, 8) FROM t11;
SELECT sin(1e0), cos(1e0), tan(1e0), asin(1e0), acos(1e0), atan(1e0), atan2(1e0, 2e0), pi(), e(), degrees(pi()), radians(180);
SELECT sign(m), sign(d), abs(n), ceil(d), floor(d), round(d, 1), truncate(d) FROM t11;
-- refused
SELECT mod(n, 3), n % 3, n / 2, m / 2, d / 2, 7 / 2, 7.0 / 2 FROM t11;
-- refused
SELECT bitwise_and(n, 7), bitwise_or(m, 4), bitwise_xor(m, 1), bitwise_not(m), bitwise_left_shift(m, 2), bit_count(m, 64) FROM t11;
SELECT from_base('ff', 16), to_base(255, 16), width_bucket(d, 0, 10, 5) FROM t11;
SELECT infinity(), nan(), is_infinite(d), is_nan(d) FROM t11;
-- refused
SELECT rand() < 2, random(10) < 10, uuid() IS NOT NULL;
SELECT CAST(n AS varchar), CAST(d AS varchar), CAST(m AS double), CAST('1.5' AS decimal(10, 2)), CAST(d AS integer), try_cast(s AS bigint) FROM t11 WHERE d < 1000;
-- refused
SELECT 1.0 * m, 0.1 + 0.2, 1e0 / 3, 1 / 3.0, -m, +m FROM t11;
SELECT CAST(m AS real) / 3, REAL '0.1' + 0.2 FROM t11;
SELECT 10000000000, 0x1F, 1_000, 1.5E3, .5, 0b11;
SELECT n IS DISTINCT FROM m, n = m, n <> m, NOT b, b AND n > 0 FROM t11;
SELECT n IN (1, 2), m NOT IN (1, 2), n BETWEEN 0 AND 5 FROM t11;

-- hidden columns and metadata
SELECT "$path" IS NOT NULL FROM t11;
SELECT regexp_extract("$path", '[^/]+$') FROM t11;
-- refused
SELECT "$file_size" > 0 FROM t11;
-- refused
SELECT * FROM t11 FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00 UTC';
-- refused
SELECT * FROM TABLE(sequence(1, 3));
-- refused
SELECT * FROM t4 MATCH_RECOGNIZE (MEASURES A.n AS an PATTERN (A) DEFINE A AS true);
-- refused
SELECT transform(ss, x -> (SELECT max(n) FROM t1)) FROM t4;
SELECT CASE WHEN grouping(b) = 1 THEN 'all' ELSE CAST(b AS varchar) END, count(*) FROM t11 GROUP BY ROLLUP (b);
SELECT n FROM t11 WHERE n NOT IN (1, NULL);
SELECT s IN ('a', NULL), CASE WHEN n IN (1, NULL) THEN 1 END FROM t11;
SELECT year, month, day FROM "t11$partitions";
SELECT count(*) FROM "t11$partitions" p WHERE p.year = '2024';
SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema = 'local-gen-raw';
SELECT column_name, ordinal_position, data_type FROM information_schema.columns WHERE table_schema = 'local-gen-raw' AND table_name = 't3' AND data_type NOT LIKE '%row%';
SELECT c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON c.table_name = t.table_name AND c.table_schema = t.table_schema WHERE t.table_name = 't5';
SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'local-gen%';
-- refused
SELECT * FROM information_schema.views;
-- refused
SELECT grouping(b) FROM t11;
-- refused
SELECT b, grouping(m) FROM t11 GROUP BY ROLLUP (b);
