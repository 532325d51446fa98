-- Events that came more than once, a table per family.
CREATE TABLE audit.err_duplicate_event_id_auth_account_creation_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_auth_orchestration_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_auth_account_user_login_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_auth_account_mfa_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_auth_account_management_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_dcmaw_cri_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_driving_license_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_address_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_fraud_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_journey_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_kbv_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_passport_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_cic_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);

CREATE TABLE audit.err_duplicate_event_id_ipv_cri_f2f_1 (
    product_family varchar(100),
    total_duplicate_event_count_minus_one integer,
    event_name varchar(1000),
    event_id varchar(1000),
    timestamp_formatted varchar(100),
    created_by varchar(100),
    created_datetime date
);
