# Generated from schema/ by 'dap generate iac'. Change the master sheet, not this file.
AWSTemplateFormatVersion: "2010-09-09"
Description: STAGE tables, one per product family, and their crawler

Parameters:
  Environment:
    Type: String
    Default: local
  CrawlerRoleArn:
    Type: String
    Description: The role that lets Glue read the stage layer

Resources:
  StageDatabase:
    Type: AWS::Glue::Database
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseInput:
        Name: !Sub ${r"${Environment}"}-txma-stage
        Description: Typed rows, a table per product family

<#list tables as table>
  ${table.id}Table:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref StageDatabase
      TableInput:
        Name: ${table.name}
        TableType: EXTERNAL_TABLE
        Parameters:
          classification: parquet
        PartitionKeys:
          - { Name: processed_date, Type: string }
          - { Name: event_name, Type: string }
        StorageDescriptor:
          Location: !Sub s3://${r"${Environment}"}-dap-stage-layer/txma/${table.folder}
          InputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat
          OutputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat
          SerdeInfo:
            SerializationLibrary: org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe
          Columns:
<#list table.columns as column>
            - { Name: ${column.name}, Type: "${column.type}" }
</#list>
            - { Name: year, Type: int }
            - { Name: month, Type: int }
            - { Name: day, Type: int }

</#list>
  StageCrawler:
    Type: AWS::Glue::Crawler
    Properties:
      Name: !Sub ${r"${Environment}"}-txma-stage
      Role: !Ref CrawlerRoleArn
      DatabaseName: !Ref StageDatabase
      SchemaChangePolicy:
        UpdateBehavior: LOG
        DeleteBehavior: LOG
      Targets:
        CatalogTargets:
          - DatabaseName: !Ref StageDatabase
            Tables:
<#list tables as table>
              - ${table.name}
</#list>
