<!-- Generated from schema/ by 'dap generate docs'. Change the master sheet, not this file. -->
# Data dictionary

Families, their events and the columns of their STAGE tables; then the columns of the fact. Classification:
*operational* says nothing of a person, *pseudonymous* tells persons apart without naming them, *personal* says
something of a person.
<#list families as family>

## ${family.name.name}

| event | enabled | route | owner | what happened |
| --- | --- | --- | --- | --- |
<#list family.events as event>
| ${event.name.wireName} | ${event.enabled?then("yes", "no")} | ${event.subDomain} | ${event.owner} | ${event.description?replace("|", "\\|")} |
</#list>

| column | type | from | classification | meaning |
| --- | --- | --- | --- | --- |
<#list family.columns as column>
| ${column.name} | ${column.type} | <#list column.fills as fill><#if fill.field?has_content>`${fill.field}`<#else>always null</#if><#sep>, </#sep><#else>no event</#list> | ${column.classification?lower_case} | ${column.description?replace("|", "\\|")} |
</#list>
</#list>

## The fact

| column | type | meaning |
| --- | --- | --- |
<#list facts as fact>
| ${fact.column} | ${fact.type} | ${fact.description?replace("|", "\\|")} |
</#list>
