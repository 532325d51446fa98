# Generated from schema/ by 'dap generate iac'. Change the master sheet, not this file.
AWSTemplateFormatVersion: "2010-09-09"
Description: Crawlers over RAW, one per product family, and RAW tables whose columns are fixed by hand

Parameters:
  Environment:
    Type: String
    Default: local
  CrawlerRoleArn:
    Type: String
    Description: The role that lets Glue read the raw layer

Resources:
  RawDatabase:
    Type: AWS::Glue::Database
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseInput:
        Name: !Sub ${r"${Environment}"}-txma-raw
        Description: Events as they came, a table per event

<#list crawlers as crawler>
<#if crawler.folders?has_content>
  ${crawler.id}Crawler:
    Type: AWS::Glue::Crawler
    Properties:
      Name: ${crawler.name}
      Role: !Ref CrawlerRoleArn
      DatabaseName: !Ref RawDatabase
      Targets:
        S3Targets:
<#list crawler.folders as folder>
          - Path: !Sub s3://${r"${Environment}"}-dap-raw-layer/txma/${folder}/
</#list>

</#if>
<#if crawler.tables?has_content>
  ${crawler.id}PinnedCrawler:
    Type: AWS::Glue::Crawler
    Properties:
      Name: ${crawler.name}<#if crawler.folders?has_content>_pinned</#if>
      Role: !Ref CrawlerRoleArn
      SchemaChangePolicy:
        UpdateBehavior: LOG
        DeleteBehavior: LOG
      Targets:
        CatalogTargets:
          - DatabaseName: !Ref RawDatabase
            Tables:
<#list crawler.tables as table>
              - ${table}
</#list>

</#if>
</#list>
<#list pinned as table>
  ${table.id}RawTable:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref RawDatabase
      TableInput:
        Name: ${table.name}
        TableType: EXTERNAL_TABLE
        Parameters:
          classification: json
          compressionType: gzip
        PartitionKeys:
          - { Name: year, Type: string }
          - { Name: month, Type: string }
          - { Name: day, Type: string }
        StorageDescriptor:
          Location: !Sub s3://${r"${Environment}"}-dap-raw-layer/txma/${table.folder}
          InputFormat: org.apache.hadoop.mapred.TextInputFormat
          OutputFormat: org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat
          SerdeInfo:
            SerializationLibrary: org.openx.data.jsonserde.JsonSerDe
          Columns:
<#list table.columns as column>
            - { Name: ${column.name}, Type: "${column.type}" }
</#list>

</#list>
