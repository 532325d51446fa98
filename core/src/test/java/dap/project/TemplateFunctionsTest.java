package dap.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFunctionsTest {

    private static final String TEMPLATE =
            """
            Parameters:
              Environment: { Type: String, Default: dev }
              Layer: { Type: String, Default: stage }
              Unset: { Type: String }
              Names: { Type: CommaDelimitedList, Default: "a,b,c" }
            Mappings:
              Buckets:
                local: { stage: the-bucket, list: [x, y] }
            Conditions:
              IsLocal: !Equals [!Ref Environment, local]
              IsNot: !Not [!Condition IsLocal]
              Both: !And [!Condition IsLocal, !Equals [a, b]]
              Either: !Or [!Equals [!Ref Unset, x], !Condition IsLocal]
              NobodyKnows: !Equals [!Ref Unset, x]
              Circle: !Condition Circle
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties: { BucketName: !Sub "${Environment}-bucket" }
              Unnamed: { Type: AWS::S3::Bucket }
              Database:
                Type: AWS::Glue::Database
                Properties: { DatabaseInput: { Name: !Sub "${Environment}-txma-${Layer}" } }
              Role: { Type: AWS::IAM::Role }
              Snake:
                Type: AWS::S3::Bucket
                Properties: { BucketName: !Ref Tail }
              Tail:
                Type: AWS::S3::Bucket
                Properties: { BucketName: !Ref Snake }
            Outputs:
              Exported:
                Value: the-export
                Export: { Name: !Sub "${Environment}-exported" }
              Turning:
                Value: !ImportValue turning
                Export: { Name: turning }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "!Sub s3://${Environment}-dap/x | s3://local-dap/x",
                "!Ref ENVIRONMENT | local",
                "!Ref environment | local",
                "!Ref Layer | stage",
                "!Ref Unset | ${Unset}",
                "!Ref AWS::AccountId | ${AWS::AccountId}",
                "!Ref Given | said",
                "!Sub '${AWS::Region}' | here",
                "!ImportValue shared-key | k",
                "!ImportValue local-exported | the-export",
                "!ImportValue turning | ${turning}",
                "!Ref Database | local-txma-stage",
                "!Ref Bucket | local-bucket",
                "!Ref Unnamed | Unnamed",
                "!Ref Role | ${Role}",
                "!Ref Snake | ${Snake}",
                "!GetAtt Bucket.Arn | arn:aws:s3:::local-bucket",
                "!GetAtt [Role, Arn] | ${Role.Arn}",
                "!Sub '${Bucket}/${Role.Arn}/${AWS::StackName}' | local-bucket/${Role.Arn}/${AWS::StackName}",
                "!Sub '${!Literal}-${ Layer }' | ${Literal}-stage",
                "!Sub ['${A}-${Layer}', {A: !Ref Bucket}] | local-bucket-stage",
                "!Join ['-', [a, !Ref Layer, b]] | a-stage-b",
                "!Join ['', !Split [',', !Ref Names]] | abc",
                "!FindInMap [Buckets, !Ref Environment, stage] | the-bucket",
                "!FindInMap [Buckets, prod, stage] | ${Buckets.prod.stage}",
                "!FindInMap [Buckets, prod, stage, {DefaultValue: none}] | none",
                "!ImportValue shared-bucket | ${shared-bucket}",
                "!ImportValue {'Fn::Sub': '${Environment}-bucket'} | ${local-bucket}",
                "!If [IsLocal, a, b] | a",
                "!If [IsNot, a, b] | b",
                "!If [Both, a, b] | b",
                "!If [Either, a, b] | a",
                "!If [NobodyKnows, a, b] | ${Unset}",
                "!If [Circle, a, b] | ${Circle}",
                "!If [NoSuch, a, b] | ${NoSuch}",
                "!Select [1, !Split [',', !Ref Names]] | b",
                "!Select [7, [a, b]] | ${Fn::Select}",
                "!Base64 x | ${Fn::Base64}",
                "{'Ref': Layer} | stage",
                "{'Fn::Sub': '${Layer}'} | stage",
                "{'Fn::GetAtt': [Bucket, Arn]} | arn:aws:s3:::local-bucket",
                "{'Fn::Join': ['/', [a, b]]} | a/b",
                "!Join wrong | ${Fn::Join}",
                "!Sub | ''",
            })
    void aFunctionGivesWhatCanBeKnownAndShowsTheRest(String yaml, String expected) {
        Tree value = resolved(yaml);

        assertThat(value.asText()).hasValue(expected);
    }

    @Test
    void noValueTakesTheKeyAway() {
        Tree value = resolved("{a: !If [IsLocal, !Ref AWS::NoValue, x], b: y}");

        assertThat(value.entries()).extracting(Tree.Entry::key).containsExactly("b");
    }

    @Test
    void functionsAreFoundAtAnyDepth() {
        Tree value = resolved("[{a: [!Ref Layer]}]");

        assertThat(value.elements().getFirst().at("a").orElseThrow().elements().getFirst().asText())
                .hasValue("stage");
    }

    private static Tree resolved(String yaml) {
        Tree template = YamlText.read(new TextFile("t.yml", TEMPLATE)).orElseThrow();
        Tree value = YamlText.read(new TextFile("v.yml", "v: " + yaml)).orElseThrow();
        TemplateScope scope =
                new TemplateScope(
                        "local",
                        Map.of("Given", "said", "AWS::Region", "here", "shared-key", "k"),
                        template,
                        List::of);
        return new TemplateFunctions(scope).resolve(value.at("v").orElseThrow());
    }
}
