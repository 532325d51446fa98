-- What Redshift has and PostgreSQL lacks. Run again at will; the schema belongs at the end of every
-- connection's search path. Times are UTC, as Redshift's are by default. SUPER is jsonb here.
CREATE SCHEMA IF NOT EXISTS dap_redshift;

-- Time ------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION dap_redshift.getdate() RETURNS timestamp
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN date_trunc('second', statement_timestamp() AT TIME ZONE 'UTC');

CREATE OR REPLACE FUNCTION dap_redshift.sysdate() RETURNS timestamp
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN transaction_timestamp() AT TIME ZONE 'UTC';

-- A month's last day stays in the month that is reached: 31 January and one month is 28 February.
CREATE OR REPLACE FUNCTION dap_redshift.dateadd(part text, amount bigint, moment timestamp) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN moment + CASE part
        WHEN 'quarter' THEN (amount * 3) * interval '1 month'
        WHEN 'dow' THEN amount * interval '1 day'
        WHEN 'doy' THEN amount * interval '1 day'
        WHEN 'epoch' THEN amount * interval '1 second'
        ELSE amount * ('1 ' || part)::interval END;

CREATE OR REPLACE FUNCTION dap_redshift.dateadd(part text, amount bigint, moment timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.dateadd(part, amount, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';

CREATE OR REPLACE FUNCTION dap_redshift.dateadd(part text, amount bigint, moment date) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.dateadd(part, amount, moment::timestamp);

-- How many boundaries of the part lie between the two, as Redshift counts.
CREATE OR REPLACE FUNCTION dap_redshift.datediff(part text, since timestamp, until timestamp) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE part
        WHEN 'year' THEN date_part('year', until) - date_part('year', since)
        WHEN 'decade' THEN date_part('decade', until) - date_part('decade', since)
        WHEN 'century' THEN date_part('century', until) - date_part('century', since)
        WHEN 'millennium' THEN date_part('millennium', until) - date_part('millennium', since)
        WHEN 'quarter' THEN (date_part('year', until) - date_part('year', since)) * 4
            + date_part('quarter', until) - date_part('quarter', since)
        WHEN 'month' THEN (date_part('year', until) - date_part('year', since)) * 12
            + date_part('month', until) - date_part('month', since)
        WHEN 'week' THEN (date_trunc('week', until)::date - date_trunc('week', since)::date) / 7
        WHEN 'day' THEN until::date - since::date
        WHEN 'dow' THEN until::date - since::date
        WHEN 'doy' THEN until::date - since::date
        WHEN 'hour' THEN date_part('epoch', date_trunc('hour', until) - date_trunc('hour', since)) / 3600
        WHEN 'minute' THEN date_part('epoch', date_trunc('minute', until) - date_trunc('minute', since)) / 60
        WHEN 'milliseconds' THEN round(date_part('epoch', date_trunc('milliseconds', until)
            - date_trunc('milliseconds', since)) * 1000)
        WHEN 'microseconds' THEN round(date_part('epoch', until - since) * 1000000)
        ELSE date_part('epoch', date_trunc('second', until) - date_trunc('second', since)) END::bigint;

CREATE OR REPLACE FUNCTION dap_redshift.datediff(part text, since timestamptz, until timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.datediff(part, since AT TIME ZONE 'UTC', until AT TIME ZONE 'UTC');

CREATE OR REPLACE FUNCTION dap_redshift.datediff(part text, since date, until date) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.datediff(part, since::timestamp, until::timestamp);

CREATE OR REPLACE FUNCTION dap_redshift.date_trunc(part text, moment date) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_trunc(part, moment::timestamp);

CREATE OR REPLACE FUNCTION dap_redshift.trunc(moment timestamp) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN moment::date;

CREATE OR REPLACE FUNCTION dap_redshift.last_day(moment timestamp) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (date_trunc('month', moment) + interval '1 month' - interval '1 day')::date;

CREATE OR REPLACE FUNCTION dap_redshift.next_day(moment timestamp, weekday text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN moment::date + 1 + ((position(lower(left(weekday, 2)) IN 'su mo tu we th fr sa') / 3
        - date_part('dow', moment::date + 1)::int + 7) % 7);

-- The last day of a month leads to the last day of the other.
CREATE OR REPLACE FUNCTION dap_redshift.add_months(moment timestamp, months bigint) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN moment::date = dap_redshift.last_day(moment)
        THEN dap_redshift.last_day(moment + months * interval '1 month') + moment::time
        ELSE moment + months * interval '1 month' END;

CREATE OR REPLACE FUNCTION dap_redshift.months_between(later timestamp, earlier timestamp) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (date_part('year', later) - date_part('year', earlier)) * 12
        + date_part('month', later) - date_part('month', earlier)
        + CASE WHEN date_part('day', later) = date_part('day', earlier)
                    OR later::date = dap_redshift.last_day(later) AND earlier::date = dap_redshift.last_day(earlier)
            THEN 0
            ELSE (date_part('day', later) - date_part('day', earlier)
                + date_part('epoch', later::time - earlier::time) / 86400) / 31 END;

CREATE OR REPLACE FUNCTION dap_redshift.convert_timezone(source text, target text, moment timestamp) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN moment AT TIME ZONE source AT TIME ZONE target;

CREATE OR REPLACE FUNCTION dap_redshift.convert_timezone(target text, moment timestamp) RETURNS timestamp
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN moment AT TIME ZONE 'UTC' AT TIME ZONE target;

-- A day past the end of its month goes into the next one, and so does an hour past the end of its day, unless the
-- third argument asks for strictness. Only formats of figures can overflow; all others are PostgreSQL's own.
CREATE OR REPLACE FUNCTION dap_redshift.overflowing(body text, format text) RETURNS timestamp
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    rest text := body;
    mask text := upper(format);
    word text;
    figures text;
    parts integer[] := ARRAY[1, 1, 1, 0, 0, 0];
    place integer;
BEGIN
    WHILE mask <> '' LOOP
        word := (regexp_match(mask, '^(YYYY|MM|DD|HH24|MI|SS)'))[1];
        IF word IS NULL THEN
            IF mask ~ '^[A-Z]' THEN
                RETURN NULL;
            END IF;
            -- What stands between the parts is left out on both sides.
            mask := substr(mask, 1 + length((regexp_match(mask, '^("[^"]*"|[^A-Z"]+)'))[1]));
            rest := regexp_replace(rest, '^[^0-9]+', '');
        ELSE
            place := array_position(ARRAY['YYYY', 'MM', 'DD', 'HH24', 'MI', 'SS'], word);
            figures := (regexp_match(rest, CASE word WHEN 'YYYY' THEN '^[0-9]{1,4}' ELSE '^[0-9]{1,2}' END))[1];
            EXIT WHEN figures IS NULL;
            parts[place] := figures::integer;
            rest := substr(rest, 1 + length(figures));
            mask := substr(mask, 1 + length(word));
        END IF;
    END LOOP;
    IF figures IS NULL OR parts[2] NOT BETWEEN 1 AND 12 OR parts[1] = 0 THEN
        RETURN NULL;
    END IF;
    RETURN make_timestamp(parts[1], parts[2], 1, 0, 0, 0) + (parts[3] - 1) * interval '1 day'
        + parts[4] * interval '1 hour' + parts[5] * interval '1 minute' + parts[6] * interval '1 second';
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.to_date(body text, format text, is_strict boolean DEFAULT false) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    -- The first 28 days of a month cannot overflow: the format that most batches have is read at once.
    RETURN CASE WHEN is_strict OR format = 'YYYYMMDD' AND body ~ '^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])$'
            THEN to_date(body, format)
        ELSE coalesce(dap_redshift.overflowing(body, format)::date, to_date(body, format)) END;

CREATE OR REPLACE FUNCTION dap_redshift.to_timestamp(body text, format text, is_strict boolean DEFAULT false)
    RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN is_strict THEN to_timestamp(body, format)
        ELSE coalesce(dap_redshift.overflowing(body, format)::timestamptz, to_timestamp(body, format)) END;

CREATE OR REPLACE FUNCTION dap_redshift.date_cmp(a date, b date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sign((a - b)::numeric)::integer;

CREATE OR REPLACE FUNCTION dap_redshift.timestamp_cmp(a timestamp, b timestamp) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN a > b THEN 1 WHEN a < b THEN -1 WHEN a = b THEN 0 END;

CREATE OR REPLACE FUNCTION dap_redshift.date_cmp_timestamp(a date, b timestamp) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a::timestamp, b);
CREATE OR REPLACE FUNCTION dap_redshift.date_cmp_timestamptz(a date, b timestamptz) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a::timestamp, b AT TIME ZONE 'UTC');
CREATE OR REPLACE FUNCTION dap_redshift.timestamp_cmp_date(a timestamp, b date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a, b::timestamp);
CREATE OR REPLACE FUNCTION dap_redshift.timestamp_cmp_timestamptz(a timestamp, b timestamptz) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a, b AT TIME ZONE 'UTC');
CREATE OR REPLACE FUNCTION dap_redshift.timestamptz_cmp(a timestamptz, b timestamptz) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.timestamp_cmp(a AT TIME ZONE 'UTC', b AT TIME ZONE 'UTC');
CREATE OR REPLACE FUNCTION dap_redshift.timestamptz_cmp_date(a timestamptz, b date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a AT TIME ZONE 'UTC', b::timestamp);
CREATE OR REPLACE FUNCTION dap_redshift.timestamptz_cmp_timestamp(a timestamptz, b timestamp) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.timestamp_cmp(a AT TIME ZONE 'UTC', b);

-- The text, if the type can be read from it.
CREATE OR REPLACE FUNCTION dap_redshift.readable(value text, type text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN pg_input_is_valid(value, type) THEN value END;
END $$;

-- Numbers ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION dap_redshift.round(value double precision, digits integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN round(value::numeric, digits)::double precision;

CREATE OR REPLACE FUNCTION dap_redshift.trunc(value double precision, digits integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN trunc(value::numeric, digits)::double precision;

CREATE OR REPLACE FUNCTION dap_redshift.strtol(digits text, base integer) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    body text := lower(trim(digits));
    result numeric := 0;
    value integer;
    sign integer := 1;
BEGIN
    IF body IS NULL OR base IS NULL THEN
        RETURN NULL;
    END IF;
    IF left(body, 1) IN ('-', '+') THEN
        sign := CASE left(body, 1) WHEN '-' THEN -1 ELSE 1 END;
        body := substr(body, 2);
    END IF;
    IF base = 16 AND left(body, 2) = '0x' THEN
        body := substr(body, 3);
    END IF;
    FOR i IN 1 .. length(body) LOOP
        value := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(body, i, 1)) - 1;
        IF value < 0 OR value >= base THEN
            RAISE EXCEPTION 'strtol: the text is no number in base %', base;
        END IF;
        result := result * base + value;
    END LOOP;
    RETURN sign * result;
END $$;

-- SUPER -----------------------------------------------------------------------------------------

-- jsonb can hold neither the character 0 nor half of a pair: both become U+FFFD.
CREATE OR REPLACE FUNCTION dap_redshift.json_parse(document text) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    mended text;
BEGIN
    IF document IS NULL THEN
        RETURN NULL;
    ELSIF pg_input_is_valid(document, 'jsonb') THEN
        RETURN nullif(document::jsonb, 'null'::jsonb);
    ELSIF document IS JSON THEN
        mended := regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
        IF NOT pg_input_is_valid(mended, 'jsonb') THEN
            mended := regexp_replace(mended, '(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\1\\ufffd', 'g');
        END IF;
        IF pg_input_is_valid(mended, 'jsonb') THEN
            RETURN mended::jsonb;
        END IF;
    END IF;
    -- The text itself must not get into a message.
    RAISE EXCEPTION 'json_parse: the text is not JSON' USING ERRCODE = 'invalid_text_representation';
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.can_json_parse(document text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN document IS JSON;

-- As Redshift: an object, where IS_VALID_JSON_ARRAY is for arrays.
CREATE OR REPLACE FUNCTION dap_redshift.is_valid_json(document text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN document IS JSON OBJECT;

CREATE OR REPLACE FUNCTION dap_redshift.is_valid_json_array(document text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN document IS JSON ARRAY;

-- Lax: what is not there is NULL, and so is JSON's null.
CREATE OR REPLACE FUNCTION dap_redshift.navigate(value jsonb, VARIADIC path text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN nullif(jsonb_extract_path(value, VARIADIC path), 'null'::jsonb);

-- A step of a path that is worked out: an index, or an attribute's name. A negative index is out of bounds;
-- to jsonb it would count from the end.
CREATE OR REPLACE FUNCTION dap_redshift.step(place bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN place >= 0 THEN place::text END;

CREATE OR REPLACE FUNCTION dap_redshift.step(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN name;

CREATE OR REPLACE FUNCTION dap_redshift.step(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(value) = 'string' OR left(value #>> '{}', 1) <> '-' THEN value #>> '{}' END;

-- The scalar in a SUPER value as text without quotes, a container as JSON; others as they are.
CREATE OR REPLACE FUNCTION dap_redshift.compact(value jsonb) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'array' THEN
            RETURN '[' || coalesce((SELECT string_agg(dap_redshift.compact(e), ',' ORDER BY i)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS t(e, i)), '') || ']';
        WHEN 'object' THEN
            RETURN '{' || coalesce((SELECT string_agg(to_json(k)::text || ':' || dap_redshift.compact(v), ',' ORDER BY i)
                FROM jsonb_each(value) WITH ORDINALITY AS t(k, v, i)), '') || '}';
        ELSE
            RETURN value::text;
    END CASE;
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.json_serialize(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value IS NULL THEN 'null' ELSE dap_redshift.compact(value) END;

CREATE OR REPLACE FUNCTION dap_redshift.scalar(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(value) IN ('array', 'object') THEN dap_redshift.compact(value) ELSE value #>> '{}' END;

CREATE OR REPLACE FUNCTION dap_redshift.scalar(value anyelement) RETURNS anyelement
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT value';

CREATE OR REPLACE FUNCTION dap_redshift.as_text(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.scalar(value);

CREATE OR REPLACE FUNCTION dap_redshift.as_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN value;

CREATE OR REPLACE FUNCTION dap_redshift.as_text(value anyelement) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT value::text';

-- Casts of SUPER: what cannot be cast is NULL, as Redshift has it by default. In PL/pgSQL, since the planner
-- works out constant casts even where CASE would not come to them.
CREATE OR REPLACE FUNCTION dap_redshift.as_numeric(value jsonb) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF pg_input_is_valid(value #>> '{}', 'numeric') THEN
        RETURN (value #>> '{}')::numeric;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.as_bigint(value jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN jsonb_typeof(value) = 'boolean' THEN ((value #>> '{}')::boolean)::integer
        WHEN round(dap_redshift.as_numeric(value)) BETWEEN -9223372036854775808 AND 9223372036854775807
            THEN round(dap_redshift.as_numeric(value))::bigint END;

CREATE OR REPLACE FUNCTION dap_redshift.as_integer(value jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN dap_redshift.as_bigint(value) BETWEEN -2147483648 AND 2147483647
        THEN dap_redshift.as_bigint(value)::integer END;

CREATE OR REPLACE FUNCTION dap_redshift.as_smallint(value jsonb) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN dap_redshift.as_bigint(value) BETWEEN -32768 AND 32767
        THEN dap_redshift.as_bigint(value)::smallint END;

CREATE OR REPLACE FUNCTION dap_redshift.as_double(value jsonb) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF pg_input_is_valid(value #>> '{}', 'double precision') THEN
        RETURN (value #>> '{}')::double precision;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.as_boolean(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF jsonb_typeof(value) = 'number' THEN
        RETURN (value #>> '{}')::numeric <> 0;
    ELSIF pg_input_is_valid(value #>> '{}', 'boolean') THEN
        RETURN (value #>> '{}')::boolean;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.as_date(value jsonb) RETURNS date
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF pg_input_is_valid(value #>> '{}', 'date') THEN
        RETURN (value #>> '{}')::date;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.as_timestamp(value jsonb) RETURNS timestamp
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF pg_input_is_valid(value #>> '{}', 'timestamp') THEN
        RETURN (value #>> '{}')::timestamp;
    END IF;
    RETURN NULL;
END $$;

DO $do$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['as_numeric', 'as_bigint', 'as_integer', 'as_smallint', 'as_double', 'as_boolean',
            'as_date', 'as_timestamp'] LOOP
        EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.%I(value anyelement) RETURNS anyelement '
            'LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT value''', name);
    END LOOP;
END $do$;

-- The elements of an array with their places; what is no array has none.
CREATE OR REPLACE FUNCTION dap_redshift.elements(value jsonb, OUT element jsonb, OUT place bigint)
    RETURNS SETOF record LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4 AS $$
    SELECT nullif(e, 'null'::jsonb), i - 1
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(value) = 'array' THEN value ELSE '[]'::jsonb END)
        WITH ORDINALITY AS t(e, i)
$$;

CREATE OR REPLACE FUNCTION dap_redshift.attributes(value jsonb, OUT content jsonb, OUT name text)
    RETURNS SETOF record LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4 AS $$
    SELECT nullif(v, 'null'::jsonb), k
    FROM jsonb_each(CASE WHEN jsonb_typeof(value) = 'object' THEN value ELSE '{}'::jsonb END) AS t(k, v)
$$;

CREATE OR REPLACE FUNCTION dap_redshift.get_array_length(value jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(value) = 'array' THEN jsonb_array_length(value) END;

CREATE OR REPLACE FUNCTION dap_redshift.is_array(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'array';
CREATE OR REPLACE FUNCTION dap_redshift.is_object(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'object';
CREATE OR REPLACE FUNCTION dap_redshift.is_scalar(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) NOT IN ('object', 'array');
CREATE OR REPLACE FUNCTION dap_redshift.is_varchar(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'string';
CREATE OR REPLACE FUNCTION dap_redshift.is_char(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'string';
CREATE OR REPLACE FUNCTION dap_redshift.is_boolean(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'boolean';
CREATE OR REPLACE FUNCTION dap_redshift.is_decimal(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'number';
CREATE OR REPLACE FUNCTION dap_redshift.is_float(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value) = 'number';
CREATE OR REPLACE FUNCTION dap_redshift.is_bigint(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN jsonb_typeof(value) = 'number' AND scale((value #>> '{}')::numeric) = 0;
CREATE OR REPLACE FUNCTION dap_redshift.is_integer(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.is_bigint(value)
        AND (value #>> '{}')::numeric BETWEEN -2147483648 AND 2147483647;
CREATE OR REPLACE FUNCTION dap_redshift.is_smallint(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.is_bigint(value)
        AND (value #>> '{}')::numeric BETWEEN -32768 AND 32767;
CREATE OR REPLACE FUNCTION dap_redshift.json_typeof(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN jsonb_typeof(value);
CREATE OR REPLACE FUNCTION dap_redshift.json_size(value jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN octet_length(dap_redshift.compact(value));

CREATE OR REPLACE FUNCTION dap_redshift.array_concat(a jsonb, b jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a || b;
CREATE OR REPLACE FUNCTION dap_redshift.split_to_array(body text, delimiter text DEFAULT ',') RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_jsonb(string_to_array(body, delimiter));
CREATE OR REPLACE FUNCTION dap_redshift.subarray(value jsonb, start integer, amount integer) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT coalesce(jsonb_agg(e ORDER BY i), '[]') FROM jsonb_array_elements(value) WITH ORDINALITY AS t(e, i)
        WHERE i > start AND i <= start + amount);
CREATE OR REPLACE FUNCTION dap_redshift.array_flatten(value jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT coalesce(jsonb_agg(x ORDER BY i, j), '[]')
        FROM jsonb_array_elements(value) WITH ORDINALITY AS t(e, i),
            jsonb_array_elements(CASE WHEN jsonb_typeof(e) = 'array' THEN e ELSE jsonb_build_array(e) END)
                WITH ORDINALITY AS u(x, j));

-- JSON in text ----------------------------------------------------------------------------------

-- In PL/pgSQL, like all that must not fail on what it does not come to: the planner works constants out.
CREATE OR REPLACE FUNCTION dap_redshift.json_read(document text, null_if_invalid boolean) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF null_if_invalid AND NOT (document IS JSON) THEN
        RETURN NULL;
    END IF;
    RETURN dap_redshift.json_parse(document);
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.json_extract_path_text(document text, path text[], null_if_invalid boolean)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.scalar(dap_redshift.navigate(dap_redshift.json_read(document, null_if_invalid), VARIADIC path));

CREATE OR REPLACE FUNCTION dap_redshift.json_extract_array_element_text(
    document text, place integer, null_if_invalid boolean DEFAULT false)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN place >= 0
        THEN dap_redshift.scalar(nullif(dap_redshift.json_read(document, null_if_invalid) -> place, 'null'::jsonb)) END;

CREATE OR REPLACE FUNCTION dap_redshift.json_array_length(document text, null_if_invalid boolean DEFAULT false)
    RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(dap_redshift.json_read(document, null_if_invalid)) = 'array'
        THEN jsonb_array_length(dap_redshift.json_read(document, null_if_invalid)) END;

-- Text ------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION dap_redshift.sha2(body text, bits integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN encode(CASE bits
        WHEN 224 THEN sha224(convert_to(body, 'UTF8'))
        WHEN 384 THEN sha384(convert_to(body, 'UTF8'))
        WHEN 512 THEN sha512(convert_to(body, 'UTF8'))
        ELSE sha256(convert_to(body, 'UTF8')) END, 'hex');

-- The sum in hexadecimal figures, of CRC-32C; PostgreSQL's crc32 takes bytes and another polynomial.
CREATE OR REPLACE FUNCTION dap_redshift.crc32(body text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_hex(crc32c(convert_to(body, 'UTF8')));

-- ILIKE knows the two cases of ASCII letters alone.
CREATE OR REPLACE FUNCTION dap_redshift.ascii_lower(body text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(body, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz');

-- Redshift writes $1 for a group where PostgreSQL writes \1, and replaces all.
CREATE OR REPLACE FUNCTION dap_redshift.regexp_replace(
    body text, pattern text, replacement text DEFAULT '', start integer DEFAULT 1, parameters text DEFAULT 'c')
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN left(body, start - 1) || regexp_replace(substr(body, start), pattern,
        regexp_replace(replacement, '\$(\d)', '\\\1', 'g'), 'g' || CASE WHEN strpos(parameters, 'i') > 0 THEN 'i' ELSE '' END);

CREATE OR REPLACE FUNCTION dap_redshift.regexp_substr(
    body text, pattern text, start integer DEFAULT 1, occurrence integer DEFAULT 1, parameters text DEFAULT 'c')
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN body IS NOT NULL AND pattern IS NOT NULL THEN coalesce(regexp_substr(body, pattern, start, occurrence,
        CASE WHEN strpos(parameters, 'i') > 0 THEN 'i' ELSE 'c' END,
        CASE WHEN strpos(parameters, 'e') > 0 THEN 1 ELSE 0 END), '') END;

CREATE OR REPLACE FUNCTION dap_redshift.regexp_instr(
    body text, pattern text, start integer DEFAULT 1, occurrence integer DEFAULT 1, at_end integer DEFAULT 0,
    parameters text DEFAULT 'c')
    RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_instr(body, pattern, start, occurrence, at_end,
        CASE WHEN strpos(parameters, 'i') > 0 THEN 'i' ELSE 'c' END);

CREATE OR REPLACE FUNCTION dap_redshift.regexp_count(
    body text, pattern text, start integer DEFAULT 1, parameters text DEFAULT 'c')
    RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_count(body, pattern, start, CASE WHEN strpos(parameters, 'i') > 0 THEN 'i' ELSE 'c' END);

-- Operators -------------------------------------------------------------------------------------
-- Found through the search path, where PostgreSQL has none for the two types.

DO $do$
DECLARE
    sign text;
    name text;
    kind text;
    moment text;
    days text;
BEGIN
    -- Days are any whole number; PostgreSQL has date and integer itself. Without smallint it could not choose.
    FOREACH kind IN ARRAY ARRAY['timestamp:smallint', 'timestamp:integer', 'timestamp:bigint', 'date:smallint', 'date:bigint'] LOOP
        moment := split_part(kind, ':', 1);
        days := split_part(kind, ':', 2);
        FOR sign, name IN VALUES ('+', 'plus_days'), ('-', 'minus_days') LOOP
            EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.%1$s(moment %2$s, days %3$s) RETURNS %2$s '
                'LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (moment %4$s days * interval ''1 day'')::%2$s', name, moment, days, sign);
            IF to_regoperator(format('dap_redshift.%s(%s,%s)', sign, moment, days)) IS NULL THEN
                EXECUTE format('CREATE OPERATOR dap_redshift.%s (FUNCTION = dap_redshift.%s, LEFTARG = %s, RIGHTARG = %s)',
                    sign, name, moment, days);
            END IF;
        END LOOP;
    END LOOP;
    -- Source: AWS, "Type compatibility and conversion". Whole numbers beside text are compared, and joined, as text;
    -- decimals turn the text into a number, and so do moments and truth values. A SUPER value goes by its scalar.
    FOR sign, name IN VALUES ('=', 'eq'), ('<>', 'ne'), ('<', 'lt'), ('<=', 'le'), ('>', 'gt'), ('>=', 'ge') LOOP
        FOREACH kind IN ARRAY ARRAY[
                'super_%s_text:jsonb:text:(a #>> ''{}'') %s b',
                'super_%s_number:jsonb:numeric:dap_redshift.as_numeric(a) %s b',
                'super_%s_boolean:jsonb:boolean:dap_redshift.as_boolean(a) %s b',
                'boolean_%s_super:boolean:jsonb:a %s dap_redshift.as_boolean(b)',
                'text_%s_number:text:smallint:a %s b::text', 'number_%s_text:smallint:text:a::text %s b',
                'text_%s_number:text:integer:a %s b::text', 'number_%s_text:integer:text:a::text %s b',
                'text_%s_number:text:bigint:a %s b::text', 'number_%s_text:bigint:text:a::text %s b',
                'text_%s_decimal:text:numeric:a::numeric %s b', 'decimal_%s_text:numeric:text:a %s b::numeric',
                'text_%s_double:text:double precision:a::double precision %s b',
                'double_%s_text:double precision:text:a %s b::double precision',
                'text_%s_date:text:date:a::date %s b', 'date_%s_text:date:text:a %s b::date',
                'text_%s_timestamp:text:timestamp:a::timestamp %s b', 'timestamp_%s_text:timestamp:text:a %s b::timestamp',
                'text_%s_timestamptz:text:timestamptz:a::timestamptz %s b',
                'timestamptz_%s_text:timestamptz:text:a %s b::timestamptz',
                'text_%s_boolean:text:boolean:a::boolean %s b', 'boolean_%s_text:boolean:text:a %s b::boolean'] LOOP
            EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.%s(a %s, b %s) RETURNS boolean LANGUAGE sql STABLE '
                'PARALLEL SAFE RETURN %s', format(split_part(kind, ':', 1), name), split_part(kind, ':', 2),
                split_part(kind, ':', 3), format(regexp_replace(kind, '^[^:]*:[^:]*:[^:]*:', ''), sign));
            IF to_regoperator(format('dap_redshift.%s(%s,%s)', sign, split_part(kind, ':', 2), split_part(kind, ':', 3)))
                    IS NULL THEN
                EXECUTE format('CREATE OPERATOR dap_redshift.%s (FUNCTION = dap_redshift.%s, LEFTARG = %s, RIGHTARG = %s)',
                    sign, format(split_part(kind, ':', 1), name), split_part(kind, ':', 2), split_part(kind, ':', 3));
            END IF;
        END LOOP;
    END LOOP;
    -- LIKE on what is no text takes it for its text.
    FOREACH kind IN ARRAY ARRAY['bigint', 'numeric', 'double precision', 'date', 'timestamp', 'timestamptz'] LOOP
        FOR sign, name IN VALUES ('~~', 'like'), ('!~~', 'not_like') LOOP
            EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.%s(a %s, b text) RETURNS boolean LANGUAGE sql STABLE '
                'PARALLEL SAFE RETURN a::text %s b', name, kind, sign);
            IF to_regoperator(format('dap_redshift.%s(%s,text)', sign, kind)) IS NULL THEN
                EXECUTE format('CREATE OPERATOR dap_redshift.%s (FUNCTION = dap_redshift.%s, LEFTARG = %s, RIGHTARG = text)',
                    sign, name, kind);
            END IF;
        END LOOP;
    END LOOP;
END $do$;

CREATE OR REPLACE FUNCTION dap_redshift.super_concat(a jsonb, b text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.scalar(a) || b;
CREATE OR REPLACE FUNCTION dap_redshift.concat_super(a text, b jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a || dap_redshift.scalar(b);

DO $do$
BEGIN
    IF to_regoperator('dap_redshift.||(jsonb,text)') IS NULL THEN
        CREATE OPERATOR dap_redshift.|| (FUNCTION = dap_redshift.super_concat, LEFTARG = jsonb, RIGHTARG = text);
        CREATE OPERATOR dap_redshift.|| (FUNCTION = dap_redshift.concat_super, LEFTARG = text, RIGHTARG = jsonb);
    END IF;
END $do$;

CREATE OR REPLACE FUNCTION dap_redshift.number_plus_super(a numeric, b jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a + dap_redshift.as_numeric(b);
CREATE OR REPLACE FUNCTION dap_redshift.number_minus_super(a numeric, b jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a - dap_redshift.as_numeric(b);
CREATE OR REPLACE FUNCTION dap_redshift.number_times_super(a numeric, b jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a * dap_redshift.as_numeric(b);

DO $do$
BEGIN
    IF to_regoperator('dap_redshift.+(numeric,jsonb)') IS NULL THEN
        CREATE OPERATOR dap_redshift.+ (FUNCTION = dap_redshift.number_plus_super, LEFTARG = numeric, RIGHTARG = jsonb);
        CREATE OPERATOR dap_redshift.- (FUNCTION = dap_redshift.number_minus_super, LEFTARG = numeric, RIGHTARG = jsonb);
        CREATE OPERATOR dap_redshift.* (FUNCTION = dap_redshift.number_times_super, LEFTARG = numeric, RIGHTARG = jsonb);
    END IF;
END $do$;

-- Assignment ------------------------------------------------------------------------------------
-- What INSERT and UPDATE make of a value for a column, of whose type the second argument is. Numbers and moments are
-- PostgreSQL's to convert; text and SUPER it would not.

CREATE OR REPLACE FUNCTION dap_redshift.fit(value anyelement, sample anycompatible) RETURNS anyelement
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT value';

CREATE OR REPLACE FUNCTION dap_redshift.fit(value text, sample jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_jsonb(value);

CREATE OR REPLACE FUNCTION dap_redshift.fit(value jsonb, sample text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN dap_redshift.scalar(value);

DO $do$
DECLARE
    kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['smallint:as_smallint', 'integer:as_integer', 'bigint:as_bigint', 'numeric:as_numeric',
            'real:as_double', 'double precision:as_double', 'boolean:as_boolean', 'date:as_date', 'timestamp:as_timestamp',
            'timestamptz:as_timestamp'] LOOP
        EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.fit(value text, sample %1$s) RETURNS %1$s '
            'LANGUAGE sql STABLE PARALLEL SAFE RETURN value::%1$s', split_part(kind, ':', 1));
        EXECUTE format('CREATE OR REPLACE FUNCTION dap_redshift.fit(value jsonb, sample %1$s) RETURNS %1$s '
            'LANGUAGE sql STABLE PARALLEL SAFE RETURN dap_redshift.%2$s(value)::%1$s', split_part(kind, ':', 1),
            split_part(kind, ':', 2));
    END LOOP;
END $do$;

-- Aggregates ------------------------------------------------------------------------------------

-- AVG of whole numbers is a whole number, of decimals one with as many places as they have: what is past them is cut.
CREATE OR REPLACE FUNCTION dap_redshift.whole_average(state bigint[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN state[1] > 0 THEN state[2] / state[1] END;

CREATE OR REPLACE AGGREGATE dap_redshift.avg(smallint) (SFUNC = int2_avg_accum, STYPE = bigint[], INITCOND = '{0,0}',
    FINALFUNC = dap_redshift.whole_average, COMBINEFUNC = int4_avg_combine, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE dap_redshift.avg(integer) (SFUNC = int4_avg_accum, STYPE = bigint[], INITCOND = '{0,0}',
    FINALFUNC = dap_redshift.whole_average, COMBINEFUNC = int4_avg_combine, PARALLEL = SAFE);

CREATE OR REPLACE FUNCTION dap_redshift.sum_up(state numeric[], value numeric) RETURNS numeric[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY[state[1] + 1, state[2] + value, greatest(state[3], scale(value))];
CREATE OR REPLACE FUNCTION dap_redshift.sum_up(state numeric[], value bigint) RETURNS numeric[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY[state[1] + 1, state[2] + value, 0];
CREATE OR REPLACE FUNCTION dap_redshift.average(state numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN state[1] > 0 THEN trunc(state[2] / state[1], state[3]::integer) END;
CREATE OR REPLACE FUNCTION dap_redshift.big_average(state numeric[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN dap_redshift.average(state)::bigint;

CREATE OR REPLACE AGGREGATE dap_redshift.avg(bigint) (SFUNC = dap_redshift.sum_up, STYPE = numeric[], INITCOND = '{0,0,0}',
    FINALFUNC = dap_redshift.big_average);
CREATE OR REPLACE AGGREGATE dap_redshift.avg(numeric) (SFUNC = dap_redshift.sum_up, STYPE = numeric[], INITCOND = '{0,0,0}',
    FINALFUNC = dap_redshift.average);
CREATE OR REPLACE AGGREGATE dap_redshift.avg(double precision) (SFUNC = float8_accum, STYPE = double precision[],
    INITCOND = '{0,0,0}', FINALFUNC = float8_avg, COMBINEFUNC = float8_combine, PARALLEL = SAFE);

CREATE OR REPLACE FUNCTION dap_redshift.add(state numeric, value jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN dap_redshift.as_numeric(value) IS NULL THEN state
        ELSE coalesce(state, 0) + dap_redshift.as_numeric(value) END;
CREATE OR REPLACE FUNCTION dap_redshift.sum_up(state numeric[], value jsonb) RETURNS numeric[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(dap_redshift.sum_up(state, dap_redshift.as_numeric(value)), state);
CREATE OR REPLACE FUNCTION dap_redshift.wide_average(state numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN state[1] > 0 THEN state[2] / state[1] END;
CREATE OR REPLACE FUNCTION dap_redshift.smaller(a jsonb, b jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN least(a, b);
CREATE OR REPLACE FUNCTION dap_redshift.larger(a jsonb, b jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN greatest(a, b);

CREATE OR REPLACE AGGREGATE dap_redshift.sum(jsonb) (SFUNC = dap_redshift.add, STYPE = numeric);
CREATE OR REPLACE AGGREGATE dap_redshift.avg(jsonb) (SFUNC = dap_redshift.sum_up, STYPE = numeric[], INITCOND = '{0,0,0}',
    FINALFUNC = dap_redshift.wide_average);
CREATE OR REPLACE AGGREGATE dap_redshift.min(jsonb) (SFUNC = dap_redshift.smaller, STYPE = jsonb);
CREATE OR REPLACE AGGREGATE dap_redshift.max(jsonb) (SFUNC = dap_redshift.larger, STYPE = jsonb);

-- PERCENTILE_CONT, PERCENTILE_DISC and MEDIAN over a window: PostgreSQL has them for groups alone.
CREATE OR REPLACE FUNCTION dap_redshift.gather(state double precision[], value double precision, share double precision)
    RETURNS double precision[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value IS NULL THEN state ELSE ARRAY[share] || state[2:] || value END;
CREATE OR REPLACE FUNCTION dap_redshift.percentile_between(state double precision[]) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT pg_catalog.percentile_cont(state[1]) WITHIN GROUP (ORDER BY x) FROM unnest(state[2:]) AS t(x));
CREATE OR REPLACE FUNCTION dap_redshift.percentile_among(state double precision[]) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT pg_catalog.percentile_disc(state[1]) WITHIN GROUP (ORDER BY x) FROM unnest(state[2:]) AS t(x));
CREATE OR REPLACE AGGREGATE dap_redshift.percentile_cont(double precision, double precision) (SFUNC = dap_redshift.gather,
    STYPE = double precision[], INITCOND = '{}', FINALFUNC = dap_redshift.percentile_between);
CREATE OR REPLACE AGGREGATE dap_redshift.percentile_disc(double precision, double precision) (SFUNC = dap_redshift.gather,
    STYPE = double precision[], INITCOND = '{}', FINALFUNC = dap_redshift.percentile_among);

-- Views WITH NO SCHEMA BINDING ------------------------------------------------------------------

-- PostgreSQL binds a view to its tables when it is made. Ours is bound whenever its tables are there:
-- where a statement is about to change them, the view is put on a stand-in with the same columns,
-- which depends on no table and says, when asked, what is missing; afterwards it is bound again.
CREATE TABLE IF NOT EXISTS dap_redshift.late_view (
    view regclass PRIMARY KEY,
    columns text NOT NULL,
    query text NOT NULL,
    path text NOT NULL,
    bound boolean NOT NULL);

-- The condition of a stand-in: fails as the view's own query does.
CREATE OR REPLACE FUNCTION dap_redshift.is_bound(query text, path text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('search_path', path, true);
    EXECUTE 'SELECT FROM (' || query || ') AS late_view LIMIT 0';
    RAISE EXCEPTION 'a view WITH NO SCHEMA BINDING waits to be bound'
        USING HINT = 'CALL dap_redshift.bind_views().', ERRCODE = 'object_not_in_prerequisite_state';
END $$;

CREATE OR REPLACE FUNCTION dap_redshift.stand_in(late dap_redshift.late_view) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format('SELECT %s WHERE dap_redshift.is_bound(%L, %L)',
        string_agg(format('NULL::%s AS %I', format_type(atttypid, atttypmod), attname), ', ' ORDER BY attnum), late.query, late.path)
    FROM pg_attribute WHERE attrelid = late.view AND attnum > 0
$$;

-- Puts the views that ask these relations on their stand-ins.
CREATE OR REPLACE PROCEDURE dap_redshift.free_views(VARIADIC relations text[]) LANGUAGE plpgsql AS $$
DECLARE
    late dap_redshift.late_view;
BEGIN
    FOR late IN
        SELECT DISTINCT ON (l.view) l.* FROM dap_redshift.late_view l
        JOIN pg_rewrite r ON r.ev_class = l.view
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
        WHERE d.refobjid <> l.view AND d.refobjid = ANY(SELECT to_regclass(name)::oid FROM unnest(relations) AS name)
    LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', late.view, dap_redshift.stand_in(late));
        UPDATE dap_redshift.late_view SET bound = false WHERE view = late.view;
    END LOOP;
END $$;

-- With other columns a view can only be made again; who may read it stays.
CREATE OR REPLACE PROCEDURE dap_redshift.make_view_again(late dap_redshift.late_view) LANGUAGE plpgsql AS $$
DECLARE
    name text := (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = late.view);
    rights aclitem[] := (SELECT relacl FROM pg_class WHERE oid = late.view);
    remark text := obj_description(late.view, 'pg_class');
    owner name := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = late.view);
    given record;
BEGIN
    CALL dap_redshift.free_views(name);
    EXECUTE format('DROP VIEW %s', name);
    EXECUTE format('CREATE VIEW %s %s AS %s', name, late.columns, late.query);
    UPDATE dap_redshift.late_view SET view = name::regclass WHERE view = late.view;
    FOR given IN SELECT privilege_type, is_grantable, grantee FROM aclexplode(rights) LOOP
        EXECUTE format('GRANT %s ON %s TO %s %s', given.privilege_type, name,
            CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END,
            CASE WHEN given.is_grantable THEN 'WITH GRANT OPTION' END);
    END LOOP;
    IF remark IS NOT NULL THEN
        EXECUTE format('COMMENT ON VIEW %s IS %L', name, remark);
    END IF;
    IF owner <> current_user THEN
        EXECUTE format('ALTER VIEW %s OWNER TO %I', name, owner);
    END IF;
END $$;

-- Whether it could be bound. What its tables lack today may be there tomorrow; anything else is an error.
CREATE OR REPLACE FUNCTION dap_redshift.bind_view(late dap_redshift.late_view) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    path text := current_setting('search_path');
BEGIN
    PERFORM set_config('search_path', late.path, true);
    BEGIN
        EXECUTE format('CREATE OR REPLACE VIEW %s %s AS %s', late.view, late.columns, late.query);
        UPDATE dap_redshift.late_view SET bound = true WHERE view = late.view;
        -- Those that ask it may get more columns.
        CALL dap_redshift.free_views(late.view::text);
    EXCEPTION WHEN invalid_table_definition THEN
        UPDATE dap_redshift.late_view SET bound = true WHERE view = late.view;
        CALL dap_redshift.make_view_again(late);
    END;
    PERFORM set_config('search_path', path, true);
    RETURN true;
EXCEPTION WHEN undefined_table OR undefined_column OR undefined_function OR undefined_object OR invalid_schema_name
        OR ambiguous_column OR ambiguous_function OR datatype_mismatch OR cannot_coerce OR grouping_error THEN
    RETURN false;
END $$;

CREATE OR REPLACE PROCEDURE dap_redshift.bind_views() LANGUAGE plpgsql AS $$
DECLARE
    late dap_redshift.late_view;
    progress boolean := true;
BEGIN
    DELETE FROM dap_redshift.late_view l WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = l.view);
    WHILE progress LOOP
        progress := false;
        FOR late IN SELECT * FROM dap_redshift.late_view WHERE NOT bound ORDER BY view LOOP
            progress := dap_redshift.bind_view(late) OR progress;
        END LOOP;
    END LOOP;
END $$;

CREATE OR REPLACE PROCEDURE dap_redshift.create_late_view(name text, columns text, query text, replaces boolean) LANGUAGE plpgsql AS $$
DECLARE
    path text := current_setting('search_path');
BEGIN
    IF NOT replaces OR to_regclass(name) IS NULL THEN
        EXECUTE format('CREATE VIEW %s AS SELECT NULL::text AS not_bound WHERE dap_redshift.is_bound(%L, %L)', name, query, path);
        -- A procedure that makes the view's tables again has to bind it.
        IF EXISTS (SELECT FROM pg_roles r, pg_class c WHERE r.rolname = 'dap_loader' AND pg_has_role(r.oid, 'MEMBER')
                AND c.oid = name::regclass AND has_schema_privilege(r.oid, c.relnamespace, 'CREATE')) THEN
            EXECUTE format('ALTER VIEW %s OWNER TO dap_loader', name);
        END IF;
    END IF;
    INSERT INTO dap_redshift.late_view VALUES (name::regclass, columns, query, path, false)
        ON CONFLICT (view) DO UPDATE SET columns = excluded.columns, query = excluded.query, path = excluded.path, bound = false;
    CALL dap_redshift.bind_views();
END $$;

-- The view is about to be made an ordinary one.
CREATE OR REPLACE PROCEDURE dap_redshift.bind_for_good(name text) LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM dap_redshift.late_view WHERE view = to_regclass(name);
END $$;
